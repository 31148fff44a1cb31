//! Spellings that mean the same as what the derive prints, brought to that.

use structured_core::lint::{Member, Node, Value};

/// Rewrites `schema` to the spelling that the derive has for it, and remarks on what it changed.
pub(super) fn normalize(schema: &mut Node, remarks: &mut Vec<String>) {
    walk(schema, &mut String::new(), remarks);
}

fn walk(node: &mut Node, path: &mut String, remarks: &mut Vec<String>) {
    match &mut node.value {
        Value::Object(members) => {
            for member in &mut *members {
                let length = path.len();
                path.push('/');
                path.push_str(&member.name);
                walk(&mut member.value, path, remarks);
                path.truncate(length);
            }
            let is_schema = members.iter().any(|member| matches!(&*member.name, "type" | "anyOf"));
            if is_schema && !path.ends_with("/properties") && !path.ends_with("/$defs") {
                let remarked = [null_union(members), null_first(members), null_in_enum(members), wrapped(members)];
                let place = if path.is_empty() { "the root" } else { path.as_str() };
                remarks.extend(remarked.into_iter().flatten().map(|remark| format!("{place}: {remark}")));
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter_mut().enumerate() {
                let length = path.len();
                path.push('/');
                path.push_str(&index.to_string());
                walk(element, path, remarks);
                path.truncate(length);
            }
        }
        _ => {}
    }
}

fn find<'m>(members: &'m [Member], name: &str) -> Option<&'m Node> {
    members.iter().find(|member| &*member.name == name).map(|member| &member.value)
}

fn is_null(schema: &Node) -> bool {
    schema.get("type").and_then(Node::as_str) == Some("null")
}

/// `{"anyOf": [{"type": "string"}, {"type": "null"}]}` is `{"type": ["string", "null"]}`.
fn null_union(members: &mut Vec<Member>) -> Option<&'static str> {
    let branches = find(members, "anyOf")?.elements()?;
    let [first, second] = branches else { return None };
    let inner = if is_null(second) {
        first
    } else if is_null(first) {
        second
    } else {
        return None;
    };
    let kind = inner.get("type")?.as_str()?.to_owned();
    let mut merged = inner.members()?.to_vec();
    for member in &mut merged {
        match (&*member.name, &mut member.value.value) {
            ("type", kind_list) => {
                *kind_list = Value::Array(vec![Value::string(&kind).into(), Value::string("null").into()]);
            }
            ("enum", Value::Array(values)) => values.push(Value::Null.into()),
            _ => {}
        }
    }
    members.retain(|member| &*member.name != "anyOf");
    merged.retain(|member| find(members, &member.name).is_none());
    members.append(&mut merged);
    Some("`null` joins `type` instead of standing in a union")
}

/// `null` is last in a list of types.
fn null_first(members: &mut [Member]) -> Option<&'static str> {
    let kind = members.iter_mut().find(|member| &*member.name == "type")?;
    let Value::Array(kinds) = &mut kind.value.value else { return None };
    if kinds.first()?.as_str() != Some("null") || kinds.len() < 2 {
        return None;
    }
    kinds.rotate_left(1);
    Some("`null` is last in the list of types")
}

/// A nullable enum lists `null`, or it is never `null`.
fn null_in_enum(members: &mut [Member]) -> Option<&'static str> {
    let nullable = find(members, "type")?.elements()?.iter().any(|kind| kind.as_str() == Some("null"));
    let values = members.iter_mut().find(|member| &*member.name == "enum")?;
    let Value::Array(values) = &mut values.value.value else { return None };
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
    if members.len() > 1 && members.iter().any(|member| &*member.name != "anyOf") {
        return None;
    }
    let [only] = find(members, "anyOf")?.elements()? else { return None };
    let Value::Object(inner) = only.value.clone() else { return None };
    *members = inner;
    Some("the union of one branch is the branch")
}
