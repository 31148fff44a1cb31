//! References: `definitions` is called `$defs`, a reference stands alone, a root is no reference.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Mender, null};
use crate::lint::document::{Node, Value};
use crate::lint::reference::{Place, follow, resolve};

impl Mender<'_, '_> {
    pub(super) fn definitions_keyword(&mut self, root: &mut Node) {
        if root.get("$defs").is_some() || root.get("definitions").is_none_or(|value| value.members().is_none()) {
            return;
        }
        if let Some(member) =
            root.members_mut().and_then(|members| members.iter_mut().find(|member| &*member.name == "definitions"))
        {
            member.name = "$defs".into();
        }
        each_reference(root, &mut |target| {
            let name = target.strip_prefix("#/definitions/")?;
            Some(format!("#/$defs/{name}"))
        });
        self.changed("renamed `definitions` to `$defs`");
    }

    /// A root that only points to a definition takes the definition's place.
    pub(super) fn inline_root_reference(&mut self, root: &mut Node) {
        let Some(target) = root.get("$ref").and_then(Node::as_str).map(String::from) else { return };
        let Some(Value::Object(members)) = follow(root, root).map(|schema| schema.value.clone()) else { return };
        let name = match resolve(root, &target) {
            Some(Place::Definition(definition)) => definition.name.clone(),
            _ => return,
        };
        root.remove("$ref");
        let own = core::mem::take(root.members_mut().unwrap_or(&mut Vec::new()));
        root.value = Value::Object(members);
        for member in own {
            root.set(&member.name, member.value.value);
        }
        self.changed(format!("put the definition `{name}` in the place of the reference at the root"));
        let mut used = false;
        each_reference(root, &mut |found| {
            used |= found == target;
            None
        });
        if used {
            return;
        }
        if let Some(definitions) = root.get_mut("$defs") {
            definitions.remove(&name);
            if definitions.members().is_some_and(<[_]>::is_empty) {
                root.remove("$defs");
            }
        }
    }

    pub(super) fn reference_siblings(&mut self, schema: &mut Node) {
        if schema.members().is_none_or(|members| members.len() < 2) {
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

/// Shows every reference below `node` to `replace`, and changes it to what that returns.
fn each_reference(node: &mut Node, replace: &mut dyn FnMut(&str) -> Option<String>) {
    match &mut node.value {
        Value::Object(members) => {
            for member in members {
                if let ("$ref", Value::String(target)) = (&*member.name, &mut member.value.value) {
                    if let Some(replacement) = replace(target) {
                        *target = replacement.into();
                    }
                } else {
                    each_reference(&mut member.value, replace);
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| each_reference(element, replace)),
        _ => {}
    }
}
