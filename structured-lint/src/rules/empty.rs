//! Schemas that no value satisfies, because a union and the keywords beside it have no value in common.

use std::collections::HashSet;

use super::checker::Checker;
use crate::json::{JsonValue, Value};
use crate::rule::Rule;
use crate::schema::references::References;
use crate::schema::shape::{TYPES, type_of, types};

/// The most schemas that are looked at for one union. If that does not suffice, nothing is reported.
const MOST_STEPS: usize = 2_000;

/// Reports a union if no branch has a value in common with the keywords beside it.
pub(super) fn check<'a>(checker: &mut Checker<'a, '_, '_>, node: &'a JsonValue) {
    let Some(union) = node.member("anyOf") else { return };
    let beside = ["type", "properties", "required", "additionalProperties", "enum", "const", "$ref"];
    if !beside.iter().any(|keyword| node.get(keyword).is_some()) {
        return;
    }
    let mut search = Search { references: &checker.references, steps: MOST_STEPS };
    if search.is_empty(&mut Vec::new(), node) {
        let message = "no branch of `anyOf` has a value in common with the keywords beside it".to_string();
        let help = "move the keywords beside `anyOf` into its branches";
        checker.error(Rule::Unsatisfiable, union.name_span, message, help);
    }
}

struct Search<'a, 'r> {
    references: &'r References<'a>,
    steps: usize,
}

impl<'a> Search<'a, '_> {
    /// Whether no value satisfies `node` and all of `others`, as far as this function can tell.
    fn is_empty(&mut self, others: &mut Vec<&'a JsonValue>, node: &'a JsonValue) -> bool {
        let Some(steps) = self.steps.checked_sub(1) else { return false };
        self.steps = steps;
        let Some(node) = self.references.follow(node) else { return false };
        // A schema that is visited again on its own path adds nothing.
        if others.iter().any(|other| core::ptr::eq(*other, node)) {
            return false;
        }
        if node.value == Value::Bool(false) || others.iter().any(|other| have_nothing_in_common(other, node)) {
            return true;
        }
        let Some(branches) = node.get("anyOf").and_then(JsonValue::elements).filter(|branches| !branches.is_empty())
        else {
            return false;
        };
        others.push(node);
        let is_empty = branches.iter().all(|branch| self.is_empty(others, branch));
        others.pop();
        is_empty
    }
}

fn have_nothing_in_common(a: &JsonValue, b: &JsonValue) -> bool {
    let (of_a, of_b) = (kinds(a), kinds(b));
    let both: HashSet<&str> = of_a.intersection(&of_b).copied().collect();
    if both.is_empty() {
        return true;
    }
    let only_objects = both.len() == 1 && both.contains("object");
    only_objects && (leaves_no_room(a, b) || leaves_no_room(b, a))
}

/// The types of the values that a schema admits. Every number has both types of numbers.
fn kinds(node: &JsonValue) -> HashSet<&str> {
    let listed = types(node);
    let mut kinds: HashSet<&str> =
        if listed.is_empty() { TYPES.iter().copied().collect() } else { listed.into_iter().collect() };
    let values = node.get("enum").and_then(JsonValue::elements);
    let values = values.map(|values| values.iter().map(type_of).collect::<HashSet<&str>>());
    let constant = node.get("const").map(|constant| HashSet::from([type_of(constant)]));
    let join = |kinds: &mut HashSet<&str>| {
        if kinds.contains("number") {
            kinds.insert("integer");
        }
    };
    join(&mut kinds);
    for mut of_values in values.into_iter().chain(constant) {
        // `1.0` is an integer too.
        if of_values.contains("number") || of_values.contains("integer") {
            of_values.extend(["number", "integer"]);
        }
        kinds.retain(|kind| of_values.contains(kind));
    }
    join(&mut kinds);
    kinds
}

/// Whether `closed` lacks a property that `other` requires.
fn leaves_no_room(closed: &JsonValue, other: &JsonValue) -> bool {
    let is_closed = closed.get("additionalProperties").is_some_and(|rest| rest.value == Value::Bool(false));
    if !is_closed || closed.get("patternProperties").is_some() {
        return false;
    }
    let properties = closed.get("properties").and_then(JsonValue::members).unwrap_or_default();
    let own: HashSet<&str> = properties.iter().map(|property| &*property.name).collect();
    let required = other.get("required").and_then(JsonValue::elements).unwrap_or_default();
    required.iter().filter_map(JsonValue::as_str).any(|name| !own.contains(name))
}
