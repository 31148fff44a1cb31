//! Making a schema admit `null`.

use super::fixer::{Effect, Fixer};
use crate::json::{JsonValue, Member, Value};
use crate::schema::keywords::narrowing;

impl Fixer<'_, '_> {
    /// `nullable: true`, a keyword of `OpenAPI` that strict mode ignores.
    pub(super) fn nullable(&mut self, schema: &mut JsonValue) {
        let Some(nullable) = schema.get("nullable") else { return };
        if nullable.value != Value::Bool(true) {
            if !self.takes(schema, "nullable") {
                schema.remove("nullable");
                self.changed(Effect::Same, "dropped `nullable`");
            }
        } else if admit(schema) {
            schema.remove("nullable");
            self.changed(Effect::Wider, "added `null` to the type, in place of `nullable`");
        }
    }

    /// A root is an object: `null` is not an answer.
    pub(super) fn root_nullable(&mut self, root: &mut JsonValue) {
        let Some(nullable) = root.get("nullable") else { return };
        if nullable.value == Value::Bool(true) || !self.takes(root, "nullable") {
            root.remove("nullable");
            self.changed(Effect::Same, "dropped `nullable`");
        }
    }
}

/// Makes `schema` admit `null` in its type, its union and its values. `false` if it has neither type nor union.
pub(super) fn admit(schema: &mut JsonValue) -> bool {
    let is_narrowed = ["allOf", "oneOf", "not", "if"].iter().any(|keyword| schema.get(keyword).is_some());
    let is_reference_with_more =
        schema.get("$ref").is_some() && narrowing(schema).any(|member| !["$ref", "nullable"].contains(&&*member.name));
    if is_narrowed || is_reference_with_more {
        return false;
    }
    if is_admitted(schema) {
        return true;
    }
    let in_union = admit_in_union(schema);
    let in_type = admit_in_type(schema);
    if !in_union && !in_type {
        return false;
    }
    admit_in_values(schema);
    true
}

fn admit_in_union(schema: &mut JsonValue) -> bool {
    if let Some(reference) = schema.remove("$ref") {
        let branches = Vec::from([object("$ref", reference.value), object("type", Value::string("null"))]);
        schema.set("anyOf", Value::Array(branches));
        return true;
    }
    let Some(Value::Array(branches)) = schema.get_mut("anyOf").map(|branches| &mut branches.value) else {
        return false;
    };
    if !branches.iter().any(is_admitted) {
        branches.push(object("type", Value::string("null")));
    }
    true
}

fn admit_in_type(schema: &mut JsonValue) -> bool {
    let Some(kind) = schema.get_mut("type") else { return false };
    let null = Value::string("null");
    match &mut kind.value {
        Value::String(name) if &**name == "null" => {}
        Value::String(name) => kind.value = Value::Array(Vec::from([Value::string(name).into(), null.into()])),
        Value::Array(names) if names.iter().any(is_null_type) => {}
        Value::Array(names) => names.push(null.into()),
        _ => return false,
    }
    true
}

/// A constant becomes an enum of two values. A constant that its enum does not list has no value anyway, and stays.
fn admit_in_values(schema: &mut JsonValue) {
    if let Some(constant) = schema.get("const").filter(|constant| !is_null(constant)).cloned() {
        match schema.get("enum").map(|values| values.elements().unwrap_or_default().contains(&constant)) {
            Some(false) => return,
            Some(true) => {
                schema.remove("const");
            }
            None => schema.rename("const", "enum"),
        }
        schema.set("enum", Value::Array(Vec::from([constant])));
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum").map(|values| &mut values.value)
        && !values.iter().any(is_null)
    {
        values.push(Value::Null.into());
    }
}

fn is_null(value: &JsonValue) -> bool {
    value.value == Value::Null
}

fn is_null_type(kind: &JsonValue) -> bool {
    kind.as_str() == Some("null")
}

fn is_admitted(schema: &JsonValue) -> bool {
    let by_type = schema
        .get("type")
        .map(|kind| is_null_type(kind) || kind.elements().unwrap_or_default().iter().any(is_null_type));
    let by_union = schema.get("anyOf").and_then(JsonValue::elements).map(|branches| branches.iter().any(is_admitted));
    let is_listed = schema.get("enum").and_then(JsonValue::elements).is_none_or(|values| values.iter().any(is_null));
    let is_constant = schema.get("const").is_none_or(is_null);
    (by_type.is_some() || by_union.is_some())
        && by_type.unwrap_or(true)
        && by_union.unwrap_or(true)
        && is_listed
        && is_constant
        && schema.get("$ref").is_none()
}

pub(super) fn object(name: &str, value: Value) -> JsonValue {
    Value::Object(Vec::from([Member::new(name, value)])).into()
}
