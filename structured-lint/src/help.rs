//! What to write instead, for each keyword.

use crate::json::{JsonValue, Value};
use crate::schema::shape::type_of;
use structured_core::profile::{Keyword, REFUSED};

/// Keywords of JSON Schema that only annotate, and that no recorded request in strict mode has.
pub(crate) const ANNOTATIONS: &[&str] =
    &["$comment", "$schema", "$id", "$vocabulary", "deprecated", "readOnly", "writeOnly", "contentSchema", "examples"];

/// Whether `name` is a keyword of JSON Schema.
pub(crate) fn is_known(name: &str) -> bool {
    REFUSED.contains(&name)
        || Keyword::ALL.iter().any(|keyword| keyword.name() == name)
        || ["$defs", "definitions", "discriminator"].contains(&name)
}

/// Keywords that a phrase in the description can replace.
const DESCRIBED: &[&str] = &[
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "uniqueItems",
    "contentEncoding",
    "contentMediaType",
];

/// Whether a phrase in the description can replace the keyword `name`.
pub(crate) fn is_described(name: &str) -> bool {
    DESCRIBED.contains(&name)
}

/// The help for a keyword that is not accepted.
pub(crate) fn keyword(name: &str) -> &'static str {
    match name {
        "oneOf" => "write `anyOf`",
        "allOf" => "merge its branches into this schema",
        "not" | "if" | "then" | "else" | "dependentRequired" | "dependentSchemas" | "dependencies" => {
            "describe it in `description`, or list the allowed shapes in `anyOf`"
        }
        "patternProperties" | "propertyNames" => {
            "list the properties; for keys that are not known, use an array of objects with a key and a value"
        }
        "unevaluatedProperties" => "remove it: an object with `additionalProperties: false` is closed",
        "prefixItems" | "additionalItems" | "unevaluatedItems" => "use an object with one property per place",
        "$defs" | "definitions" => "move the definitions to the root of the schema",
        "$anchor" | "$dynamicAnchor" | "$dynamicRef" | "$recursiveAnchor" | "$recursiveRef" => {
            "point with `$ref` to `#/$defs/…`, or to `#` for the root"
        }
        "default" | "examples" | "discriminator" => "remove it; put what the model should know into `description`",
        _ => "remove it, describe it in `description`, and check it after parsing",
    }
}

/// What to write instead of a map.
pub(crate) const UNKNOWN_KEYS: &str = "for keys that are not known, use an array of objects with a key and a value";

/// The help for an object without properties.
pub(crate) fn missing_properties(schema: &JsonValue) -> String {
    if schema.get("anyOf").is_some() {
        return "leave `type` out: each branch of `anyOf` has its own".into();
    }
    format!("list the properties; {UNKNOWN_KEYS}")
}

/// The help for a schema without a type, which names the type if the other keywords imply it.
pub(crate) fn missing_type(schema: &JsonValue) -> String {
    match inferred_type(schema) {
        Some(kind) => format!("add {}", type_member(&kind)),
        None => "add a `type`; a value of any kind is an `anyOf` of all kinds".into(),
    }
}

/// The member with the type, as code in a message.
pub(crate) fn type_member(kind: &JsonValue) -> String {
    format!("`\"type\": {}`", kind.to_minified().replace(',', ", "))
}

/// The type, or the list of types, that the keywords of a schema without one imply.
pub(crate) fn inferred_type(schema: &JsonValue) -> Option<JsonValue> {
    if schema.get("properties").is_some() {
        return Some(Value::string("object").into());
    }
    if schema.get("items").is_some() {
        return Some(Value::string("array").into());
    }
    let values = schema.get("enum").and_then(JsonValue::elements).unwrap_or_default();
    let mut kinds: Vec<&str> = Vec::new();
    for kind in values.iter().chain(schema.get("const")).map(type_of) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.contains(&"number") {
        kinds.retain(|kind| *kind != "integer");
    }
    // `null` is last in a list, as the guide has it.
    kinds.sort_by_key(|kind| *kind == "null");
    match kinds.as_slice() {
        [] => None,
        [only] => Some(Value::string(only).into()),
        several if several.iter().any(|kind| ["array", "object"].contains(kind)) => None,
        several => Some(Value::Array(several.iter().map(|kind| Value::string(kind).into()).collect()).into()),
    }
}

pub(crate) fn missing_required(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    let mut list: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        list.push(format!("{} more", names.len() - SHOWN));
    }
    format!("add {} to `required`; one that may be absent takes `null` as a type instead", list.join(", "))
}
