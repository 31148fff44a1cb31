//! What the value of each keyword is, and which schemas are in it.

use crate::json::JsonValue;

/// What the value of a keyword is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueKind {
    Schema,
    /// At least one.
    Schemas,
    SchemaByName,
    /// One for all items, or, in older drafts, one per place.
    SchemaOrSchemas,
    /// In `dependencies`: a schema or a list of names.
    SchemaOrNamesByName,
    TypeNames,
    /// Each once.
    Names,
    NamesByName,
    Values,
    Text,
    Pattern,
    Boolean,
    Number,
    /// A number, or in draft 4 whether the other bound is exclusive.
    NumberOrBoolean,
    /// Above zero.
    Step,
    /// A whole number from zero.
    Count,
}

use ValueKind as Kind;

/// The keywords whose values are of one kind, in all drafts; `const`, `default` and `$ref` are not here.
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

/// What the value of `keyword` is; `None` if it may be anything, or is not known.
pub(crate) fn kind(keyword: &str) -> Option<ValueKind> {
    KINDS.iter().find(|(_, keywords)| keywords.contains(&keyword)).map(|(kind, _)| *kind)
}

/// The schemas in the value of a keyword, each with the rest of the way to it.
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
