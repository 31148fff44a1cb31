//! Lists of types: a Rust type has one, so each type becomes a branch of a union.

use structured_core::profile::Keyword;
use structured_lint::{JsonValue, Member, Value};

use super::members::{NOTES, find, find_mut};

/// A list of one type is the type, and every integer is a number.
pub(super) fn included(members: &mut [Member]) -> Option<&'static str> {
    let Value::Array(kinds) = &mut find_mut(members, "type")?.value else { return None };
    let count = kinds.len();
    if kinds.iter().any(|kind| kind.as_str() == Some("number")) {
        kinds.retain(|kind| kind.as_str() != Some("integer"));
    }
    let shorter = kinds.len() < count;
    let unlisted = unlist(members);
    if shorter {
        return Some("`integer` is left out of `type`, which has `number`");
    }
    unlisted.then_some("`type` is the only one of its list")
}

/// A type whose enum has no value but `null` is `null`, and an enum of `null` alone says nothing beside it.
pub(super) fn null(members: &mut Vec<Member>) -> Option<&'static str> {
    let kinds = find(members, "type")?;
    let kinds = kinds.elements().unwrap_or(std::slice::from_ref(kinds));
    let values = find(members, "enum")?.elements()?;
    let is_null = !values.is_empty() && values.iter().all(|value| value.value == Value::Null);
    if !is_null || !kinds.iter().any(|kind| kind.as_str() == Some("null")) {
        return None;
    }
    find_mut(members, "type")?.value = Value::string("null");
    members.retain(|member| &*member.name != "enum");
    Some("an enum of `null` alone is the type `null`")
}

/// An enum of numbers that are all whole is one of integers, each spelled as Rust does.
pub(super) fn whole(members: &mut [Member]) -> Option<&'static str> {
    let is_of_numbers = |kind: &str| matches!(kind, "number" | "integer" | "null");
    let kinds = find(members, "type")?;
    let kinds: Vec<&str> =
        kinds.elements().unwrap_or(std::slice::from_ref(kinds)).iter().filter_map(JsonValue::as_str).collect();
    if !kinds.iter().all(|kind| is_of_numbers(kind)) {
        return None;
    }
    let values = find(members, "enum")?.elements()?.iter().filter(|value| value.value != Value::Null);
    let spelled: Vec<Option<String>> = values.map(whole_number).collect();
    let spelled = spelled.into_iter().collect::<Option<Vec<String>>>()?;
    let Value::Array(values) = &mut find_mut(members, "enum")?.value else { return None };
    let mut changed = false;
    for (value, spelled) in values.iter_mut().filter(|value| value.value != Value::Null).zip(spelled) {
        let spelled = Value::Number(spelled.into());
        changed |= value.value != spelled;
        value.value = spelled;
    }
    let kind = find_mut(members, "type")?;
    let kinds = match &mut kind.value {
        Value::Array(kinds) => kinds.as_mut_slice(),
        _ => std::slice::from_mut(kind),
    };
    for kind in kinds.iter_mut().filter(|kind| kind.as_str() == Some("number")) {
        kind.value = Value::string("integer");
        changed = true;
    }
    changed.then_some("an enum of whole numbers is one of integers")
}

#[expect(clippy::cast_possible_truncation, reason = "a number beyond what floats keep exact stays as it is spelled")]
fn whole_number(value: &JsonValue) -> Option<String> {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    let Value::Number(text) = &value.value else { return None };
    let number: f64 = text.parse().ok()?;
    (number.fract() == 0.0).then(|| if number.abs() <= EXACT { (number as i64).to_string() } else { text.to_string() })
}

