//! The rules of each provider, as data: limits, keywords and extra rules.
//!
//! Every number, keyword and name of the strict subset is written once, in this module. The const checks, the
//! rendering, the linter and the documentation read it from here. A new provider is a new [`Profile`].

mod keyword;
mod pattern;
mod rules;

pub use self::keyword::{Keyword, Keywords};
pub use self::pattern::pattern_fault;
pub use self::rules::{
    FORBIDDEN_IN_LITERALS, MOST_TOOLS, NAME_LENGTH, NAME_PATTERN, NO_FINITE_DOCUMENT, RESPONSES_TOOL_NAME_LENGTH,
    TOOL_DESCRIPTION_LENGTH, is_name, is_name_of,
};
use crate::schema::text;

/// A named set of rules of one provider at one time.
///
/// A root selects its profile with `#[structured(profile = "…")]`. The default is [`OPENAI_2024_08`].
///
/// # Examples
///
/// ```
/// use structured_core::profile::{Keyword, OPENAI, OPENAI_2024_08, Profile};
///
/// assert_eq!(Profile::named("openai"), Some(&OPENAI));
/// assert_eq!((OPENAI_2024_08.limits.properties, OPENAI.limits.properties), (100, 5000));
/// assert!(OPENAI.keywords.contains(Keyword::Pattern) && !OPENAI_2024_08.keywords.contains(Keyword::Pattern));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The name in `#[structured(profile = "…")]` and on the command line.
    pub name: &'static str,
    /// The limits of a schema's size.
    pub limits: Limits,
    /// The constraint keywords that a schema may use.
    pub keywords: Keywords,
    /// The values `format` may have.
    pub formats: &'static [&'static str],
    /// How a root that contains itself refers to itself.
    pub self_reference: SelfReference,
    /// Whether every object must be closed and list all its properties as required, every schema must have a type,
    /// and a keyword that the provider does not support is refused, not ignored.
    pub strict: bool,
    /// Other keywords that the provider accepts and that do not constrain the value.
    pub annotations: &'static [&'static str],
    /// Keywords that were accepted at one time or by one model, and refused at another time or by another model.
    pub disputed: &'static [DisputedKeyword],
    /// Whether the object branches of one union must differ in their first property.
    pub distinct_first_properties: bool,
    /// Whether a `pattern` is read only between `^` and `$`.
    pub anchored_patterns: bool,
    /// The provider's hint for opting out of strict mode, which is appended to errors about limits.
    pub opt_out: &'static str,
}

/// A keyword about which reports contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DisputedKeyword {
    /// The keyword, as in a schema.
    pub keyword: &'static str,
    /// Who refused it and who accepted it.
    pub reports: &'static str,
}

/// Keywords of JSON Schema and of its older drafts that strict mode refuses.
///
/// Source: the API's recorded answers for `oneOf`, `allOf`, `if`, `not`, `propertyNames`, `contains`, `uniqueItems` and
/// `examples`; the guide's lists, and those of the official SDKs, for the others.
pub const REFUSED: &[&str] = &[
    "oneOf",
    "allOf",
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "patternProperties",
    "unevaluatedProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "unevaluatedItems",
    "prefixItems",
    "additionalItems",
    "contains",
    "minContains",
    "maxContains",
    "uniqueItems",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "examples",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveAnchor",
    "$recursiveRef",
    "minLength",
    "maxLength",
    "default",
];

/// The limits of a schema's size. Every number is the largest that is still accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Properties of all objects of the schema, definitions included ("parameters" in the API's message).
    pub properties: usize,
    /// Objects inside objects on the deepest path, the root included. Arrays and unions add no level, and a
    /// definition is counted on its own.
    pub levels: usize,
    /// Values of all enums of the schema together.
    pub enum_values: usize,
    /// An enum with more values than this must keep within [`Limits::long_enum_characters`].
    pub long_enum_values: usize,
    /// Characters of all values of one long enum together.
    pub long_enum_characters: usize,
    /// Characters of all property names, definition names and enum values together.
    pub total_characters: usize,
}

/// How a root that contains itself refers to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SelfReference {
    /// `{"$ref":"#"}`.
    Root,
    /// `{"$ref":"#/$defs/Name"}`. The root is also in `$defs`.
    Definition,
}

