//! Spellings that mean the same as what the derive prints, brought to that.

use structured_lint::{JsonValue, Member, Value};

use super::cover::Cover;
use super::kinds;
use super::members::{NOTES, find, find_mut, for_each_part};

/// Rewrites `schema` to the spelling that the derive has for it, and remarks on what it changed.
pub(super) fn normalize(schema: &mut JsonValue, remarks: &mut Vec<String>) {
    let root = schema.clone();
    Normalizer { cover: Cover { root: &root }, path: String::new(), remarks }.schema(schema);
}

struct Normalizer<'r> {
    cover: Cover<'r>,
    /// JSON pointer to where the work is.
    path: String,
    remarks: &'r mut Vec<String>,
}

impl Normalizer<'_> {
    /// The parts first: what a place is spelled like depends on them.
    fn schema(&mut self, schema: &mut JsonValue) {
        let Value::Object(members) = &mut schema.value else { return };
        for_each_part(members, |way, part| self.within(way, part));
        let place = if self.path.is_empty() { "the root" } else { self.path.as_str() };
        self.remarks.extend(lost_notes(members).into_iter().map(|remark| format!("{place}: {remark}")));
        let remarked = [
            empty_description(members),
            empty_required(members),
            kinds::included(members),
            kinds::null(members),
            kinds::whole(members),
            repeated_values(members),
            kinds::split(members),
            kinds::idle(members),
            kinds::both(members),
            self.null_once(members),
            self.ordered(members),
            null_branch(members),
            null_union(members),
            null_last(members),
            null_in_enum(members),
            wrapped(members),
        ];
        self.remarks.extend(remarked.into_iter().flatten().map(|remark| format!("{place}: {remark}")));
    }

    /// One branch of a union is `null`, even if another refers to a type that is `null`.
    fn null_once(&self, members: &mut [Member]) -> Option<&'static str> {
        branches(members)?;
        let Value::Array(branches) = &mut find_mut(members, "anyOf")?.value else { return None };
        let kept = branches.iter().position(is_null)?;
        let count = branches.len();
        let mut at = 0;
        branches.retain(|branch| {
            at += 1;
            at == kept + 1 || !self.cover.is_null(branch)
        });
        (branches.len() < count).then_some("`null` is one branch of the union, and not several")
    }

    /// serde tries the branches in their order.
    fn ordered(&self, members: &mut [Member]) -> Option<&'static str> {
        branches(members)?;
        let Value::Array(branches) = &mut find_mut(members, "anyOf")?.value else { return None };
        self.cover.order(branches)
    }

    fn within(&mut self, way: &str, schema: &mut JsonValue) {
        let length = self.path.len();
        self.path.push_str(way);
        self.schema(schema);
        self.path.truncate(length);
    }
}

/// What the only branch beside `null` says of itself where the union says something else: a field has one description.
fn lost_notes(members: &[Member]) -> Vec<String> {
    let branches = branches(members).unwrap_or_default();
    let others: Vec<&JsonValue> = branches.iter().filter(|branch| !is_null(branch)).collect();
    let [only] = others.as_slice() else { return Vec::new() };
    let lost = |note: &str| {
        let (own, inner) = (find(members, note)?.as_str()?, only.get(note)?.as_str()?);
        (own != inner && !inner.is_empty()).then(|| format!("the `{note}` of the branch is left out: {inner:?}"))
    };
    NOTES.iter().filter_map(|note| lost(note)).collect()
}

/// A struct without fields requires none of them, and its schema says so.
fn empty_required(members: &mut Vec<Member>) -> Option<&'static str> {
    let is_empty = find(members, "properties")?.members()?.is_empty();
    if !is_empty || find(members, "required").is_some() {
        return None;
    }
    let at = members.iter().position(|member| &*member.name == "properties").map_or(members.len(), |at| at + 1);
    members.insert(at, Member::new("required", Value::Array(Vec::new())));
    Some("added `\"required\": []`, which the types have")
}

/// A type without a description has none.
fn empty_description(members: &mut Vec<Member>) -> Option<&'static str> {
    find(members, "description")?.as_str().filter(|text| text.is_empty())?;
    members.retain(|member| &*member.name != "description");
    Some("`description` is empty, and left out")
}

