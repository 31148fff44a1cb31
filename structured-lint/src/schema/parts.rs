//! The kind of value of each keyword, and the schemas in it.

use crate::json::JsonValue;

/// The kind of value of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueKind {
    Schema,
    /// At least one.
    Schemas,
    SchemaByName,
    /// One schema for all items, or, in older drafts, one for each position.
    SchemaOrSchemas,
    /// In `dependencies`: a schema or a list of names.
    SchemaOrNamesByName,
    TypeNames,
    /// Without duplicates.
    Names,
    NamesByName,
    Values,
    Text,
    Pattern,
    Boolean,
    Number,
    /// A number, or in draft 4 a boolean that tells whether the other bound is exclusive.
    NumberOrBoolean,
    /// Above zero.
    Step,
    /// A whole number from zero.
    Count,
}

use ValueKind as Kind;

/// The keywords whose values have one kind in all drafts. `const`, `default` and `$ref` are not among them.
const KINDS: &[(Kind, &[&str])] = &[
    (
        Kind::Schema,
        &[
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
            "contains",
            "additionalItems",
            "unevaluatedItems",
            "not",
            "if",
            "then",
            "else",
            "contentSchema",
        ],
    ),
    (Kind::Schemas, &["anyOf", "oneOf", "allOf", "prefixItems"]),
    (Kind::SchemaByName, &["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]),
    (Kind::SchemaOrSchemas, &["items"]),
    (Kind::SchemaOrNamesByName, &["dependencies"]),
    (Kind::TypeNames, &["type"]),
    (Kind::Names, &["required"]),
    (Kind::NamesByName, &["dependentRequired"]),
    (Kind::Values, &["enum"]),
    (Kind::Text, &["title", "description", "format", "contentEncoding", "contentMediaType"]),
    (Kind::Pattern, &["pattern"]),
    (Kind::Boolean, &["uniqueItems", "nullable"]),
    (Kind::Number, &["minimum", "maximum"]),
    (Kind::NumberOrBoolean, &["exclusiveMinimum", "exclusiveMaximum"]),
    (Kind::Step, &["multipleOf"]),
    (
        Kind::Count,
        &[
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minContains",
            "maxContains",
        ],
    ),
];

/// The kind of value of `keyword`; `None` if any value is valid, or if the keyword is unknown.
pub(crate) fn kind(keyword: &str) -> Option<ValueKind> {
    KINDS.iter().find(|(_, keywords)| keywords.contains(&keyword)).map(|(kind, _)| *kind)
}

/// The schemas in the value of a keyword, each with the rest of its path.
pub(crate) fn schemas_in<'v>(keyword: &str, value: &'v JsonValue) -> Vec<(Option<String>, &'v JsonValue)> {
    let by_name =
        || value.members().unwrap_or_default().iter().map(|member| (Some(member.name.to_string()), &member.value));
    let by_place =
        || value.elements().unwrap_or_default().iter().enumerate().map(|(index, part)| (Some(index.to_string()), part));
    match kind(keyword) {
        Some(Kind::Schema) => Vec::from([(None, value)]),
        Some(Kind::SchemaOrSchemas) if value.elements().is_none() => Vec::from([(None, value)]),
        Some(Kind::Schemas | Kind::SchemaOrSchemas) => by_place().collect(),
        Some(Kind::SchemaByName) => by_name().collect(),
        Some(Kind::SchemaOrNamesByName) => by_name().filter(|(_, part)| part.elements().is_none()).collect(),
        _ => Vec::new(),
    }
}