/// `{"type": ["string", "integer"]}` is a union with a branch per type; each branch has the keywords that are for its
/// type, and what is said of the place stays with the union.
pub(super) fn split(members: &mut Vec<Member>) -> Option<&'static str> {
    let kinds: Vec<String> =
        find(members, "type")?.elements()?.iter().filter_map(JsonValue::as_str).map(str::to_owned).collect();
    if kinds.iter().filter(|kind| *kind != "null").count() < 2 || find(members, "anyOf").is_some() {
        return None;
    }
    let branches: Vec<JsonValue> = kinds.iter().filter_map(|kind| branch(kind, members)).collect();
    let is_outer = |name: &str| NOTES.contains(&name) || name == "$defs";
    members.retain(|member| is_outer(&member.name));
    if let [only] = branches.as_slice() {
        members.extend(only.members().unwrap_or_default().iter().cloned());
        return Some("`type` is the one of the list that the enum has values of");
    }
    members.push(Member::new("anyOf", Value::Array(branches)));
    Some("the types of the list are the branches of a union")
}

/// Keywords that narrow nothing: they are for another type, or the values are listed.
pub(super) fn idle(members: &mut Vec<Member>) -> Option<&'static str> {
    let kind = match &find(members, "type")?.value {
        Value::String(kind) => kind.to_string(),
        Value::Array(kinds) => kinds.iter().filter_map(JsonValue::as_str).find(|kind| *kind != "null")?.to_owned(),
        _ => return None,
    };
    let is_listed = find(members, "enum").is_some();
    let count = members.len();
    members.retain(|member| {
        let is_constraint = Keyword::ALL.iter().any(|keyword| keyword.name() == &*member.name);
        !is_constraint || is_for(&kind, &member.name) && !is_listed
    });
    (members.len() < count).then_some("a keyword that narrows nothing here is left out")
}

/// An enum of both booleans is any of them.
pub(super) fn both(members: &mut Vec<Member>) -> Option<&'static str> {
    let kinds = find(members, "type")?;
    let nullable = kinds.elements().is_some_and(|kinds| kinds.iter().any(|kind| kind.as_str() == Some("null")));
    let values = find(members, "enum")?.elements()?;
    let has = |value: &Value| values.iter().any(|listed| listed.value == *value);
    if !has(&Value::Bool(true)) || !has(&Value::Bool(false)) || values.len() > 2 + usize::from(nullable) {
        return None;
    }
    members.retain(|member| &*member.name != "enum");
    Some("an enum of both booleans is a boolean")
}

/// The branch of one type; none if the place's enum has no value of it.
fn branch(kind: &str, members: &[Member]) -> Option<JsonValue> {
    let mut branch = vec![Member::new("type", Value::string(kind))];
    for member in members {
        if &*member.name == "enum" && kind != "null" {
            let values = member.value.elements().unwrap_or_default().iter();
            let values: Vec<JsonValue> = values.filter(|value| is_of(kind, value)).cloned().collect();
            if values.is_empty() {
                return None;
            }
            branch.push(Member::new("enum", Value::Array(values)));
        } else if is_for(kind, &member.name) {
            branch.push(member.clone());
        }
    }
    // The remark on the list says what becomes of its parts.
    whole(&mut branch);
    idle(&mut branch);
    both(&mut branch);
    Some(Value::Object(branch).into())
}

/// Whether `value` is of the type; in a list with `number`, there is no `integer`.
fn is_of(kind: &str, value: &JsonValue) -> bool {
    match &value.value {
        Value::Null => kind == "null",
        Value::Bool(_) => kind == "boolean",
        Value::Number(text) => kind == "number" || kind == "integer" && !text.contains(['.', 'e', 'E']),
        Value::String(_) => kind == "string",
        Value::Array(_) => kind == "array",
        Value::Object(_) => kind == "object",
    }
}

/// Whether a keyword says something of values of the type.
fn is_for(kind: &str, keyword: &str) -> bool {
    match kind {
        "array" if keyword == "items" => true,
        "object" => matches!(keyword, "properties" | "required" | "additionalProperties"),
        _ => Keyword::ALL.iter().any(|known| known.name() == keyword && known.types().contains(&kind)),
    }
}

/// Makes a list of one type the type. Returns whether there was one.
fn unlist(members: &mut [Member]) -> bool {
    let Some(kinds) = find_mut(members, "type") else { return false };
    let Some([only]) = kinds.elements() else { return false };
    *kinds = only.clone();
    true
}
