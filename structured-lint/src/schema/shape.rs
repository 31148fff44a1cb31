//! The types of the values that a schema is for.

use crate::json::{JsonValue, Value};

/// The kinds of values, as `type` spells them.
pub(crate) const TYPES: &[&str] = &["string", "number", "integer", "boolean", "object", "array", "null"];

/// Keywords that describe a complete shape. A schema with one of them needs no `type`.
pub(crate) const SHAPES: &[&str] = &["anyOf", "oneOf", "allOf", "not", "if"];

/// The names in `type`. Empty if it is missing, or contains a name that is not a type.
pub(crate) fn types(node: &JsonValue) -> Vec<&str> {
    let types: Vec<&str> = match node.get("type").map(|kind| &kind.value) {
        Some(Value::String(kind)) => Vec::from([&**kind]),
        Some(Value::Array(kinds)) => kinds.iter().map(|kind| kind.as_str().unwrap_or_default()).collect(),
        _ => Vec::new(),
    };
    if types.iter().all(|kind| TYPES.contains(kind)) { types } else { Vec::new() }
}

/// Keywords of which every schema without a type has at least one.
const KEYWORDS: &[&str] =
    &["$schema", "properties", "anyOf", "oneOf", "allOf", "$ref", "$defs", "definitions", "enum", "const", "items"];

/// Whether an object with members is something other than a schema, as most JSON files are.
pub(crate) fn is_no_schema(node: &JsonValue) -> bool {
    let is_object = node.members().is_some_and(|members| !members.is_empty());
    let is_typed = node
        .get("type")
        .is_some_and(|kind| kind.elements().is_some() || kind.as_str().is_some_and(|kind| TYPES.contains(&kind)));
    is_object && !is_typed && KEYWORDS.iter().all(|keyword| node.get(keyword).is_none())
}

/// Whether the values of `node`, a schema of these types, may be objects, so that `properties` has an effect.
pub(crate) fn is_for_objects(node: &JsonValue, types: &[&str]) -> bool {
    types.contains(&"object") || (types.is_empty() && node.get("properties").is_some())
}

/// Whether the values of `node`, a schema of these types, may be arrays, so that `items` has an effect.
pub(crate) fn is_for_arrays(node: &JsonValue, types: &[&str]) -> bool {
    types.contains(&"array") || (types.is_empty() && node.get("items").is_some())
}

/// Whether the first items of an array are described by position, as `items` does in drafts before 2020-12.
pub(crate) fn is_tuple(node: &JsonValue) -> bool {
    node.get("prefixItems").is_some() || node.get("items").is_some_and(|items| items.elements().is_some())
}

/// The type of a value, as `type` spells it.
pub(crate) fn type_of(value: &JsonValue) -> &'static str {
    match &value.value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(text) if text.contains(['.', 'e', 'E']) => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
