//! What is wrong, where, in whose words, and what to write instead.

use crate::json::Span;

/// One thing that a profile does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The rule that is broken.
    pub rule: Rule,
    /// Whether the API refuses it, or it only deserves a look.
    pub severity: Severity,
    /// JSON pointer (RFC 6901) to the place, from the root of what was checked.
    pub pointer: String,
    /// The place in the text; `None` if a [`serde_json::Value`] was checked.
    pub position: Option<Position>,
    /// The API's own sentence where there is one.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The API refuses the request, or no answer can be had for it.
    Error,
    /// The API takes it, or took it at some time; it does not do what it seems to do.
    Warning,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The bytes.
    pub span: Span,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The line and column of `span` in `text`.
    #[must_use]
    pub fn of(span: Span, text: &str) -> Self {
        Self::after(Self { span, line: 1, column: 1 }, seen(text.get(..span.start).unwrap_or(text)))
    }

    /// The place of `self` with the lines and columns of `passed` before it.
    pub(crate) fn after(self, passed: &str) -> Self {
        let (mut line, mut column) = (self.line, self.column);
        for character in passed.chars() {
            (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        Self { line, column, ..self }
    }
}

/// `text` without the mark of its byte order, which is no character of its first line.
pub(crate) fn seen(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The rules of the strict subset, one per kind of fix.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The rule's name in reports.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What the rule asks for.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

// A list, a name and a text per rule, kept together; a function cannot make an enum.
rules! {
    /// A schema file is one JSON value.
    Json = "json",
    /// An object has each name once.
    DuplicateName = "duplicate-name",
    /// Values nest at most 256 levels deep.
    Depth = "depth",
    /// There is a schema to check.
    NoSchema = "no-schema",
    /// The envelope of a schema has its parts.
    Envelope = "envelope",
    /// The name of a response format or tool has at most 64 characters of `a-z`, `A-Z`, `0-9`, `_` and `-`.
    Name = "name",
    /// Rules are only enforced when `strict` is true.
    NotStrict = "not-strict",
    /// The root of a schema is an object.
    RootType = "root-type",
    /// The root of a schema is not a union.
    RootUnion = "root-union",
    /// A schema is an object, and its keywords have values of the right kind.
    NotASchema = "not-a-schema",
    /// Only the keywords of the profile are used.
    Keyword = "keyword",
    /// The keyword is refused by some and taken by others.
    DisputedKeyword = "disputed-keyword",
    /// The keyword is one that the API is known to read.
    UnknownKeyword = "unknown-keyword",
    /// `nullable` is passed over; `null` is a type.
    Nullable = "nullable",
    /// `format` has one of the values that the profile knows.
    Format = "format",
    /// Every schema says its type.
    MissingType = "missing-type",
    /// Objects have `additionalProperties: false`.
    OpenObject = "open-object",
    /// Every property is required.
    OptionalProperty = "optional-property",
    /// Every required name is a property.
    UnknownRequired = "unknown-required",
    /// Objects list their properties.
    MissingProperties = "missing-properties",
    /// Arrays say what their items are.
    MissingItems = "missing-items",
    /// A reference stands alone.
    ReferenceSiblings = "reference-siblings",
    /// A reference points to a definition at the top level of its schema, or to the root.
    ReferenceTarget = "reference-target",
    /// A reference ends at a schema, not at itself.
    ReferenceCycle = "reference-cycle",
    /// Enum values are what the rest of their schema admits.
    EnumValue = "enum-value",
    /// A pattern does not look ahead or behind.
    Pattern = "pattern",
    /// Some finite document satisfies the schema.
    Unsatisfiable = "unsatisfiable",
    /// Strings of enums have no double quote and no line break.
    Literal = "literal",
    /// The object branches of a union differ in their first property.
    FirstProperty = "first-property",
    /// Objects nest at most as deep as the profile allows.
    Levels = "levels",
    /// A schema has at most as many properties as the profile allows.
    Properties = "properties",
    /// A schema has at most as many enum values as the profile allows.
    EnumValues = "enum-values",
    /// A long enum has at most as many characters as the profile allows.
    LongEnum = "long-enum",
    /// Names and enum values together have at most as many characters as the profile allows.
    TotalCharacters = "total-characters",
}
