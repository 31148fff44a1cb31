//! Objects: they are closed, and every property becomes required.

use std::collections::HashSet;

use super::fixer::{Effect, Fixer};
use super::merge::is_equal;
use super::null;
use crate::json::{JsonValue, Value};
use crate::schema::shape::{is_for_objects, types};

impl Fixer<'_, '_> {
    pub(super) fn close(&mut self, schema: &mut JsonValue) {
        if !self.lists_properties(schema) || self.is_map(schema) {
            return;
        }
        let is_map_too = schema.get("additionalProperties").is_some_and(|rest| rest.members().is_some());
        if is_map_too || schema.get("additionalProperties").is_some_and(|rest| rest.value == Value::Bool(false)) {
            return;
        }
        schema.set("additionalProperties", Value::Bool(false));
        self.changed(Effect::Narrower, "closed the object with `\"additionalProperties\": false`");
    }

    /// `constants` are the properties with one value that is also their default: no answer needs to leave them out.
    pub(super) fn require(&mut self, schema: &mut JsonValue, constants: &HashSet<Box<str>>) {
        if !self.lists_properties(schema) || !requires_only_properties(schema) {
            return;
        }
        let required = required(schema);
        let properties = schema.get("properties").and_then(JsonValue::members).unwrap_or_default();
        let combined: Vec<bool> = properties.iter().map(|property| self.is_combined(&property.value)).collect();
        let Some(Value::Object(properties)) = schema.get_mut("properties").map(|properties| &mut properties.value)
        else {
            return;
        };
        let names: Vec<Box<str>> = properties.iter().map(|property| property.name.clone()).collect();
        let mut has_optional = false;
        for (property, is_combined) in properties.iter_mut().zip(combined) {
            if required.contains(&property.name) {
                continue;
            }
            has_optional = true;
            let (effect, what) = if constants.contains(&property.name) {
                (Effect::Narrower, "made it required: it has one value")
            } else if !is_combined && null::admit(&mut property.value) {
                (Effect::NullForAbsent, "made it required, and `null` where it was absent")
            } else {
                (Effect::Narrower, "made it required")
            };
            self.within(&["properties", &property.name], |this| this.changed(effect, what));
        }
        if has_optional {
            schema.set("required", Value::Array(names.iter().map(|name| Value::string(name).into()).collect()));
        }
    }

    /// Whether `schema` lists properties that a strict profile looks at, and no keyword beside them determines the
    /// properties.
    fn lists_properties(&self, schema: &JsonValue) -> bool {
        let beside = ["$ref", "allOf", "anyOf", "oneOf", "patternProperties"];
        self.profile.strict
            && is_for_objects(schema, &types(schema))
            && beside.iter().all(|keyword| schema.get(keyword).is_none())
            && schema.get("properties").is_some_and(|properties| properties.members().is_some())
    }

    /// Whether an object without properties may have any: if it were closed, it could only be `{}`. A root is not a
    /// map.
    fn is_map(&self, schema: &JsonValue) -> bool {
        let is_empty = schema.get("properties").and_then(JsonValue::members).is_none_or(<[_]>::is_empty);
        let is_said_to_be_open =
            schema.get("additionalProperties").is_some_and(|rest| rest.value != Value::Bool(false));
        is_empty && (!self.is_at_root || is_said_to_be_open)
    }
}

/// Whether every name in `required` is a property. Any other name is a mistake, and the intention is not known here.
fn requires_only_properties(schema: &JsonValue) -> bool {
    let Some(required) = schema.get("required") else { return true };
    let properties = schema.get("properties").and_then(JsonValue::members).unwrap_or_default();
    let names: HashSet<&str> = properties.iter().map(|property| &*property.name).collect();
    let is_property = |name: &JsonValue| name.as_str().is_some_and(|name| names.contains(name));
    required.elements().is_some_and(|required| required.iter().all(is_property))
}

fn required(schema: &JsonValue) -> HashSet<Box<str>> {
    let names = schema.get("required").and_then(JsonValue::elements).unwrap_or_default();
    names.iter().filter_map(JsonValue::as_str).map(Into::into).collect()
}

/// The properties with one value that is also their default.
pub(super) fn constants(schema: &JsonValue) -> HashSet<Box<str>> {
    let properties = schema.get("properties").and_then(JsonValue::members).unwrap_or_default();
    let is_constant = |property: &JsonValue| {
        let only = match property.get("enum").and_then(JsonValue::elements) {
            Some([only]) => Some(only),
            _ => property.get("const"),
        };
        only.zip(property.get("default")).is_some_and(|(only, default)| is_equal(only, default))
    };
    properties.iter().filter(|property| is_constant(&property.value)).map(|property| property.name.clone()).collect()
}
