//! Reasons why a type has no strict schema: every rejection text that comes from the type itself.

use crate::schema::text;

/// Why a type has no strict schema, and what to use instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsupported {
    text: &'static str,
}

impl Unsupported {
    /// A reason of the form `what is rejected: why`, newline, `help: what to write instead`.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text }
    }

    /// The message: what is rejected, why, and what to write instead.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.text
    }

    /// Fails the compilation at the call in the user's code.
    #[track_caller]
    pub(crate) const fn fail(self) -> ! {
        text::fail(&[self.text])
    }
}

/// `HashMap<String, T>`, `BTreeMap<String, T>` and other maps.
pub(crate) const MAP: Unsupported = Unsupported::new(
    "a map cannot be part of a structured output: its keys are not known in advance\n\
     help: use a struct with one field per key, or add `#[serde(with = \"structured_core::with::entries\")]`, \
     which makes it a list of `key` and `value`",
);

/// `(A, B)`.
pub(crate) const TUPLE: Unsupported = Unsupported::new(
    "a tuple is a JSON array with a different type at each place, which strict schemas cannot express\n\
     help: use a struct with named fields",
);

/// `PhantomData<T>`.
pub(crate) const PHANTOM: Unsupported = Unsupported::new(
    "`PhantomData` has no JSON of its own\n\
     help: add `#[serde(skip)]`",
);

/// `u128`.
pub(crate) const U128: Unsupported = Unsupported::new(
    "`u128` does not fit in a JSON number that models and readers keep exact\n\
     help: use `u64`, or `String` and parse it",
);

/// `i128`.
pub(crate) const I128: Unsupported = Unsupported::new(
    "`i128` does not fit in a JSON number that models and readers keep exact\n\
     help: use `i64`, or `String` and parse it",
);

/// `Option<Option<T>>` and `Option<()>`.
pub(crate) const NESTED_OPTION: Unsupported = Unsupported::new(
    "`Option<Option<T>>` and `Option<()>` have two absences, but JSON has one `null`\n\
     help: use `Option<T>` of another type, or an enum with a variant per case",
);

/// `serde_json::Value`.
#[cfg(feature = "json")]
pub(crate) const VALUE: Unsupported = Unsupported::new(
    "`serde_json::Value` can be anything, and a strict schema must describe every value\n\
     help: use an enum of the shapes you expect, or add `#[serde(with = \"structured_core::with::json_text\")]`, \
     which makes it a string that holds JSON",
);

/// `Result<T, E>`.
pub(crate) const RESULT: Unsupported = Unsupported::new(
    "`Result` is read from `{\"Ok\": …}` or `{\"Err\": …}`, which is rarely what a model should write\n\
     help: use an enum with a variant per outcome",
);

/// `Duration`.
pub(crate) const DURATION: Unsupported = Unsupported::new(
    "`Duration` is read from `{\"secs\": …, \"nanos\": …}`, which is rarely what a model should write\n\
     help: use a number, and put the unit into the name: `seconds: f64`",
);

/// `SystemTime`.
#[cfg(feature = "std")]
pub(crate) const SYSTEM_TIME: Unsupported = Unsupported::new(
    "`SystemTime` is read from seconds and nanoseconds since 1970, which models get wrong\n\
     help: use a `String` with an RFC 3339 date, or a type of chrono, time or jiff (features of structured-core)",
);

/// `Range<T>`.
pub(crate) const RANGE: Unsupported = Unsupported::new(
    "`Range` is read from `{\"start\": …, \"end\": …}`, which does not say whether the end is included\n\
     help: use a struct with two named fields",
);

/// A type parameter, for checks that must know the type.
pub(crate) const GENERIC: Unsupported = Unsupported::new("the type is known only where the generic type is used");

/// A generic type that contains itself with ever larger arguments, through other types.
pub(crate) const GROWING: Unsupported = Unsupported::new(
    "a generic type that contains itself with other arguments has no finite schema\n\
     help: use the same arguments inside, or a type without parameters",
);

/// A flattened map.
pub(crate) const FLATTENED_MAP: Unsupported = Unsupported::new(
    "`flatten` on a map adds properties that no schema lists\n\
     help: list the properties as fields, or write `#[serde(with = \"structured_core::with::entries\")]` in the place \
     of `flatten`",
);
