//! Objects: closed, and every property required.

use std::collections::HashSet;

use super::mender::Mender;
use super::null;
use crate::json::{JsonValue, Value};
use crate::schema::shape::{is_for_objects, types};

impl Mender<'_, '_> {
    pub(super) fn close(&mut self, schema: &mut JsonValue) {
        if !self.has_properties(schema) {
            // Without properties it is a map: closing it would leave `{}` as the only answer.
            return;
        }
        let is_map_too = schema.get("additionalProperties").is_some_and(|rest| rest.members().is_some());
        if is_map_too || schema.get("additionalProperties").is_some_and(|rest| rest.value == Value::Bool(false)) {
            return;
        }
        schema.set("additionalProperties", Value::Bool(false));
        self.changed("closed the object with `\"additionalProperties\": false`");
    }

    pub(super) fn require(&mut self, schema: &mut JsonValue) {
        if !self.has_properties(schema) {
            return;
        }
        let required: HashSet<Box<str>> = match schema.get("required").map(|required| &required.value) {
            None => HashSet::new(),
            Some(Value::Array(list)) => list.iter().filter_map(JsonValue::as_str).map(Into::into).collect(),
            Some(_) => return,
        };
        let Some(Value::Object(properties)) = schema.get_mut("properties").map(|properties| &mut properties.value)
        else {
            return;
        };
        let names: Vec<Box<str>> = properties.iter().map(|property| property.name.clone()).collect();
        let known: HashSet<&str> = names.iter().map(AsRef::as_ref).collect();
        let has_unknown = required.iter().any(|name| !known.contains(&**name));
        let mut has_optional = false;
        for property in properties.iter_mut().filter(|property| !required.contains(&property.name)) {
            has_optional = true;
            let null = if null::admit(&mut property.value) { ", and `null` where it was absent" } else { "" };
            self.within(&["properties", &property.name], |this| this.changed(format!("made it required{null}")));
        }
        if has_unknown {
            self.changed("took names that are no properties out of `required`");
        }
        if has_optional || has_unknown {
            schema.set("required", Value::Array(names.iter().map(|name| Value::string(name).into()).collect()));
        }
    }

    /// Whether `schema` has properties that a strict profile looks at.
    fn has_properties(&self, schema: &JsonValue) -> bool {
        self.profile.strict
            && is_for_objects(schema, &types(schema))
            && schema.get("properties").is_some_and(|properties| properties.members().is_some())
    }
}