/// The rules of August 2024, which every later model and every compatible server that enforces schemas accepts.
///
/// Source: the guide "Structured Outputs" of that month for properties, levels and keywords; the limits on enums and
/// characters came with its next edition and were enforced from October 2024 on.
pub const OPENAI_2024_08: Profile = Profile {
    name: "openai-2024-08",
    limits: Limits {
        properties: 100,
        levels: 5,
        enum_values: 500,
        long_enum_values: 250,
        long_enum_characters: 7_500,
        total_characters: 15_000,
    },
    keywords: Keywords::NONE,
    formats: &[],
    self_reference: SelfReference::Root,
    strict: true,
    annotations: &["$schema", "$id", "title", "description", "nullable"],
    disputed: &[DEFAULT],
    distinct_first_properties: true,
    anchored_patterns: false,
    opt_out: "use 'strict: false' to opt out of structured outputs",
};

/// The rules since July 2025: higher limits, and keywords for strings, numbers and arrays.
pub const OPENAI: Profile = Profile {
    name: "openai",
    limits: Limits {
        properties: 5_000,
        levels: 10,
        enum_values: 1_000,
        long_enum_values: 250,
        long_enum_characters: 15_000,
        total_characters: 120_000,
    },
    keywords: Keywords::of(Keyword::ALL),
    formats: &["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
    self_reference: SelfReference::Root,
    strict: true,
    annotations: &["$schema", "$id", "title", "description", "nullable", "discriminator"],
    disputed: &[
        DEFAULT,
        DisputedKeyword {
            keyword: "minLength",
            reports: "`minLength` was refused up to December 2025, and accepted and enforced in September 2026",
        },
        DisputedKeyword {
            keyword: "maxLength",
            reports: "`maxLength` was refused up to December 2025, and accepted and enforced in autumn 2026",
        },
    ],
    distinct_first_properties: true,
    anchored_patterns: false,
    opt_out: "opt out of structured outputs by setting 'strict: false'",
};

/// The recorded requests with a `default` that were answered: 2024-08 (response format), 2024-09 and 2025-08 (tools).
const DEFAULT: DisputedKeyword = DisputedKeyword {
    keyword: "default",
    reports: "`default` was accepted in recorded requests of August 2024 to August 2025, and refused in others of that time",
};

/// `llama.cpp`'s server: no limits, bounds on numbers and arrays, and a root that refers to itself by name.
///
/// Source: its grammar converter, which refuses `{"$ref":"#"}`, reads `pattern` only between `^` and `$`, and supports
/// four formats.
pub const LLAMA_CPP: Profile = Profile {
    name: "llama.cpp",
    limits: Limits {
        properties: usize::MAX,
        levels: usize::MAX,
        enum_values: usize::MAX,
        long_enum_values: usize::MAX,
        long_enum_characters: usize::MAX,
        total_characters: usize::MAX,
    },
    keywords: Keywords::of(&[
        Keyword::Pattern,
        Keyword::Format,
        Keyword::Minimum,
        Keyword::Maximum,
        Keyword::ExclusiveMinimum,
        Keyword::ExclusiveMaximum,
        Keyword::MinItems,
        Keyword::MaxItems,
    ]),
    formats: &["date-time", "time", "date", "uuid"],
    self_reference: SelfReference::Definition,
    strict: false,
    annotations: &["$schema", "$id", "title", "description", "default", "examples"],
    disputed: &[],
    distinct_first_properties: false,
    anchored_patterns: true,
    opt_out: "",
};

impl Profile {
    /// Whether `format` may have this value.
    #[must_use]
    pub const fn has_format(&self, format: &str) -> bool {
        let mut i = 0;
        while i < self.formats.len() {
            if text::same(self.formats[i], format) {
                return true;
            }
            i += 1;
        }
        false
    }

    /// The profile with this name.
    #[must_use]
    pub const fn named(name: &str) -> Option<&'static Self> {
        let mut i = 0;
        while i < Self::ALL.len() {
            if text::same(Self::ALL[i].name, name) {
                return Some(&Self::ALL[i]);
            }
            i += 1;
        }
        None
    }

    /// Every profile. The first one is the default.
    pub const ALL: &'static [Self] = &[OPENAI_2024_08, OPENAI, LLAMA_CPP];

    /// The constraint keyword with this name, if this profile has it.
    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<Keyword> {
        Keyword::ALL.iter().copied().find(|keyword| keyword.name() == name && self.keywords.contains(*keyword))
    }
}
