//! The rules, each with its requirement, the reason, and an example.

/// What a rule requires, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// What the rule requires, in one sentence.
    pub what: &'static str,
    /// The reason.
    pub why: &'static str,
    /// The source of the rule.
    pub source: &'static str,
    /// A document that breaks the rule under the profile `openai`; empty for a rule about size.
    pub example: &'static str,
    /// The same document, corrected.
    pub fix: &'static str,
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal {
        why: $why:literal, source: $source:literal, example: $example:literal, fix: $fix:literal,
    })+) => {
        /// The rules of the strict subset, one for each kind of fix.
        ///
        /// ```
        /// use structured_lint::Rule;
        ///
        /// let rule = Rule::named("open-object").unwrap();
        /// assert_eq!(rule, Rule::OpenObject);
        /// assert_eq!(rule.explanation().what, "Objects have `additionalProperties: false`.");
        /// ```
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

            /// What the rule requires, why, and an example.
            #[must_use]
            pub const fn explanation(self) -> &'static Explanation {
                match self {
                    $(Self::$variant => const { &Explanation {
                        what: concat!($($doc),+).trim_ascii_start(),
                        why: $why,
                        source: $source,
                        example: $example,
                        fix: $fix,
                    } },)+
                }
            }
        }
    };
}

impl Rule {
    /// The rule of this name; `None` if there is none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// What the rule requires.
    #[must_use]
    pub const fn description(self) -> &'static str {
        self.explanation().what
    }
}

