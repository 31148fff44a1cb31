//! Spellings of older drafts and other dialects, and what they annotate: brought to what the derive prints, before
//! anything else is read.

use std::collections::HashSet;

use structured_core::profile::Profile;
use structured_lint::{JsonValue, Member, Value};

use super::members::{NOTES, find, for_each_part};

/// The keyword of definitions, and what it was called in older drafts.
const DEFINITIONS: &str = "$defs";
const OLD_DEFINITIONS: &str = "definitions";

/// Rewrites `schema`, which `profile` takes, and remarks on what it changed.
pub(super) fn update(schema: &mut JsonValue, profile: &Profile, remarks: &mut Vec<String>) {
    gather_definitions(schema, remarks);
    Updater { profile, path: String::new(), remarks }.schema(schema);
}

/// Makes all definitions those of `$defs`; where both keywords have one of a name, the older one gets another name.
fn gather_definitions(root: &mut JsonValue, remarks: &mut Vec<String>) {
    let Some(old) = root.get(OLD_DEFINITIONS).and_then(JsonValue::members) else { return };
    let own = root.get(DEFINITIONS).and_then(JsonValue::members);
    let mut taken: HashSet<String> =
        own.unwrap_or_default().iter().chain(old).map(|member| member.name.to_string()).collect();
    let is_own = |name: &str| own.is_some_and(|own| own.iter().any(|member| &*member.name == name));
    let renamed: Vec<(String, String)> = old
        .iter()
        .filter(|member| is_own(&member.name))
        .map(|member| (member.name.to_string(), free_name(&member.name, &mut taken)))
        .collect();
    let has_own = own.is_some();
    let before = root.clone();
    point_anew(&before, root, &renamed);
    let Value::Object(members) = &mut root.value else { return };
    if has_own {
        merge(members, &renamed);
        remarks.push(format!("the root: moved `{OLD_DEFINITIONS}` into `{DEFINITIONS}`"));
    } else if let Some(member) = members.iter_mut().find(|member| &*member.name == OLD_DEFINITIONS) {
        member.name = DEFINITIONS.into();
        remarks.push(format!("the root: renamed `{OLD_DEFINITIONS}` to `{DEFINITIONS}`"));
    }
    for (name, new) in renamed {
        remarks.push(format!(
            "the definition `{name}` of `{OLD_DEFINITIONS}` is called `{new}`: `{DEFINITIONS}` has one of its name"
        ));
    }
}

/// The first name like `name` that is not taken.
fn free_name(name: &str, taken: &mut HashSet<String>) -> String {
    let mut names = (2_usize..).map(|number| format!("{name}{number}"));
    let free = names.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// Appends the older definitions to the others, under their new names.
fn merge(members: &mut Vec<Member>, renamed: &[(String, String)]) {
    let Some(at) = members.iter().position(|member| &*member.name == OLD_DEFINITIONS) else { return };
    let Value::Object(mut old) = members.remove(at).value.value else { return };
    for member in &mut old {
        if let Some((_, new)) = renamed.iter().find(|(name, _)| **name == *member.name) {
            member.name = new.as_str().into();
        }
    }
    let own = members.iter_mut().find(|member| &*member.name == DEFINITIONS);
    if let Some(Value::Object(own)) = own.map(|own| &mut own.value.value) {
        own.append(&mut old);
    }
}

/// Lets each reference below `node` to an older definition of `root` point to where that will be.
fn point_anew(root: &JsonValue, node: &mut JsonValue, renamed: &[(String, String)]) {
    match &mut node.value {
        Value::Object(members) => {
            for member in members {
                let target = member.value.as_str().filter(|_| &*member.name == "$ref");
                match target.and_then(|target| new_target(root, target, renamed)) {
                    Some(target) => member.value.value = Value::string(&target),
                    None => point_anew(root, &mut member.value, renamed),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| point_anew(root, element, renamed)),
        _ => {}
    }
}

fn new_target(root: &JsonValue, target: &str, renamed: &[(String, String)]) -> Option<String> {
    let spelled = target.strip_prefix("#/")?.strip_prefix(OLD_DEFINITIONS)?.strip_prefix('/')?;
    let definition = structured_lint::resolve_ref(root, target)?;
    let new = renamed.iter().find(|(name, _)| **name == *definition.name);
    let name = new.map_or_else(|| spelled.to_owned(), |(_, new)| structured_lint::escape_pointer(new));
    Some(format!("#/{DEFINITIONS}/{name}"))
}

struct Updater<'r> {
    profile: &'r Profile,
    /// JSON pointer to where the work is.
    path: String,
    remarks: &'r mut Vec<String>,
}

impl Updater<'_> {
    fn schema(&mut self, schema: &mut JsonValue) {
        let Value::Object(members) = &mut schema.value else { return };
        self.drop_annotations(members);
        if constant(members) {
            self.remark("turned `const` into an `enum` of one value");
        }
        for_each_part(members, |way, part| self.within(way, part));
    }

    /// Drops what the profile takes and the derive never prints.
    fn drop_annotations(&mut self, members: &mut Vec<Member>) {
        let goes = |name: &str| self.profile.annotations.contains(&name) && !NOTES.contains(&name);
        let dropped: Vec<Box<str>> =
            members.iter().filter(|member| goes(&member.name)).map(|member| member.name.clone()).collect();
        members.retain(|member| !goes(&member.name));
        for name in dropped {
            self.remark(&format!("dropped `{name}`"));
        }
    }

    fn remark(&mut self, what: &str) {
        let place = if self.path.is_empty() { "the root" } else { self.path.as_str() };
        self.remarks.push(format!("{place}: {what}"));
    }

    fn within(&mut self, way: &str, schema: &mut JsonValue) {
        let length = self.path.len();
        self.path.push_str(way);
        self.schema(schema);
        self.path.truncate(length);
    }
}

/// `const` is an enum of one value, also beside an enum that has it among others.
fn constant(members: &mut Vec<Member>) -> bool {
    let Some(value) = find(members, "const").cloned() else { return false };
    members.retain(|member| &*member.name != "enum");
    for member in members.iter_mut().filter(|member| &*member.name == "const") {
        member.name = "enum".into();
        member.value.value = Value::Array(vec![value.clone()]);
    }
    true
}
