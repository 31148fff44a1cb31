//! How the branches of a union are told apart.

use structured_lint::{JsonValue, Member};

use super::model::Notes;

/// Branches with their index in the `anyOf`.
pub(super) type Branches<'b, 'a> = &'b [(usize, &'a JsonValue)];

/// Whether a tag or a key says which branch a value is of, so that nothing is tried.
pub(super) fn is_told_apart(branches: &[JsonValue]) -> bool {
    let is_null = |branch: &JsonValue| branch.get("type").and_then(JsonValue::as_str) == Some("null");
    let branches: Vec<(usize, &JsonValue)> =
        branches.iter().enumerate().filter(|(_, branch)| !is_null(branch)).collect();
    tag(&branches).is_some() || is_external(&branches)
}

pub(super) fn properties(branch: &JsonValue) -> Option<&[Member]> {
    let is_object = branch.get("type").and_then(JsonValue::as_str) == Some("object");
    branch.get("properties").and_then(JsonValue::members).filter(|_| is_object)
}

/// The only value of a plain one-value enum.
pub(super) fn only_value(schema: &JsonValue) -> Option<&str> {
    let members = schema.members()?;
    let is_plain = members.iter().all(|member| matches!(&*member.name, "type" | "enum"));
    let values = schema.get("enum")?.elements()?;
    if let (true, [only]) = (is_plain && schema.get("type")?.as_str() == Some("string"), values) {
        only.as_str()
    } else {
        None
    }
}

/// The first property of all branches, if it tells them apart.
pub(super) fn tag<'a>(branches: Branches<'_, 'a>) -> Option<&'a str> {
    let mut values = Vec::with_capacity(branches.len());
    let mut name = None;
    for (_, branch) in branches {
        let first = properties(branch)?.first()?;
        if *name.get_or_insert(&*first.name) != &*first.name {
            return None;
        }
        let value = only_value(&first.value)?;
        if values.contains(&value) {
            return None;
        }
        values.push(value);
    }
    name
}

/// Whether every branch is an object with one property that no other has, or an enum of strings, of which one may be.
pub(super) fn is_external(branches: Branches<'_, '_>) -> bool {
    let mut names: Vec<&str> = Vec::new();
    let mut enums = 0;
    for (_, branch) in branches {
        match (properties(branch), branch.get("enum").and_then(JsonValue::elements)) {
            (Some([only]), _) => names.push(&only.name),
            (None, Some(values))
                if Notes::of(branch).is_empty() && values.iter().all(|value| value.as_str().is_some()) =>
            {
                enums += 1;
                names.extend(values.iter().filter_map(JsonValue::as_str));
            }
            _ => return false,
        }
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    enums <= 1 && names.len() == count && enums < branches.len()
}
