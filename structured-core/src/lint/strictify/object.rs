//! Objects: closed, and every property required.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Mender, null};
use crate::lint::document::{Node, Value};

impl Mender<'_, '_> {
    pub(super) fn close(&mut self, schema: &mut Node) {
        if schema.get("properties").is_none() {
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

    pub(super) fn require(&mut self, schema: &mut Node) {
        let Some(properties) = schema.get("properties").and_then(Node::members) else { return };
        let names: Vec<String> = properties.iter().map(|property| property.name.as_ref().into()).collect();
        let required: Vec<String> = match schema.get("required").map(|required| &required.value) {
            None => Vec::new(),
            Some(Value::Array(list)) => list.iter().filter_map(Node::as_str).map(Into::into).collect(),
            Some(_) => return,
        };
        let required: std::collections::HashSet<String> = required.into_iter().collect();
        let known: std::collections::HashSet<&String> = names.iter().collect();
        let unknown = required.iter().any(|name| !known.contains(name));
        let optional: Vec<&String> = names.iter().filter(|name| !required.contains(*name)).collect();
        if optional.is_empty() && !unknown {
            return;
        }
        for name in &optional {
            let property = schema.get_mut("properties").and_then(|properties| properties.get_mut(name));
            let nullable = property.is_some_and(null::admit);
            let null = if nullable { ", and `null` where it was absent" } else { "" };
            self.within(&["properties", name], |this| this.changed(format!("made it required{null}")));
        }
        if unknown {
            self.changed("took names that are no properties out of `required`");
        }
        schema.set("required", Value::Array(names.iter().map(|name| Value::string(name).into()).collect()));
    }
}