// The variant, the name and the explanation of each rule are kept together. A function cannot make an enum.
rules! {
    /// A schema file is one JSON value.
    Json = "json" {
        why: "Nothing can be read from a text that is not JSON.",
        source: "RFC 8259",
        example: r#"{"type": "object",}"#,
        fix: r#"{"type": "object", "properties": {}, "required": [], "additionalProperties": false}"#,
    }
    /// An object has each name once.
    DuplicateName = "duplicate-name" {
        why: "Readers keep the last of two values, or the first, or refuse the text.",
        source: "RFC 8259, section 4",
        example: r#"{"type": "object", "type": "object", "properties": {}, "required": [], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {}, "required": [], "additionalProperties": false}"#,
    }
    /// Values nest at most 256 levels deep.
    Depth = "depth" {
        why: "No API accepts a schema of nearly this depth, and deeper ones could exhaust the stack of a reader.",
        source: "a limit of this linter",
        example: "",
        fix: "",
    }
    /// There is a schema to check.
    NoSchema = "no-schema" {
        why: "A file in which no schema was found was not checked, which is easily overlooked.",
        source: "a rule of this linter",
        example: r#"{"name": "package", "version": "1.0.0"}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// A response format or tool has its parts, each in its place.
    Envelope = "envelope" {
        why: "The API refuses a request with a missing or unknown parameter before it looks at the schema.",
        source: "recorded answers of the API",
        example: r#"{"type": "json_schema", "strict": true, "json_schema": {"name": "a", "schema": {"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}}}"#,
        fix: r#"{"type": "json_schema", "json_schema": {"name": "a", "strict": true, "schema": {"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}}}"#,
    }
    /// The name of a response format or tool has at most 64 characters of `a-z`, `A-Z`, `0-9`, `_` and `-`.
    Name = "name" {
        why: "The API refuses other names.",
        source: "recorded answers of the API, and the reference of `response_format`",
        example: r#"{"name": "Page[Step]", "strict": true, "schema": {"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}}"#,
        fix: r#"{"name": "Page_Step", "strict": true, "schema": {"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}}"#,
    }
    /// Rules are only enforced when `strict` is true.
    NotStrict = "not-strict" {
        why: "Without strict mode the schema is a hint, and an answer may be anything.",
        source: r#"the guide "Structured Outputs""#,
        example: r#"{"name": "a", "schema": {"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}}"#,
        fix: r#"{"name": "a", "strict": true, "schema": {"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}}"#,
    }
    /// The root of a schema is an object.
    RootType = "root-type" {
        why: "The API refuses every other root.",
        source: r#"the guide "Structured Outputs""#,
        example: r#"{"type": "array", "items": {"type": "string"}}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "array", "items": {"type": "string"}}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// The root of a schema is not a union.
    RootUnion = "root-union" {
        why: "The API refuses `anyOf`, `oneOf`, `enum` and `not` beside the type of the root.",
        source: r#"the guide "Structured Outputs""#,
        example: r#"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": false, "anyOf": [{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": false}]}"#,
        fix: r#"{"type": "object", "properties": {"p": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// A schema is an object, and its keywords have values of the right kind.
    NotASchema = "not-a-schema" {
        why: "The API checks every schema against the meta-schema first, including keywords that it refuses or ignores.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"p": {"type": "strng"}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Only the keywords of the profile are used.
    Keyword = "keyword" {
        why: "A strict profile refuses other keywords; a server that is not strict ignores them.",
        source: r#"the guide "Structured Outputs", and recorded answers of the API"#,
        example: r#"{"type": "object", "properties": {"p": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// The keyword is refused by some models and accepted by others.
    DisputedKeyword = "disputed-keyword" {
        why: "The reports about it contradict each other, so it may stop working with the next model.",
        source: "recorded answers and reports of users",
        example: r#"{"type": "object", "properties": {"p": {"type": "string", "default": "x"}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string", "description": "default: x"}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// The keyword is one that the API is known to read.
    UnknownKeyword = "unknown-keyword" {
        why: "A keyword that the API does not know does nothing, or is refused.",
        source: "recorded requests",
        example: r#"{"type": "object", "properties": {"p": {"type": "string", "x-order": 1}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// `nullable` is ignored; `null` is a type.
    Nullable = "nullable" {
        why: "`nullable` is a keyword of OpenAPI 3.0 that JSON Schema does not have.",
        source: "the OpenAPI Specification 3.0, and recorded requests",
        example: r#"{"type": "object", "properties": {"p": {"type": "string", "nullable": true}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": ["string", "null"]}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// `format` has one of the values that the profile knows.
    Format = "format" {
        why: "The API refuses other formats.",
        source: r#"the guide "Structured Outputs", and recorded answers of the API"#,
        example: r#"{"type": "object", "properties": {"p": {"type": "string", "format": "uri"}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string", "description": "A URI."}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Every schema has a type.
    MissingType = "missing-type" {
        why: "The API refuses a schema without `type`, `anyOf` or `$ref`.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"p": {"enum": ["a", "b"]}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string", "enum": ["a", "b"]}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Objects have `additionalProperties: false`.
    OpenObject = "open-object" {
        why: "A decoder can only write properties that it knows.",
        source: r#"the guide "Structured Outputs""#,
        example: r#"{"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"]}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Every property is required.
    OptionalProperty = "optional-property" {
        why: "A model writes every property; one that may be absent can be `null`.",
        source: r#"the guide "Structured Outputs""#,
        example: r#"{"type": "object", "properties": {"p": {"type": "string"}}, "required": [], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": ["string", "null"]}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Every required name is a property.
    UnknownRequired = "unknown-required" {
        why: "A closed object cannot have a property that it does not list; the name is often misspelled.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name", "nmae"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"], "additionalProperties": false}"#,
    }
    /// Objects list their properties.
    MissingProperties = "missing-properties" {
        why: "An object without `properties` is a map, and the keys of a map are not known in advance.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"p": {"type": "object", "additionalProperties": false}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "array", "items": {"type": "object", "properties": {"key": {"type": "string"}, "value": {"type": "string"}}, "required": ["key", "value"], "additionalProperties": false}}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Arrays have `items`.
    MissingItems = "missing-items" {
        why: "The API refuses an array without `items`.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"p": {"type": "array"}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "array", "items": {"type": "string"}}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// A reference has no keywords beside it.
    ReferenceSiblings = "reference-siblings" {
        why: "The API refuses keywords beside `$ref`, descriptions included.",
        source: "recorded answers of the API",
        example: r##"{"type": "object", "properties": {"p": {"$ref": "#/$defs/A", "description": "d"}}, "required": ["p"], "additionalProperties": false, "$defs": {"A": {"type": "string"}}}"##,
        fix: r##"{"type": "object", "properties": {"p": {"description": "d", "anyOf": [{"$ref": "#/$defs/A"}]}}, "required": ["p"], "additionalProperties": false, "$defs": {"A": {"type": "string"}}}"##,
    }
    /// A reference points to a definition at the top level of its schema, or to the root.
    ReferenceTarget = "reference-target" {
        why: "The API refuses other references, also to other files.",
        source: "recorded answers of the API",
        example: r##"{"type": "object", "properties": {"p": {"$ref": "#/components/schemas/A"}}, "required": ["p"], "additionalProperties": false}"##,
        fix: r##"{"type": "object", "properties": {"p": {"$ref": "#/$defs/A"}}, "required": ["p"], "additionalProperties": false, "$defs": {"A": {"type": "string"}}}"##,
    }
    /// A chain of references ends at a schema.
    ReferenceCycle = "reference-cycle" {
        why: "A definition that is only a reference to itself describes nothing.",
        source: "JSON Schema 2020-12, section 9.4.1",
        example: r##"{"type": "object", "properties": {"p": {"$ref": "#/$defs/A"}}, "required": ["p"], "additionalProperties": false, "$defs": {"A": {"$ref": "#/$defs/A"}}}"##,
        fix: r##"{"type": "object", "properties": {"p": {"$ref": "#/$defs/A"}}, "required": ["p"], "additionalProperties": false, "$defs": {"A": {"type": "string"}}}"##,
    }
    /// Enum values satisfy the other keywords of their schema.
    EnumValue = "enum-value" {
        why: "The API checks each value against the schema around it.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"p": {"type": "integer", "enum": [1, "2"]}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "integer", "enum": [1, 2]}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// A pattern is a regular expression that Python's `re` compiles, and does not look ahead or behind.
    Pattern = "pattern" {
        why: "The API compiles patterns with Python's `re`, and no constrained decoder can look around. JSON Schema reads patterns as ECMA 262 does, and Rust's `regex` has a syntax of its own: what only Python reads, such as `(?P<name>` and `\\Z`, is a warning that names the engines which do not.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"p": {"type": "string", "pattern": "([A-Z]"}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string", "pattern": "([A-Z])"}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Some finite document satisfies the schema.
    Unsatisfiable = "unsatisfiable" {
        why: "If no document satisfies the schema, the model writes until it is cut off.",
        source: "a rule of this linter",
        example: r#"{"type": "object", "properties": {"p": {"type": "integer", "minimum": 5, "maximum": 4}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "integer", "minimum": 4, "maximum": 5}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Strings of enums have no double quote and no line break.
    Literal = "literal" {
        why: "The API refuses them in strict mode.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"p": {"type": "string", "enum": ["a \"b\""]}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"type": "string", "enum": ["a b"]}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// The object branches of a union differ in their first property.
    FirstProperty = "first-property" {
        why: "The o-series models choose a branch by its first property, and refuse branches that begin alike.",
        source: "recorded answers of the API",
        example: r#"{"type": "object", "properties": {"p": {"anyOf": [{"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"], "additionalProperties": false}, {"type": "object", "properties": {"id": {"type": "string"}, "n": {"type": "integer"}}, "required": ["id", "n"], "additionalProperties": false}]}}, "required": ["p"], "additionalProperties": false}"#,
        fix: r#"{"type": "object", "properties": {"p": {"anyOf": [{"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"], "additionalProperties": false}, {"type": "object", "properties": {"n": {"type": "integer"}, "id": {"type": "string"}}, "required": ["n", "id"], "additionalProperties": false}]}}, "required": ["p"], "additionalProperties": false}"#,
    }
    /// Objects nest at most as deep as the profile allows.
    Levels = "levels" {
        why: "The API refuses deeper schemas. A definition is counted on its own.",
        source: r#"the guide "Structured Outputs""#,
        example: "",
        fix: "",
    }
    /// A schema has at most as many properties as the profile allows.
    Properties = "properties" {
        why: "The API refuses larger schemas.",
        source: r#"the guide "Structured Outputs""#,
        example: "",
        fix: "",
    }
    /// A schema has at most as many enum values as the profile allows.
    EnumValues = "enum-values" {
        why: "The API refuses larger schemas.",
        source: r#"the guide "Structured Outputs""#,
        example: "",
        fix: "",
    }
    /// A long enum has at most as many characters as the profile allows.
    LongEnum = "long-enum" {
        why: "The API refuses larger enums.",
        source: r#"the guide "Structured Outputs""#,
        example: "",
        fix: "",
    }
    /// Names and enum values together have at most as many characters as the profile allows.
    TotalCharacters = "total-characters" {
        why: "The API refuses larger schemas.",
        source: r#"the guide "Structured Outputs""#,
        example: "",
        fix: "",
    }
}
