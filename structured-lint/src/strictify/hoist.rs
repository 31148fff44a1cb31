//! References to other places than definitions: their targets become definitions.

use std::collections::{HashMap, HashSet};

use super::budget::Budget;
use super::fixer::{Change, Effect};
use crate::json::{JsonValue, Member, Value, escape_pointer, unescape_pointer};
use crate::schema::references::{DEFINITIONS, References, decode_pointer};

/// Keywords whose values are data, in which `$ref` is an ordinary name.
const DATA: &[&str] = &["const", "enum", "default", "examples", "example"];

/// Copies the targets of references outside of the definitions into `$defs`, and changes the references.
pub(super) fn hoist_targets(root: &mut JsonValue, path: &str, changes: &mut Vec<Change>) {
    let found = found(root);
    if found.is_empty() {
        return;
    }
    let mut places = HashMap::new();
    note_places(root, &mut String::new(), &found.iter().map(|(_, pointer)| &**pointer).collect(), &mut places);
    let mut definitions = Vec::new();
    let mut moved: HashMap<String, String> = HashMap::new();
    let container = DEFINITIONS.iter().find(|keyword| root.get(keyword).is_some_and(|all| all.members().is_some()));
    let container = container.unwrap_or(&DEFINITIONS[0]);
    let mut taken = Names::of(root, container);
    let mut budget = Budget::default();
    for (target, pointer) in found {
        // Of the two ways to read a target, the first one with a result counts.
        if moved.contains_key(&target) {
            continue;
        }
        let Some(schema) = places.get(&pointer).filter(|schema| schema.members().is_some()) else { continue };
        if budget.spend(schema).is_none() {
            break;
        }
        let name = taken.free(&pointer);
        definitions.push(Member::new(&name, schema.value.clone()));
        let what = format!("copied `{target}` into `{container}`, where references may point");
        changes.push(Change { pointer: path.to_owned(), what, effect: Effect::Same });
        moved.insert(target, format!("#/{container}/{}", escape_pointer(&name)));
    }
    if definitions.is_empty() {
        return;
    }
    for definition in &mut definitions {
        point_anew(&mut definition.value, &moved);
    }
    point_anew(root, &moved);
    match root.get_mut(container).and_then(JsonValue::members_mut) {
        Some(own) => own.extend(definitions),
        None => root.set(container, Value::Object(definitions)),
    }
}

/// Records the values at the `wanted` pointers, in one walk for all of them.
fn note_places<'n>(
    node: &'n JsonValue,
    pointer: &mut String,
    wanted: &HashSet<&str>,
    places: &mut HashMap<String, &'n JsonValue>,
) {
    if wanted.contains(&**pointer) {
        places.insert(pointer.clone(), node);
    }
    let length = pointer.len();
    let parts: Vec<(String, &JsonValue)> = match &node.value {
        Value::Object(members) => members.iter().map(|member| (escape_pointer(&member.name), &member.value)).collect(),
        Value::Array(elements) => {
            elements.iter().enumerate().map(|(index, element)| (index.to_string(), element)).collect()
        }
        _ => Vec::new(),
    };
    for (name, part) in parts {
        pointer.push('/');
        pointer.push_str(&name);
        note_places(part, pointer, wanted, places);
        pointer.truncate(length);
    }
}

/// The targets of references that are not definitions, each with the pointers that it may mean.
fn found(root: &JsonValue) -> Vec<(String, String)> {
    let references = References::of(root);
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    each_reference(root, &mut |target| {
        let is_local = target.starts_with("#/") && references.resolve(target).is_none();
        if is_local && seen.insert(target.to_owned()) {
            let as_spelled = target.strip_prefix('#').map(str::to_owned);
            let decoded = decode_pointer(target).filter(|decoded| as_spelled.as_ref() != Some(decoded));
            found.extend(as_spelled.into_iter().chain(decoded).map(|pointer| (target.to_owned(), pointer)));
        }
    });
    found
}

/// The targets of all references of `node`.
pub(super) fn each_reference(node: &JsonValue, visit: &mut impl FnMut(&str)) {
    match &node.value {
        Value::Object(members) => {
            for member in members {
                match member.value.as_str().filter(|_| &*member.name == "$ref") {
                    Some(target) => visit(target),
                    None if DATA.contains(&&*member.name) && !member.value.members().is_some_and(is_schema) => {}
                    None => each_reference(&member.value, visit),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| each_reference(element, visit)),
        _ => {}
    }
}

/// Whether a member with the name of a data keyword may be a property of that name.
fn is_schema(members: &[Member]) -> bool {
    members.iter().any(|member| ["$ref", "type", "anyOf", "allOf", "oneOf"].contains(&&*member.name))
}

fn point_anew(node: &mut JsonValue, moved: &HashMap<String, String>) {
    match &mut node.value {
        Value::Object(members) => {
            for member in members {
                let is_data = DATA.contains(&&*member.name) && !member.value.members().is_some_and(is_schema);
                let target =
                    member.value.as_str().filter(|_| &*member.name == "$ref").and_then(|target| moved.get(target));
                match target {
                    Some(target) => member.value = Value::string(target).into(),
                    None if is_data => {}
                    None => point_anew(&mut member.value, moved),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| point_anew(element, moved)),
        _ => {}
    }
}

/// The names that definitions already have.
struct Names {
    taken: HashSet<String>,
    /// The number that is tried next after each name.
    next: HashMap<String, usize>,
}

impl Names {
    fn of(root: &JsonValue, container: &str) -> Self {
        let members = root.get(container).and_then(JsonValue::members).unwrap_or_default();
        Self { taken: members.iter().map(|member| member.name.to_string()).collect(), next: HashMap::new() }
    }

    /// The last name of a pointer, with a number if the name is taken.
    fn free(&mut self, pointer: &str) -> String {
        let last = pointer.rsplit('/').next().filter(|last| last.parse::<usize>().is_err()).unwrap_or("item");
        let last = unescape_pointer(last);
        let next = self.next.entry(last.clone()).or_insert(1);
        loop {
            let name = if *next == 1 { last.clone() } else { format!("{last}{next}") };
            *next += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}
