//! Envelopes: strict mode is turned on, in the place where the API looks for it.

use super::fixer::{Change, Effect};
use crate::check::{count_errors, violations_in};
use crate::envelope::targets;
use crate::finding::Findings;
use crate::json::{JsonValue, Member, Value};
use structured_core::profile::Profile;

/// Moves a `strict` from beside `json_schema` or `function` into it, where the API looks for it.
pub(super) fn move_strict(root: &mut JsonValue, profile: &Profile, changes: &mut Vec<Change>) {
    for (pointer, schema) in switched(root, profile) {
        let Some((outer, name)) = pointer.rsplit_once('/') else { continue };
        if !["json_schema", "function"].contains(&name) {
            continue;
        }
        let Some(strict) = root.pointer_mut(outer).and_then(|outer| outer.remove("strict")) else { continue };
        let Some(members) = root.pointer_mut(&pointer).and_then(JsonValue::members_mut) else { continue };
        if !members.iter().any(|member| &*member.name == "strict") {
            insert_strict(members, &schema, strict);
        }
        let what = format!("moved `strict` into `{name}`");
        changes.push(Change { pointer: outer.to_owned(), what, effect: Effect::Same });
    }
}

/// Turns strict mode on if a response format or tool does not decide it.
///
/// This is not done while errors are left: the API accepts a schema that is only a hint, and would then refuse it.
pub(super) fn turn_strict_on(root: &mut JsonValue, profile: &Profile, changes: &mut Vec<Change>) {
    if !profile.strict {
        return;
    }
    let is_silent = |envelope: &str| root.pointer(envelope).is_some_and(|envelope| envelope.get("strict").is_none());
    let silent: Vec<(String, String)> =
        switched(root, profile).into_iter().filter(|(envelope, _)| is_silent(envelope)).collect();
    if silent.is_empty() || count_errors(&violations_in(root, profile)) > 0 {
        return;
    }
    for (pointer, schema) in silent {
        let Some(members) = root.pointer_mut(&pointer).and_then(JsonValue::members_mut) else { continue };
        insert_strict(members, &schema, Value::Bool(true).into());
        let what = "turned strict mode on with `\"strict\": true`".into();
        changes.push(Change { pointer, what, effect: Effect::Same });
    }
}

/// Where `strict` is allowed: the pointer to each envelope, and the member with its schema.
fn switched(root: &JsonValue, profile: &Profile) -> Vec<(String, String)> {
    let targets = targets(root, &mut Findings::new(profile, None));
    let envelope = |pointer: &str| {
        let (envelope, schema) = pointer.rsplit_once('/')?;
        Some((envelope.to_owned(), schema.to_owned()))
    };
    targets.iter().filter(|target| target.has_switch).filter_map(|target| envelope(&target.pointer)).collect()
}

/// Puts `strict` before the schema.
fn insert_strict(members: &mut Vec<Member>, schema: &str, strict: JsonValue) {
    let at = members.iter().position(|member| *member.name == *schema).unwrap_or(members.len());
    members.insert(at, Member { value: strict, ..Member::new("strict", Value::Null) });
}
