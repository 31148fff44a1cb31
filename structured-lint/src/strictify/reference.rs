//! References: none has keywords beside it, and a root is not a reference.

use super::fixer::{Effect, Fixer};
use super::hoist::each_reference;
use super::null;
use crate::json::{JsonValue, Value};
use crate::schema::keywords::is_annotation;
use crate::schema::references::{DEFINITIONS, Place};

impl Fixer<'_, '_> {
    /// Replaces a root that is a reference by its definition, merged with the keywords beside the reference.
    pub(super) fn inline_root_reference(&mut self, root: &mut JsonValue) {
        let Some(target) = root.get("$ref").and_then(JsonValue::as_str).map(String::from) else { return };
        if !self.profile.strict {
            return;
        }
        let Some(Place::Definition(definition)) = self.references.resolve(&target) else { return };
        let name = definition.name.clone();
        let Some(merged) = self.merging(|merger| merger.flatten(root)) else { return };
        *root = merged;
        // The schema itself comes first, as it would without the reference.
        if let Some(members) = root.members_mut() {
            members.sort_by_key(|member| DEFINITIONS.contains(&&*member.name));
        }
        self.changed(Effect::Same, format!("replaced the reference at the root by the definition `{name}`"));
        let mut is_used = false;
        each_reference(root, &mut |other| is_used |= other == target);
        let keyword = DEFINITIONS.iter().find(|keyword| target.starts_with(&format!("#/{keyword}/")));
        let Some(keyword) = keyword.filter(|_| !is_used) else { return };
        if let Some(definitions) = root.get_mut(keyword) {
            definitions.remove(&name);
            if definitions.members().is_some_and(<[_]>::is_empty) {
                root.remove(keyword);
            }
        }
    }

    pub(super) fn wrap_reference(&mut self, schema: &mut JsonValue) {
        if !self.profile.strict || schema.members().is_none_or(|members| members.len() < 2) {
            return;
        }
        if schema
            .members()
            .unwrap_or_default()
            .iter()
            .any(|member| !is_annotation(&member.name) && &*member.name != "$ref")
        {
            return;
        }
        let Some(reference) = schema.remove("$ref") else { return };
        schema.set("anyOf", Value::Array(Vec::from([null::object("$ref", reference.value)])));
        self.changed(Effect::Same, "wrapped the reference in `anyOf`, so that it has no keywords beside it");
    }
}
