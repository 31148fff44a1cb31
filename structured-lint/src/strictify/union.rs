//! `oneOf` and `allOf`.

use std::collections::{HashMap, HashSet};

use super::mender::Mender;
use super::null;
use crate::help;
use crate::json::{JsonValue, Member, Value};

impl Mender<'_, '_> {
    pub(super) fn one_of(&mut self, schema: &mut JsonValue) {
        if schema.get("anyOf").is_some() {
            return;
        }
        if schema.get("oneOf").is_some() {
            schema.rename("oneOf", "anyOf");
            self.changed("turned `oneOf` into `anyOf`");
            self.drop_type_of_branches(schema);
        }
    }

    /// A type that all branches have says nothing beside them, and an object without properties is refused.
    fn drop_type_of_branches(&mut self, schema: &mut JsonValue) {
        let branches = schema.get("anyOf").and_then(JsonValue::elements).unwrap_or_default();
        let Some(kind) = schema.get("type").filter(|_| self.profile.strict) else { return };
        let has_it = |branch: &JsonValue| branch.get("type").or(help::inferred_type(branch).as_ref()) == Some(kind);
        if schema.get("properties").is_none() && !branches.is_empty() && branches.iter().all(has_it) {
            schema.remove("type");
            self.changed("dropped `type`, which every branch has");
        }
    }

    /// Merges `allOf` if it has one branch, or if all are objects whose properties have different names.
    pub(super) fn merge_all_of(&mut self, schema: &mut JsonValue) {
        let Some(branches) = schema.get("allOf").and_then(JsonValue::elements) else { return };
        let branches: Vec<JsonValue> = branches.to_vec();
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

fn without_all_of(schema: &JsonValue) -> JsonValue {
    let mut schema = schema.clone();
    schema.remove("allOf");
    schema
}

/// `{"allOf": [{"$ref": …}], "description": …}`: how generators gave a reference siblings.
fn by_reference(schema: &JsonValue, branch: &JsonValue) -> Option<JsonValue> {
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
fn merge(mut whole: JsonValue, branch: &JsonValue) -> Option<JsonValue> {
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

fn add_properties(own: &mut JsonValue, more: &JsonValue) -> Option<()> {
    let known: HashMap<&str, &JsonValue> =
        own.members()?.iter().map(|property| (&*property.name, &property.value)).collect();
    let mut added = Vec::new();
    for property in more.members()? {
        match known.get(&*property.name) {
            Some(same) if **same == property.value => {}
            Some(_) => return None,
            None => added.push(Member::new(&property.name, property.value.value.clone())),
        }
    }
    own.members_mut()?.append(&mut added);
    Some(())
}

fn add_names(own: &mut JsonValue, more: &JsonValue) -> Option<()> {
    let more = more.elements()?;
    let Value::Array(names) = &mut own.value else { return None };
    // What is no name is not looked for: the linter has it among the unknown ones.
    let known: HashSet<Box<str>> = names.iter().filter_map(JsonValue::as_str).map(Into::into).collect();
    names.extend(more.iter().filter(|name| name.as_str().is_none_or(|name| !known.contains(name))).cloned());
    Some(())
}
