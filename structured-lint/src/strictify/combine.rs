//! Merging `allOf`, keywords beside `$ref`, and unions beside properties: several schemas become one.

use std::collections::HashSet;

use super::fixer::{Effect, Fixer};
use super::merge::{Merger, Unmerged, is_anything};
use super::null;
use crate::help;
use crate::json::{JsonValue, Member, Value};
use crate::schema::keywords::{is_annotation, narrowing};
use crate::schema::references::References;

/// Keywords that constrain objects. Beside them, the objects of a union cannot be closed one by one.
const OF_OBJECTS: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
];

impl Fixer<'_, '_> {
    /// Merges `allOf`, if that is possible without changing the admitted values.
    pub(super) fn merge_all_of(&mut self, schema: &mut JsonValue) {
        let Some(branches) = schema.get("allOf").and_then(JsonValue::elements) else { return };
        let merged = match branches {
            [only] if only.get("$ref").is_some() && narrowing(schema).count() == 1 => by_reference(schema, only),
            _ => None,
        };
        let what = format!("merged the {} of `allOf`", if branches.len() == 1 { "branch" } else { "branches" });
        let merged = merged.or_else(|| self.merging(|merger| merger.flatten(schema)));
        let Some(merged) = merged else { return };
        *schema = merged;
        self.changed(Effect::Same, what);
    }

    /// Replaces a reference that has keywords beside it by the referenced schema, merged with these keywords.
    pub(super) fn merge_reference(&mut self, schema: &mut JsonValue) {
        let Some(target) = schema.get("$ref").and_then(JsonValue::as_str).map(str::to_owned) else { return };
        let is_only_described =
            narrowing(schema).all(|member| self.is_described(&member.name) || &*member.name == "$ref");
        if !self.profile.strict || is_only_described || self.hides_siblings {
            return;
        }
        let is_nullable = schema.get("nullable").is_some_and(|nullable| nullable.value == Value::Bool(true));
        let merged = if is_nullable { None } else { self.merging(|merger| merger.flatten(schema)) };
        let Some(merged) = merged else { return };
        *schema = merged;
        self.changed(Effect::Same, format!("replaced the reference by `{target}`, merged with the keywords beside it"));
    }

    /// Whether several schemas still determine together what `schema` admits, so that none of them can be changed
    /// alone.
    pub(super) fn is_combined(&self, schema: &JsonValue) -> bool {
        let has = |keyword: &str| schema.get(keyword).is_some();
        let is_reference_with_more =
            has("$ref") && narrowing(schema).any(|member| !self.is_described(&member.name) && &*member.name != "$ref");
        let looks_at_properties = ["if", "not", "dependentSchemas", "dependentRequired", "dependencies"];
        let is_object_with_conditions = looks_at_properties.iter().any(|keyword| has(keyword)) && has("properties");
        has("allOf")
            || self.profile.strict
                && (has("oneOf")
                    || is_reference_with_more
                    || is_object_with_conditions
                    || self.is_to_be_distributed(schema))
    }

    /// Whether a keyword moves into the description wherever it is.
    fn is_described(&self, keyword: &str) -> bool {
        keyword == "nullable" || help::is_described(keyword) && self.profile.keyword(keyword).is_none()
    }

    /// Drops branches of `anyOf` that admit nothing.
    pub(super) fn drop_empty_branches(&mut self, schema: &mut JsonValue) {
        if !self.profile.strict {
            return;
        }
        let Some(Value::Array(branches)) = schema.get_mut("anyOf").map(|branches| &mut branches.value) else { return };
        let count = branches.len();
        if branches.iter().all(is_nothing) {
            return;
        }
        branches.retain(|branch| !is_nothing(branch));
        if branches.len() < count {
            self.changed(Effect::Same, "dropped branches of `anyOf` that admit nothing");
        }
    }

    /// Moves the keywords beside a union of objects into its branches. If each part were closed separately, no value
    /// would be admitted.
    pub(super) fn distribute(&mut self, schema: &mut JsonValue) {
        if !self.profile.strict || !self.is_to_be_distributed(schema) {
            return;
        }
        let Some(branches) = schema.get("anyOf").and_then(JsonValue::elements) else { return };
        let is_outer = |member: &&Member| is_annotation(&member.name) || &*member.name == "nullable";
        let outer: Vec<Member> = schema.members().unwrap_or_default().iter().filter(is_outer).cloned().collect();
        let beside =
            schema.members().unwrap_or_default().iter().filter(|member| !is_outer(member) && &*member.name != "anyOf");
        let beside: JsonValue = Value::Object(beside.cloned().collect()).into();
        let merged = self.merging(|merger| merged_branches(merger, &beside, branches));
        let Some(merged) = merged else { return };
        let at = outer.len();
        let mut members = outer;
        members.insert(at, Member::new("anyOf", Value::Array(merged)));
        schema.value = Value::Object(members);
        self.changed(Effect::Same, "moved the keywords beside `anyOf` into its branches");
    }

