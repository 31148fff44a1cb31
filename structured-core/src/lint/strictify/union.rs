//! `oneOf` and `allOf`.

use alloc::format;
use alloc::vec::Vec;

use super::{Mender, null};
use crate::lint::document::{Member, Node, Value};

impl Mender<'_, '_> {
    pub(super) fn one_of(&mut self, schema: &mut Node) {
        if schema.get("anyOf").is_some() {
            return;
        }
        let Some(members) = schema.members_mut() else { return };
        if let Some(member) = members.iter_mut().find(|member| &*member.name == "oneOf") {
            member.name = "anyOf".into();
            self.changed("turned `oneOf` into `anyOf`");
        }
    }

    /// Merges `allOf` if it has one branch, or if all are objects whose properties have different names.
    pub(super) fn merge_all_of(&mut self, schema: &mut Node) {
        let Some(branches) = schema.get("allOf").and_then(Node::elements) else { return };
        let branches: Vec<Node> = branches.to_vec();
        let merged = match branches.as_slice() {
            [only] if only.get("$ref").is_some() => by_reference(schema, only),
            _ => branches.iter().try_fold(without_all_of(schema), merge),
        };
        let Some(merged) = merged else { return };
        *schema = merged;
        self.changed(format!("merged the {} of `allOf`", if branches.len() == 1 { "branch" } else { "branches" }));
        // The branch may have brought an `allOf` of its own.
        self.merge_all_of(schema);
    }
}

fn without_all_of(schema: &Node) -> Node {
    let mut schema = schema.clone();
    schema.remove("allOf");
    schema
}

/// `{"allOf": [{"$ref": …}], "description": …}`: how generators gave a reference siblings.
fn by_reference(schema: &Node, branch: &Node) -> Option<Node> {
    let mut schema = without_all_of(schema);
    let reference = branch.get("$ref")?.value.clone();
    if branch.members()?.len() > 1 || schema.get("anyOf").is_some() || schema.get("type").is_some() {
        return None;
    }
    if schema.members()?.is_empty() {
        return Some(null::object("$ref", reference));
    }
    schema.set("anyOf", Value::Array(Vec::from([null::object("$ref", reference)])));
    Some(schema)
}

/// Both at once; `None` if the two say different things about one keyword.
fn merge(mut whole: Node, branch: &Node) -> Option<Node> {
    for Member { name, value, .. } in branch.members()? {
        match (whole.get_mut(name), &**name) {
            (None, "$ref") => return None,
            (None, _) => whole.set(name, value.value.clone()),
            (Some(own), _) if own == value => {}
            (Some(_), "title" | "description") => {}
            (Some(own), "properties") => add_properties(own, value)?,
            (Some(own), "required") => add_names(own, value)?,
            (Some(_), _) => return None,
        }
    }
    Some(whole)
}

fn add_properties(own: &mut Node, more: &Node) -> Option<()> {
    for property in more.members()? {
        match own.get(&property.name) {
            Some(same) if *same == property.value => {}
            Some(_) => return None,
            None => own.set(&property.name, property.value.value.clone()),
        }
    }
    Some(())
}

fn add_names(own: &mut Node, more: &Node) -> Option<()> {
    let more = more.elements()?;
    let Value::Array(names) = &mut own.value else { return None };
    for name in more {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    Some(())
}
