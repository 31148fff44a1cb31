//! Letting a schema take `null`.

use alloc::vec::Vec;

use super::Mender;
use crate::lint::document::{Member, Node, Value};

impl Mender<'_, '_> {
    /// `nullable: true`, which `OpenAPI` has and which is passed over.
    pub(super) fn nullable(&mut self, schema: &mut Node) {
        let Some(nullable) = schema.remove("nullable") else { return };
        if nullable.value != Value::Bool(true) {
            self.changed("dropped `nullable`");
        } else if admit(schema) {
            self.changed("let it be `null` by its type, for `nullable`");
        } else {
            schema.set("nullable", nullable.value);
        }
    }
}

/// Lets `schema` take `null`, by its type or its union; `false` if there is no such place.
pub(super) fn admit(schema: &mut Node) -> bool {
    if is_admitted(schema) {
        return true;
    }
    if let Some(reference) = schema.remove("$ref") {
        let branches = Vec::from([object("$ref", reference.value), object("type", Value::string("null"))]);
        schema.set("anyOf", Value::Array(branches));
        return true;
    }
    if let Some(Value::Array(branches)) = schema.get_mut("anyOf").map(|branches| &mut branches.value) {
        branches.push(object("type", Value::string("null")));
        return true;
    }
    let Some(kind) = schema.get_mut("type") else { return false };
    let null = Value::string("null");
    match &mut kind.value {
        Value::String(name) => kind.value = Value::Array(Vec::from([Value::string(name).into(), null.into()])),
        Value::Array(names) => names.push(null.into()),
        _ => return false,
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum").map(|values| &mut values.value) {
        values.push(Value::Null.into());
    }
    true
}

fn is_admitted(schema: &Node) -> bool {
    let is_null = |kind: &Node| kind.as_str() == Some("null");
    let by_type =
        schema.get("type").is_some_and(|kind| is_null(kind) || kind.elements().unwrap_or_default().iter().any(is_null));
    let branches = schema.get("anyOf").and_then(Node::elements).unwrap_or_default();
    by_type || branches.iter().any(is_admitted)
}

pub(super) fn object(name: &str, value: Value) -> Node {
    Value::Object(Vec::from([Member::new(name, value)])).into()
}
