//! A schema in the form in which schemas are printed: without white space, its keywords in order.

use std::collections::HashSet;

use super::reader::{Json, Member};

/// Keywords in the order in which schemas print them. Other keywords follow these, in the order of the file, and
/// definitions come last.
const ORDER: &[&str] = &[
    "\"description\"",
    "\"title\"",
    "\"$ref\"",
    "\"type\"",
    "\"enum\"",
    PROPERTIES,
    REQUIRED,
    "\"additionalProperties\"",
    ITEMS,
    ANY_OF,
];
const PROPERTIES: &str = "\"properties\"";
const REQUIRED: &str = "\"required\"";
const ITEMS: &str = "\"items\"";
const ANY_OF: &str = "\"anyOf\"";
const DEFINITIONS: &str = "\"$defs\"";

/// The meaning of the member names of an object.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Keywords.
    Schema,
    /// Names that each have a schema.
    Schemas,
    Data,
}

pub(super) fn write(schema: &Json<'_>, out: &mut String) {
    write_as(schema, Kind::Schema, out);
}

fn write_as(json: &Json<'_>, kind: Kind, out: &mut String) {
    match json {
        Json::Text(text) => out.push_str(text),
        Json::Array(elements) => {
            out.push('[');
            for (i, element) in elements.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                write_as(element, kind, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (i, (name, value)) in in_order(members, kind).into_iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                out.push_str(name);
                out.push(':');
                let (inner, names) = match (kind, &**name) {
                    (Kind::Schema, REQUIRED) => (Kind::Data, names_in_order(value, members)),
                    (Kind::Schemas, _) | (Kind::Schema, ITEMS | ANY_OF) => (Kind::Schema, None),
                    (Kind::Schema, PROPERTIES | DEFINITIONS) => (Kind::Schemas, None),
                    _ => (Kind::Data, None),
                };
                match names {
                    Some(names) => out.extend(["[", &names.join(","), "]"]),
                    None => write_as(value, inner, out),
                }
            }
            out.push('}');
        }
    }
}

fn in_order<'a, 'text>(members: &'a [Member<'text>], kind: Kind) -> Vec<&'a Member<'text>> {
    let mut ordered: Vec<&Member<'_>> = members.iter().collect();
    // A schema that was printed is in order, so nothing is sorted.
    if kind == Kind::Schema && !members.is_sorted_by_key(|(name, _)| rank(name)) {
        ordered.sort_by_cached_key(|(name, _)| rank(name));
    }
    ordered
}

/// The place of a keyword in the order.
fn rank(name: &str) -> usize {
    match name {
        DEFINITIONS => ORDER.len() + 1,
        name => ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len()),
    }
}

/// The names of `required` in the order of the properties, if both have the same names.
fn names_in_order<'a>(required: &Json<'_>, members: &'a [Member<'_>]) -> Option<Vec<&'a str>> {
    let (_, properties) = members.iter().find(|(name, _)| name == PROPERTIES)?;
    let (Json::Array(required), Json::Object(properties)) = (required, properties) else { return None };
    // A schema that was printed needs no sets of names.
    let mut pairs = required.iter().zip(properties);
    if pairs.all(|(element, (name, _))| matches!(element, Json::Text(text) if text == name)) {
        return None;
    }
    let is_required: HashSet<&str> = required
        .iter()
        .filter_map(|element| match element {
            Json::Text(text) => Some(&**text),
            _ => None,
        })
        .collect();
    let same = required.len() == properties.len() && properties.iter().all(|(name, _)| is_required.contains(&**name));
    same.then(|| properties.iter().map(|(name, _)| &**name).collect())
}