fn is_null(schema: &JsonValue) -> bool {
    schema.get("type").and_then(JsonValue::as_str) == Some("null")
}

/// The branches of a union that has only notes beside them: other keywords narrow all of them.
fn branches(members: &[Member]) -> Option<&[JsonValue]> {
    let is_plain =
        members.iter().all(|member| matches!(&*member.name, "anyOf" | "$defs") || NOTES.contains(&&*member.name));
    find(members, "anyOf").filter(|_| is_plain)?.elements()
}

/// `{"anyOf": [{"type": "string"}, {"type": "null"}]}` is `{"type": ["string", "null"]}`.
fn null_union(members: &mut Vec<Member>) -> Option<&'static str> {
    let [first, second] = branches(members)? else { return None };
    let inner = if is_null(second) {
        first
    } else if is_null(first) {
        second
    } else {
        return None;
    };
    let kind = match inner.get("type").map(|kind| (kind.as_str(), kind.elements())) {
        Some((Some(kind), _)) => Value::Array(vec![Value::string(kind).into(), Value::string("null").into()]),
        // The other branch takes `null` itself.
        Some((_, Some(kinds))) => Value::Array(kinds.to_vec()),
        _ => return None,
    };
    let mut merged = inner.members()?.to_vec();
    find_mut(&mut merged, "type")?.value = kind;
    members.retain(|member| &*member.name != "anyOf");
    merged.retain(|member| find(members, &member.name).is_none());
    members.append(&mut merged);
    Some("`null` joins `type` instead of standing in a union")
}

/// `null` is the last branch of a union, and says nothing of itself.
fn null_branch(members: &mut [Member]) -> Option<&'static str> {
    branches(members)?;
    let Value::Array(branches) = &mut find_mut(members, "anyOf")?.value else { return None };
    let at = branches.iter().position(is_null)?;
    let is_plain = |branch: &JsonValue| branch.members().is_some_and(|members| members.len() == 1);
    if branches.len() == 1 {
        return None;
    }
    if at + 1 == branches.len() && is_plain(&branches[at]) {
        return None;
    }
    branches.retain(|branch| !is_null(branch));
    branches.push(Value::Object(vec![Member::new("type", Value::string("null"))]).into());
    Some("`null` is the last branch, with nothing said of it")
}

/// A variant has its value alone.
fn repeated_values(members: &mut [Member]) -> Option<&'static str> {
    let Value::Array(values) = &mut find_mut(members, "enum")?.value else { return None };
    let count = values.len();
    let mut seen: Vec<JsonValue> = Vec::with_capacity(count);
    values.retain(|value| {
        let is_first = !seen.contains(value);
        if is_first {
            seen.push(value.clone());
        }
        is_first
    });
    (values.len() < count).then_some("the enum lists each value once")
}

/// `null` is last in a list of types.
fn null_last(members: &mut [Member]) -> Option<&'static str> {
    let Value::Array(kinds) = &mut find_mut(members, "type")?.value else { return None };
    if kinds.first()?.as_str() != Some("null") || kinds.len() < 2 {
        return None;
    }
    kinds.rotate_left(1);
    Some("`null` is last in the list of types")
}

/// A nullable enum lists `null`, or it is never `null`.
fn null_in_enum(members: &mut [Member]) -> Option<&'static str> {
    let nullable = find(members, "type")?.elements()?.iter().any(|kind| kind.as_str() == Some("null"));
    let Value::Array(values) = &mut find_mut(members, "enum")?.value else { return None };
    let at = values.iter().position(|value| value.value == Value::Null);
    match at {
        _ if !nullable => None,
        Some(at) if at + 1 == values.len() => None,
        Some(at) => {
            let null = values.remove(at);
            values.push(null);
            Some("`null` is last in the enum")
        }
        None => {
            values.push(Value::Null.into());
            Some("the enum lists `null`, which its type has")
        }
    }
}

/// A union of one branch that says nothing itself is the branch.
fn wrapped(members: &mut Vec<Member>) -> Option<&'static str> {
    let [only] = find(members, "anyOf")?.elements()? else { return None };
    let Value::Object(inner) = only.value.clone() else { return None };
    if members.len() > 1 {
        return None;
    }
    *members = inner;
    Some("the union of one branch is the branch")
}
