//! Merging two schemas into one that admits the values that both admit.
//!
//! A merge that would not be exact fails: the caller then leaves the schema unchanged, and it stays reported.

use std::collections::{HashMap, HashSet};

use super::budget::Budget;
use crate::json::{JsonValue, Member, Value};
use crate::schema::keywords::{is_annotation, narrowing};
use crate::schema::references::References;

/// How deep definitions may be inlined into each other.
const MOST_INLINED: usize = 16;

/// How many properties deep two schemas are merged: a definition may contain itself there again and again.
const MOST_LEVELS: usize = 16;

/// Keywords that only have a meaning together with the others of their group. If both schemas have one of a group, they
/// must agree.
const GROUPS: &[&[&str]] = &[
    &["if", "then", "else"],
    &["contains", "minContains", "maxContains"],
    &["prefixItems", "additionalItems"],
    &["patternProperties"],
];

/// Why two schemas cannot be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unmerged {
    /// No value satisfies both.
    Empty,
    /// Some values may satisfy both, but no single schema is known to admit exactly those.
    Unknown,
}

/// Merges schemas, following references.
pub(super) struct Merger<'o, 'b> {
    pub(super) references: &'b References<'o>,
    /// Whether a reference hides the keywords beside it.
    pub(super) hides_siblings: bool,
    pub(super) budget: &'b mut Budget,
    /// The definitions around the place that replaced a reference. One inside itself would have no end.
    pub(super) open: Vec<*const JsonValue>,
    /// All definitions that replaced a reference.
    pub(super) inlined: Vec<*const JsonValue>,
    /// How many properties and items are being merged, one inside the other.
    pub(super) level: usize,
}

impl<'o> Merger<'o, '_> {
    /// `node` with the schema that it refers to and the branches of its `allOf` merged into it. A union of one branch
    /// is that branch.
    pub(super) fn flatten(&mut self, node: &JsonValue) -> Result<JsonValue, Unmerged> {
        self.budget.spend(node).ok_or(Unmerged::Unknown)?;
        let mut whole = match &node.value {
            Value::Object(members) => members.clone(),
            Value::Bool(true) => Vec::new(),
            Value::Bool(false) => return Err(Unmerged::Empty),
            _ => return Err(Unmerged::Unknown),
        };
        let reference = take(&mut whole, "$ref");
        let mut branches = Vec::new();
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let is_one = |list: &[JsonValue]| list.len() == 1 || keyword == "allOf";
            let at =
                whole.iter().position(|member| &*member.name == keyword && member.value.elements().is_some_and(is_one));
            if let Some(Value::Array(list)) = at.map(|at| whole.remove(at).value.value) {
                branches.extend(list);
            }
        }
        let mut whole = JsonValue { value: Value::Object(whole), span: node.span };
        if let Some(reference) = reference {
            if self.hides_siblings && (!branches.is_empty() || narrowing(&whole).next().is_some()) {
                return Err(Unmerged::Unknown);
            }
            let target = self.target(reference.as_str().ok_or(Unmerged::Unknown)?)?;
            whole = self.merge(whole, &target)?;
        }
        for branch in &branches {
            let branch = self.flatten(branch)?;
            whole = self.merge(whole, &branch)?;
        }
        Ok(whole)
    }

    /// The schema that `target` names, merged into one.
    fn target(&mut self, target: &str) -> Result<JsonValue, Unmerged> {
        let schema: &'o JsonValue = self.references.schema(target).ok_or(Unmerged::Unknown)?;
        let place = core::ptr::from_ref(schema);
        if self.open.contains(&place) || target == "#" || self.open.len() >= MOST_INLINED {
            return Err(Unmerged::Unknown);
        }
        self.open.push(place);
        self.inlined.push(place);
        let flat = self.flatten(schema);
        self.open.pop();
        flat.map(|flat| flat.value.into())
    }

    /// The schema that admits what both `whole` and `branch` admit. Neither has `$ref` or `allOf`.
    pub(super) fn merge(&mut self, mut whole: JsonValue, branch: &JsonValue) -> Result<JsonValue, Unmerged> {
        // Types first: schemas for values of different types need not agree on anything else.
        if let (Some(own), Some(other)) = (whole.get("type"), branch.get("type")) {
            types_of_both(own, other)?;
        }
        if requires_what_is_left_out(&whole, branch) || requires_what_is_left_out(branch, &whole) {
            return Err(Unmerged::Empty);
        }
        have_one_scope(&whole, branch).ok_or(Unmerged::Unknown)?;
        for member in branch.members().ok_or(Unmerged::Unknown)? {
            let (name, value) = (&*member.name, &member.value);
            let Some(own) = whole.get_mut(name) else {
                whole.members_mut().ok_or(Unmerged::Unknown)?.push(member.clone());
                continue;
            };
            if is_annotation(name) || own == value {
                continue;
            }
            own.value = match name {
                "properties" => self.properties(own, value)?,
                "items" => self.both(own, value)?.value,
                "type" => types_of_both(own, value)?,
                "enum" => values_of_both(own, value)?,
                "uniqueItems" => Value::Bool(true),
                "additionalProperties" => narrower_rest(own, value).ok_or(Unmerged::Unknown)?,
                "required" => names_of_both(own, value).ok_or(Unmerged::Unknown)?,
                _ => tighter(name, own, value).ok_or(Unmerged::Unknown)?,
            };
        }
        constant_of_enum(&mut whole)?;
        Ok(whole)
    }

    fn both(&mut self, own: &JsonValue, other: &JsonValue) -> Result<JsonValue, Unmerged> {
        if self.level == MOST_LEVELS {
            return Err(Unmerged::Unknown);
        }
        self.level += 1;
        let both = self.flatten(own).and_then(|own| {
            let other = self.flatten(other)?;
            self.merge(own, &other)
        });
        self.level -= 1;
        // A property or item without values does not leave the whole without values: it may be absent.
        both.map_err(|_| Unmerged::Unknown)
    }

    fn properties(&mut self, own: &JsonValue, more: &JsonValue) -> Result<Value, Unmerged> {
        let mut merged = own.members().ok_or(Unmerged::Unknown)?.to_vec();
        let at: HashMap<Box<str>, usize> =
            merged.iter().enumerate().map(|(index, property)| (property.name.clone(), index)).collect();
        for property in more.members().ok_or(Unmerged::Unknown)? {
            match at.get(&property.name) {
                None => merged.push(property.clone()),
                Some(index) if merged[*index].value == property.value => {}
                Some(index) => merged[*index].value = self.both(&merged[*index].value, &property.value)?,
            }
        }
        Ok(Value::Object(merged))
    }
}