    /// Whether `schema` is a union with keywords for objects beside it, and is not strict as it is.
    fn is_to_be_distributed(&self, schema: &JsonValue) -> bool {
        let Some(branches) = schema.get("anyOf").and_then(JsonValue::elements) else { return false };
        let is_object = schema.get("type").is_some_and(|kind| kind.as_str() == Some("object"));
        let has_object_keywords = OF_OBJECTS.iter().any(|keyword| schema.get(keyword).is_some());
        if !is_object && !has_object_keywords
            || ["oneOf", "allOf", "$ref"].iter().any(|keyword| schema.get(keyword).is_some())
        {
            return false;
        }
        let is_strict =
            |node: &JsonValue| node.get("additionalProperties").is_some_and(|rest| rest.value == Value::Bool(false));
        let is_strict_branch = |branch: &JsonValue| self.references.follow_any(branch).is_some_and(is_strict);
        !(is_strict(schema) && branches.iter().all(is_strict_branch))
    }
}

/// The branches, each merged with the keywords beside them, without those that then admit nothing.
fn merged_branches(
    merger: &mut Merger<'_, '_>,
    beside: &JsonValue,
    branches: &[JsonValue],
) -> Result<Vec<JsonValue>, Unmerged> {
    let mut whole = Vec::with_capacity(branches.len());
    for branch in branches {
        match merged_branch(merger, beside, branch) {
            Ok(branch) => whole.push(branch),
            Err(Unmerged::Empty) => {}
            Err(Unmerged::Unknown) => return Err(Unmerged::Unknown),
        }
    }
    if whole.is_empty() { Err(Unmerged::Empty) } else { Ok(whole) }
}

fn merged_branch(merger: &mut Merger<'_, '_>, beside: &JsonValue, branch: &JsonValue) -> Result<JsonValue, Unmerged> {
    if is_implied(merger.references, beside, branch) {
        return Ok(branch.clone());
    }
    let branch = merger.flatten(branch)?;
    merger.budget.spend(beside).ok_or(Unmerged::Unknown)?;
    let mut whole = merger.merge(beside.clone(), &branch)?;
    // The properties that tell the branches apart come first: a model writes properties in the order of the schema.
    let of_branch = branch.get("properties").and_then(JsonValue::members).unwrap_or_default();
    let own: HashSet<&str> = of_branch.iter().map(|property| &*property.name).collect();
    if let Some(properties) = whole.get_mut("properties").and_then(JsonValue::members_mut) {
        properties.sort_by_key(|property| !own.contains(&*property.name));
    }
    Ok(whole)
}

/// Whether `beside` is only a type that the branch has itself.
fn is_implied(references: &References<'_>, beside: &JsonValue, branch: &JsonValue) -> bool {
    let Some(kind) = beside.get("type").filter(|_| narrowing(beside).count() == 1) else { return false };
    let Some(branch) = references.follow_any(branch) else { return false };
    let is_nullable = branch.get("nullable").is_some_and(|nullable| nullable.value == Value::Bool(true));
    !is_nullable && branch.get("type") == Some(kind)
}

/// `{"allOf": [{"$ref": …}], "description": …}`, with which generators gave a reference siblings.
fn by_reference(schema: &JsonValue, branch: &JsonValue) -> Option<JsonValue> {
    let mut schema = schema.clone();
    schema.remove("allOf");
    let reference = branch.get("$ref")?.value.clone();
    if branch.members()?.len() > 1 {
        return None;
    }
    if schema.members()?.is_empty() {
        return Some(null::object("$ref", reference));
    }
    schema.set("anyOf", Value::Array(Vec::from([null::object("$ref", reference)])));
    Some(schema)
}

/// Whether a schema admits no value: `false`, or `not` of everything.
fn is_nothing(schema: &JsonValue) -> bool {
    schema.value == Value::Bool(false) || schema.get("not").is_some_and(is_anything)
}
