//! References: each stands alone, and a root is none.

use super::mender::Mender;
use super::null;
use crate::json::{JsonValue, Value};
use crate::schema::references::{DEFINITIONS, Place, References};

impl Mender<'_, '_> {
    /// A root that only points to a definition takes the definition's place.
    pub(super) fn inline_root_reference(&mut self, root: &mut JsonValue) {
        let Some(target) = root.get("$ref").and_then(JsonValue::as_str).map(String::from) else { return };
        if !self.profile.strict {
            return;
        }
        let references = References::of(root);
        let Some(Value::Object(members)) = references.follow(root).map(|schema| schema.value.clone()) else { return };
        let Some(Place::Definition(definition)) = references.resolve(&target) else { return };
        let name = definition.name.clone();
        root.remove("$ref");
        let own = std::mem::take(root.members_mut().unwrap_or(&mut Vec::new()));
        root.value = Value::Object(members);
        for member in own {
            root.set(&member.name, member.value.value);
        }
        self.changed(format!("put the definition `{name}` in the place of the reference at the root"));
        if has_reference(root, &target) {
            return;
        }
        let Some(keyword) = DEFINITIONS.iter().find(|keyword| target.starts_with(&format!("#/{keyword}/"))) else {
            return;
        };
        if let Some(definitions) = root.get_mut(keyword) {
            definitions.remove(&name);
            if definitions.members().is_some_and(<[_]>::is_empty) {
                root.remove(keyword);
            }
        }
    }

    pub(super) fn reference_siblings(&mut self, schema: &mut JsonValue) {
        if !self.profile.strict || schema.members().is_none_or(|members| members.len() < 2) {
            return;
        }
        let annotations = ["$ref", "title", "description"];
        if schema.members().unwrap_or_default().iter().any(|member| !annotations.contains(&&*member.name)) {
            return;
        }
        let Some(reference) = schema.remove("$ref") else { return };
        schema.set("anyOf", Value::Array(Vec::from([null::object("$ref", reference.value)])));
        self.changed("wrapped the reference in `anyOf`, so that it stands alone");
    }
}

/// Whether anything below `node` refers to `target`.
fn has_reference(node: &JsonValue, target: &str) -> bool {
    match &node.value {
        Value::Object(members) => members.iter().any(|member| {
            &*member.name == "$ref" && member.value.as_str() == Some(target) || has_reference(&member.value, target)
        }),
        Value::Array(elements) => elements.iter().any(|element| has_reference(element, target)),
        _ => false,
    }
}