fn take(members: &mut Vec<Member>, name: &str) -> Option<JsonValue> {
    let index = members.iter().position(|member| &*member.name == name)?;
    Some(members.remove(index).value)
}

/// Whether a keyword of a branch has another meaning, or an unknown one, in another schema.
fn refuses_company(name: &str, value: &JsonValue) -> bool {
    match name {
        "$id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" | "$recursiveAnchor" | "$recursiveRef" | "$defs"
        | "definitions" => true,
        "unevaluatedProperties" | "unevaluatedItems" => value.value != Value::Bool(true),
        "nullable" => value.value == Value::Bool(true),
        _ => false,
    }
}

/// `additionalProperties` and `items` apply to what the keywords beside them leave over. Fails if merging would change
/// what that is.
fn have_one_scope(whole: &JsonValue, branch: &JsonValue) -> Option<()> {
    if branch.members()?.iter().any(|member| refuses_company(&member.name, &member.value))
        || whole.get("nullable").is_some_and(|nullable| nullable.value == Value::Bool(true))
        || whole.get("$dynamicRef").is_some()
    {
        return None;
    }
    if leaves_out(whole, branch) || leaves_out(branch, whole) {
        return None;
    }
    let has = |node: &JsonValue, keyword: &&str| node.get(keyword).is_some();
    for group in GROUPS {
        let differs = group.iter().any(|keyword| whole.get(keyword) != branch.get(keyword));
        if differs
            && group.iter().any(|keyword| has(whole, keyword))
            && group.iter().any(|keyword| has(branch, keyword))
        {
            return None;
        }
    }
    let is_tuple = |node: &JsonValue| {
        ["prefixItems", "additionalItems"].iter().any(|keyword| has(node, keyword))
            || node.get("items").is_some_and(|items| items.elements().is_some())
    };
    let has_items = |node: &JsonValue| is_tuple(node) || has(node, &"items");
    if is_tuple(whole) && has_items(branch) || is_tuple(branch) && has_items(whole) {
        return None;
    }
    Some(())
}

/// Whether `closed` excludes a property that `other`, which is for objects, requires.
fn requires_what_is_left_out(closed: &JsonValue, other: &JsonValue) -> bool {
    let is_for_objects = |node: &JsonValue| node.get("type").and_then(JsonValue::as_str) == Some("object");
    let is_closed = closed.get("additionalProperties").is_some_and(|rest| rest.value == Value::Bool(false))
        && closed.get("patternProperties").is_none();
    if !is_closed || !is_for_objects(closed) && !is_for_objects(other) {
        return false;
    }
    let own: HashSet<&str> = names(closed).collect();
    let required = other.get("required").and_then(JsonValue::elements).unwrap_or_default();
    required.iter().filter_map(JsonValue::as_str).any(|name| !own.contains(name))
}

