//! Compares two schemas, ignoring what formatting may change.

use std::collections::HashSet;

use structured_lint::{Document, JsonValue, Value};

/// The names in `$defs`.
pub(crate) fn definitions(schema: &str) -> Vec<String> {
    let root = Document::read(schema).unwrap().root;
    let mut names: Vec<String> = root
        .get("$defs")
        .and_then(JsonValue::members)
        .unwrap_or_default()
        .iter()
        .map(|member| member.name.to_string())
        .collect();
    names.sort();
    names
}

/// Panics if two schemas differ, and shows the first difference.
pub(crate) fn assert_same(name: &str, expected: &str, derived: &str) {
    if let Some(difference) = difference(expected, derived) {
        panic!("{name}{difference}\nexpected {expected}\nderived {derived}");
    }
}

/// The first difference between two schemas, with its place.
pub(crate) fn difference(expected: &str, derived: &str) -> Option<String> {
    let (expected, derived) = (Document::read(expected).unwrap().root, Document::read(derived).unwrap().root);
    let mut comparison = Comparison { roots: [&expected, &derived], met: HashSet::new() };
    comparison.schemas(&expected, &derived, "").err()
}

/// Two schemas are the same if all keywords are the same and the properties have the same order. References are
/// followed. The names of definitions, and whether a schema is in a definition, are compared elsewhere.
struct Comparison<'a> {
    roots: [&'a JsonValue; 2],
    met: HashSet<(*const JsonValue, *const JsonValue)>,
}

impl<'a> Comparison<'a> {
    fn schemas(&mut self, expected: &'a JsonValue, derived: &'a JsonValue, path: &str) -> Result<(), String> {
        let (expected, derived) = (self.follow(0, expected), self.follow(1, derived));
        if !self.met.insert((std::ptr::from_ref(expected), std::ptr::from_ref(derived))) {
            return Ok(());
        }
        let keywords = |node: &JsonValue| -> HashSet<String> {
            let kept = node.members().unwrap_or_default().iter().map(|member| member.name.to_string());
            let beside = ["$defs", "definitions", "$schema"];
            // The description of a root is part of the response format.
            kept.filter(|name| !(beside.contains(&&**name) || path.is_empty() && name == "description")).collect()
        };
        let (wanted, found) = (keywords(expected), keywords(derived));
        if wanted != found {
            return Err(format!("{path}: keywords {wanted:?} and {found:?}"));
        }
        for keyword in wanted {
            let path = format!("{path}/{keyword}");
            let (Some(expected), Some(derived)) = (expected.get(&keyword), derived.get(&keyword)) else { continue };
            match keyword.as_str() {
                "properties" => self.properties(expected, derived, &path)?,
                "items" => self.schemas(expected, derived, &path)?,
                "anyOf" => self.lists(expected, derived, &path)?,
                "required" => {
                    let names = |node: &'a JsonValue| -> HashSet<&str> {
                        node.elements().unwrap_or_default().iter().filter_map(JsonValue::as_str).collect()
                    };
                    (names(expected) == names(derived)).then_some(()).ok_or_else(|| path.clone())?;
                }
                _ if number(expected).is_some() => {
                    (number(expected) == number(derived)).then_some(()).ok_or_else(|| path.clone())?;
                }
                _ => (expected == derived).then_some(()).ok_or_else(|| path.clone())?,
            }
        }
        Ok(())
    }

    fn properties(&mut self, expected: &'a JsonValue, derived: &'a JsonValue, path: &str) -> Result<(), String> {
        let (expected, derived) = (expected.members().unwrap_or_default(), derived.members().unwrap_or_default());
        let names = |list: &[structured_lint::Member]| -> Vec<String> {
            list.iter().map(|member| member.name.to_string()).collect()
        };
        if names(expected) != names(derived) {
            return Err(format!("{path}: {:?} and {:?}", names(expected), names(derived)));
        }
        for (expected, derived) in expected.iter().zip(derived) {
            self.schemas(&expected.value, &derived.value, &format!("{path}/{}", expected.name))?;
        }
        Ok(())
    }

    fn lists(&mut self, expected: &'a JsonValue, derived: &'a JsonValue, path: &str) -> Result<(), String> {
        let (expected, derived) = (expected.elements().unwrap_or_default(), derived.elements().unwrap_or_default());
        if expected.len() != derived.len() {
            return Err(format!("{path}: {} and {} branches", expected.len(), derived.len()));
        }
        for (index, (expected, derived)) in expected.iter().zip(derived).enumerate() {
            self.schemas(expected, derived, &format!("{path}/{index}"))?;
        }
        Ok(())
    }

    fn follow(&self, side: usize, node: &'a JsonValue) -> &'a JsonValue {
        match node.get("$ref").and_then(JsonValue::as_str) {
            Some("#") => self.roots[side],
            Some(target) => self.follow(side, &structured_lint::resolve_ref(self.roots[side], target).unwrap().value),
            None => node,
        }
    }
}

fn number(node: &JsonValue) -> Option<f64> {
    if let Value::Number(text) = &node.value { text.parse().ok() } else { None }
}
