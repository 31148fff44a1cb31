//! What is around a schema: strict mode is on.

use super::mender::Change;
use crate::check::{count_errors, violations_in};
use crate::envelope::locate;
use crate::json::{JsonValue, Member, Value};
use structured_core::profile::Profile;

/// Turns strict mode on where a response format or tool does not say.
///
/// Not while errors are left: a schema that is only a hint is taken as it is, and would then be refused.
pub(super) fn turn_strict_on(root: &mut JsonValue, profile: &Profile, changes: &mut Vec<Change>) {
    if !profile.strict {
        return;
    }
    let silent: Vec<(String, String)> = locate(root)
        .into_iter()
        .filter_map(|located| {
            let (envelope, schema) = located.pointer.rsplit_once('/')?;
            root.pointer(envelope)?.get("strict").is_none().then(|| (envelope.into(), schema.into()))
        })
        .collect();
    if silent.is_empty() || count_errors(&violations_in(root, profile)) > 0 {
        return;
    }
    for (pointer, schema) in silent {
        let Some(members) = root.pointer_mut(&pointer).and_then(JsonValue::members_mut) else { continue };
        let at = members.iter().position(|member| *member.name == *schema).unwrap_or(members.len());
        members.insert(at, Member::new("strict", Value::Bool(true)));
        changes.push(Change { pointer, what: "turned strict mode on with `\"strict\": true`".into() });
    }
}