/// Whether `closed` applies to properties that only `other` lists.
fn leaves_out(closed: &JsonValue, other: &JsonValue) -> bool {
    let is_open = closed.get("additionalProperties").is_none_or(is_anything);
    if is_open {
        return false;
    }
    let own: HashSet<&str> = names(closed).collect();
    names(other).any(|name| !own.contains(name)) || other.get("patternProperties").is_some()
}

fn names(node: &JsonValue) -> impl Iterator<Item = &str> {
    let properties = node.get("properties").and_then(JsonValue::members).unwrap_or_default();
    properties.iter().map(|property| &*property.name)
}

/// Whether a schema admits every value.
pub(super) fn is_anything(node: &JsonValue) -> bool {
    match &node.value {
        Value::Bool(is_admitted) => *is_admitted,
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The `additionalProperties` of both.
fn narrower_rest(own: &JsonValue, other: &JsonValue) -> Option<Value> {
    match (&own.value, &other.value) {
        (Value::Bool(false), _) | (_, Value::Bool(false)) => Some(Value::Bool(false)),
        _ if is_anything(own) => Some(other.value.clone()),
        _ if is_anything(other) => Some(own.value.clone()),
        _ => None,
    }
}

fn names_of_both(own: &JsonValue, other: &JsonValue) -> Option<Value> {
    let mut names = own.elements()?.to_vec();
    let known: HashSet<Box<str>> = names.iter().filter_map(JsonValue::as_str).map(Into::into).collect();
    for name in other.elements()? {
        if !known.contains(name.as_str()?) {
            names.push(name.clone());
        }
    }
    Some(Value::Array(names))
}

fn listed(kinds: &JsonValue) -> &[JsonValue] {
    kinds.elements().unwrap_or(core::slice::from_ref(kinds))
}

fn types_of_both(own: &JsonValue, other: &JsonValue) -> Result<Value, Unmerged> {
    let other: Vec<&str> =
        listed(other).iter().map(|kind| kind.as_str().ok_or(Unmerged::Unknown)).collect::<Result<_, _>>()?;
    let mut both: Vec<JsonValue> = Vec::new();
    for kind in listed(own) {
        let kind = match kind.as_str().ok_or(Unmerged::Unknown)? {
            name if other.contains(&name) => kind.clone(),
            // Every integer is a number.
            "integer" if other.contains(&"number") => kind.clone(),
            "number" if other.contains(&"integer") => Value::string("integer").into(),
            _ => continue,
        };
        if !both.contains(&kind) {
            both.push(kind);
        }
    }
    match both.as_slice() {
        [] => Err(Unmerged::Empty),
        [only] => Ok(only.value.clone()),
        _ => Ok(Value::Array(both)),
    }
}

fn values_of_both(own: &JsonValue, other: &JsonValue) -> Result<Value, Unmerged> {
    let (Some(own), Some(other)) = (own.elements(), other.elements()) else { return Err(Unmerged::Unknown) };
    let both: Vec<JsonValue> =
        own.iter().filter(|value| other.iter().any(|other| is_equal(value, other))).cloned().collect();
    if both.is_empty() { Err(Unmerged::Empty) } else { Ok(Value::Array(both)) }
}

/// A constant beside an enum that contains it replaces the enum. Beside an enum without it, no value is left.
fn constant_of_enum(node: &mut JsonValue) -> Result<(), Unmerged> {
    let (Some(constant), Some(values)) = (node.get("const"), node.get("enum")) else { return Ok(()) };
    if !values.elements().ok_or(Unmerged::Unknown)?.iter().any(|value| is_equal(value, constant)) {
        return Err(Unmerged::Empty);
    }
    node.remove("enum");
    Ok(())
}

/// Equality in JSON Schema: `1` equals `1.0`, and the order of members does not matter.
pub(super) fn is_equal(a: &JsonValue, b: &JsonValue) -> bool {
    match (&a.value, &b.value) {
        (Value::Number(_), Value::Number(_)) => a.as_number() == b.as_number(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_equal(a, b)),
        (Value::Object(own), Value::Object(others)) => {
            own.len() == others.len()
                && own.iter().all(|member| b.get(&member.name).is_some_and(|other| is_equal(&member.value, other)))
        }
        (a, b) => a == b,
    }
}

/// The stricter bound; `None` for a keyword whose two values cannot be combined.
fn tighter(keyword: &str, own: &JsonValue, other: &JsonValue) -> Option<Value> {
    let (a, b) = (own.as_number(), other.as_number());
    let is_tighter = match keyword {
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" | "minContains" => a? >= b?,
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" | "maxContains" => a? <= b?,
        _ => return None,
    };
    Some(if is_tighter { own.value.clone() } else { other.value.clone() })
}
