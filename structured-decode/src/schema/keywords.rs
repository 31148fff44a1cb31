//! The keywords of JSON Schema: the values that each constrains, and whether it can be enforced.

use serde_json::{Map, Value};

/// A set of the types of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Types(u8);

impl Types {
    pub(super) const NONE: Self = Self(0);
    pub(super) const OBJECT: Self = Self(1);
    pub(super) const ARRAY: Self = Self(2);
    pub(super) const STRING: Self = Self(4);
    pub(super) const INTEGER: Self = Self(8);
    /// Every integer is a number, too.
    pub(super) const NUMBER: Self = Self(8 | 16);
    pub(super) const BOOLEAN: Self = Self(32);
    pub(super) const NULL: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    /// The type with this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "object" => Self::OBJECT,
            "array" => Self::ARRAY,
            "string" => Self::STRING,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "boolean" => Self::BOOLEAN,
            "null" => Self::NULL,
            _ => return None,
        })
    }

    /// The type of a value. A number without a fraction is an integer, however it is spelled.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Object(_) => Self::OBJECT,
            Value::Array(_) => Self::ARRAY,
            Value::String(_) => Self::STRING,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Null => Self::NULL,
            Value::Number(number) if number.as_f64().is_some_and(|float| float.fract() == 0.0) => Self::INTEGER,
            Value::Number(_) => Self(16),
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Keywords that describe an answer without constraining it.
const ANNOTATIONS: &[&str] = &[
    "$schema",
    "$id",
    "$anchor",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
];

/// Keywords that apply other schemas to the same value.
pub(super) const APPLICATORS: &[&str] = &["$ref", "allOf", "anyOf"];

/// The other keywords that are enforced, and the types whose values they constrain.
const ENFORCED: &[(&str, Types)] = &[
    ("type", Types::ALL),
    ("enum", Types::ALL),
    ("const", Types::ALL),
    ("properties", Types::OBJECT),
    ("required", Types::OBJECT),
    ("additionalProperties", Types::OBJECT),
    ("minProperties", Types::OBJECT),
    ("maxProperties", Types::OBJECT),
    ("items", Types::ARRAY),
    ("minItems", Types::ARRAY),
    ("maxItems", Types::ARRAY),
    ("minLength", Types::STRING),
    ("maxLength", Types::STRING),
    ("pattern", Types::STRING),
    ("format", Types::STRING),
    ("minimum", Types::NUMBER),
    ("maximum", Types::NUMBER),
    ("exclusiveMinimum", Types::NUMBER),
    ("exclusiveMaximum", Types::NUMBER),
    ("multipleOf", Types::NUMBER),
];

/// Keywords that are not enforced, and the types whose values they constrain. A keyword in no list may constrain any
/// type.
const NOT_ENFORCED: &[(&str, Types)] = &[
    ("patternProperties", Types::OBJECT),
    ("propertyNames", Types::OBJECT),
    ("unevaluatedProperties", Types::OBJECT),
    ("dependentRequired", Types::OBJECT),
    ("dependentSchemas", Types::OBJECT),
    ("dependencies", Types::OBJECT),
    ("prefixItems", Types::ARRAY),
    ("additionalItems", Types::ARRAY),
    ("unevaluatedItems", Types::ARRAY),
    ("contains", Types::ARRAY),
    ("minContains", Types::ARRAY),
    ("maxContains", Types::ARRAY),
    ("uniqueItems", Types::ARRAY),
];

/// Keywords that combine schemas in ways that no grammar can follow.
const COMPOSING: &[&str] = &["not", "if", "then", "else", "dependentSchemas", "dependentRequired"];

/// Members of the objects around a schema: a response format, or a tool.
const ENVELOPES: &[&str] = &["schema", "json_schema", "parameters", "function"];

pub(super) fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

/// The first keyword of `schema` that constrains values of some of `types` and cannot be enforced, as a message.
pub(super) fn not_enforced(schema: &Map<String, Value>, types: Types) -> Option<String> {
    let found = schema.iter().find(|(keyword, value)| {
        let keyword = keyword.as_str();
        let is_known = is_annotation(keyword)
            || APPLICATORS.contains(&keyword)
            || ENFORCED.iter().any(|(enforced, _)| *enforced == keyword);
        let narrows = NOT_ENFORCED.iter().find(|(known, _)| *known == keyword).map_or(Types::ALL, |(_, types)| *types);
        // `uniqueItems: false` and the like require nothing.
        let is_idle = match keyword {
            "uniqueItems" => **value == Value::Bool(false),
            "unevaluatedProperties" | "unevaluatedItems" | "additionalItems" => **value == Value::Bool(true),
            _ => false,
        };
        !is_known && !is_idle && !narrows.and(types).is_empty()
    });
    found.map(|(keyword, _)| match keyword.as_str() {
        "oneOf" => "`oneOf` cannot be enforced; help: write `anyOf`".to_owned(),
        keyword if COMPOSING.contains(&keyword) => {
            format!("`{keyword}` cannot be enforced; help: express it with `type`, `enum` and `anyOf`")
        }
        keyword => format!("`{keyword}` cannot be enforced; help: remove it"),
    })
}

/// The error for a schema that does not restrict its values.
pub(super) fn why_untyped(schemas: &[&Map<String, Value>]) -> String {
    let has = |keyword: &&str| schemas.iter().any(|schema| schema.contains_key(*keyword));
    if ENVELOPES.iter().any(has) {
        return "this is the object around a schema; help: pass the schema alone".to_owned();
    }
    if let Some(reason) = schemas.iter().find_map(|schema| not_enforced(schema, Types::ALL)) {
        return reason;
    }
    let keyword = schemas.iter().find_map(|schema| schema.keys().find(|keyword| !is_annotation(keyword)));
    match keyword {
        Some(keyword) => format!("`{keyword}` without a `type` cannot be enforced; help: add a `type`"),
        None => "the schema has no `type`, `enum`, `anyOf` or `$ref`; help: add a `type`".to_owned(),
    }
}
