//! The keywords of a schema, found by name, and the schemas that are parts of it.

use structured_lint::{JsonValue, Member, Value};

/// Keywords that say what a place is for, not what stands there.
pub(super) const NOTES: &[&str] = &["title", "description"];

pub(super) fn find<'m>(members: &'m [Member], name: &str) -> Option<&'m JsonValue> {
    members.iter().find(|member| &*member.name == name).map(|member| &member.value)
}

pub(super) fn find_mut<'m>(members: &'m mut [Member], name: &str) -> Option<&'m mut JsonValue> {
    members.iter_mut().find(|member| &*member.name == name).map(|member| &mut member.value)
}

/// Goes to the schemas that stand in one with these members, each with the way to it as a JSON pointer.
pub(super) fn for_each_part(members: &mut [Member], mut go: impl FnMut(&str, &mut JsonValue)) {
    for member in members {
        match (&*member.name, &mut member.value.value) {
            ("properties" | "$defs", Value::Object(schemas)) => {
                for inner in schemas {
                    go(&format!("/{}/{}", member.name, inner.name), &mut inner.value);
                }
            }
            ("anyOf", Value::Array(branches)) => {
                for (index, branch) in branches.iter_mut().enumerate() {
                    go(&format!("/anyOf/{index}"), branch);
                }
            }
            ("items", _) => go("/items", &mut member.value),
            _ => {}
        }
    }
}
