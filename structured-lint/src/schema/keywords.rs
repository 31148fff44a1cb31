//! The roles of the keywords of JSON Schema.

use crate::help;
use crate::json::{JsonValue, Member, Value};

/// Keywords that every profile has.
pub(crate) const STRUCTURE: &[&str] =
    &["type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref"];

/// Keywords that describe a schema and do not constrain the value.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "$comment",
    "$schema",
    "$vocabulary",
    "discriminator",
    "contentSchema",
];

/// Whether `name` does not constrain values: it is an annotation, or not a keyword of JSON Schema.
pub(crate) fn is_annotation(name: &str) -> bool {
    let is_keyword = STRUCTURE.contains(&name) || help::is_known(name) || ["$id", "nullable"].contains(&name);
    ANNOTATIONS.contains(&name) || !is_keyword
}

/// The keywords of `node` that constrain its values.
pub(crate) fn narrowing(node: &JsonValue) -> impl Iterator<Item = &Member> {
    node.members().unwrap_or_default().iter().filter(|member| {
        !is_annotation(&member.name)
            && !["$defs", "definitions", "$id"].contains(&&*member.name)
            && (&*member.name != "nullable" || member.value.value == Value::Bool(true))
    })
}

/// Whether `root` declares a draft before 2019-09, in which a reference hides the keywords beside it.
pub(crate) fn hides_siblings_of_references(root: &JsonValue) -> bool {
    let draft = root.get("$schema").and_then(JsonValue::as_str).unwrap_or_default();
    ["draft-03", "draft-04", "draft-05", "draft-06", "draft-07"].iter().any(|old| draft.contains(old))
}

/// Whether a part of `node` is a separate resource, with an `$id`. References in it start from there.
pub(crate) fn has_resources(node: &JsonValue) -> bool {
    let is_resource = |part: &JsonValue| {
        part.get("$id").and_then(JsonValue::as_str).is_some_and(|id| !id.starts_with('#')) || has_resources(part)
    };
    match &node.value {
        Value::Object(members) => members.iter().any(|member| is_resource(&member.value)),
        Value::Array(elements) => elements.iter().any(is_resource),
        _ => false,
    }
}
