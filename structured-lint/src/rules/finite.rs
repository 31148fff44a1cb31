//! Whether a finite document satisfies a schema.

use std::collections::{HashMap, HashSet};

use super::checker::Checker;
use crate::json::{JsonValue, Span};
use crate::rule::Rule;
use crate::schema::references::{DEFINITIONS, References};
use structured_core::profile::NO_FINITE_DOCUMENT;

/// A schema that references point to.
struct Target<'a> {
    /// Its name in a message.
    name: String,
    /// The keyword and the name of a definition; `None` for the root.
    path: Option<(&'a str, &'a str)>,
    schema: &'a JsonValue,
    anchor: Span,
}

/// Reports each circle of schemas in which every value contains another one.
///
/// The schemas with a finite document are found from below: first those without references, then those that
/// waited for these, until no more are found.
pub(super) fn check(checker: &mut Checker<'_, '_, '_>) {
    let root = checker.target.schema;
    let targets = targets(root, checker.target.anchor);
    let mut finite = Finite { references: &checker.references, is_strict: checker.is_strict(), known: HashSet::new() };
    let mut queue: Vec<&Target<'_>> = targets.iter().collect();
    let mut waiting: HashMap<*const JsonValue, Vec<&Target<'_>>> = HashMap::new();
    while let Some(target) = queue.pop() {
        // A union waits for each of its branches.
        if finite.known.contains(&core::ptr::from_ref(target.schema)) {
            continue;
        }
        let missing = finite.missing(target.schema);
        for node in &missing {
            waiting.entry(core::ptr::from_ref(*node)).or_default().push(target);
        }
        let schema = core::ptr::from_ref(target.schema);
        if missing.is_empty() && finite.known.insert(schema) {
            queue.extend(waiting.remove(&schema).unwrap_or_default());
        }
    }
    let circles = finite.circles(&targets);
    for circle in circles {
        report(checker, &circle);
    }
}

fn targets(root: &JsonValue, anchor: Span) -> Vec<Target<'_>> {
    let mut targets = Vec::from([Target { name: "the root".to_string(), path: None, schema: root, anchor }]);
    for keyword in DEFINITIONS {
        for member in root.get(keyword).and_then(JsonValue::members).unwrap_or_default() {
            let (name, path) = (format!("`{}`", member.name), Some((*keyword, &*member.name)));
            targets.push(Target { name, path, schema: &member.value, anchor: member.name_span });
        }
    }
    targets
}

fn report(checker: &mut Checker<'_, '_, '_>, circle: &[&Target<'_>]) {
    let [first, ..] = circle else { return };
    // A schema that leads to itself with nothing in between has its own message.
    if checker.references.leads_back(first.schema) {
        return;
    }
    let names: Vec<&str> = circle.iter().chain([first]).map(|target| target.name.as_str()).collect();
    let message = format!("every value of {}{NO_FINITE_DOCUMENT}", first.name);
    let help = format!("let a property of the circle take `null`, or make it an array: {}", names.join(" → "));
    let parts: Vec<&str> = first.path.map_or_else(Vec::new, |(keyword, name)| Vec::from([keyword, name]));
    let anchor = first.anchor;
    checker.within(&parts, |this| this.error(Rule::Unsatisfiable, anchor, message, help));
}

struct Finite<'a, 'r> {
    references: &'r References<'a>,
    /// Whether every property is required.
    is_strict: bool,
    /// The schemas that are known to have a finite document.
    known: HashSet<*const JsonValue>,
}

impl<'a> Finite<'a, '_> {
    /// The schemas that keep the values of `node` from being finite, one of which has to be finite. Empty if a finite
    /// value exists.
    fn missing(&self, node: &'a JsonValue) -> Vec<&'a JsonValue> {
        if let Some(target) = node.get("$ref").and_then(JsonValue::as_str) {
            return self
                .references
                .schema(target)
                .into_iter()
                .filter(|target| !self.known.contains(&core::ptr::from_ref(*target)))
                .collect();
        }
        if let Some(branches) = node.get("anyOf").or(node.get("oneOf")).and_then(JsonValue::elements) {
            let mut missing = Vec::new();
            for branch in branches {
                let of_branch = self.missing(branch);
                if of_branch.is_empty() {
                    return of_branch;
                }
                missing.extend(of_branch);
            }
            return missing;
        }
        let is_only = |kind, keyword| match node.get("type") {
            Some(types) => types.as_str() == Some(kind),
            None => node.get(keyword).is_some(),
        };
        if is_only("object", "properties") {
            let properties = node.get("properties").and_then(JsonValue::members).unwrap_or_default();
            let required = if self.is_strict { HashSet::new() } else { required(node) };
            let needed = properties.iter().filter(|property| self.is_strict || required.contains(&*property.name));
            let mut missing = needed.map(|property| self.missing(&property.value));
            return missing.find(|missing| !missing.is_empty()).unwrap_or_default();
        }
        let needs_items = node.get("minItems").and_then(JsonValue::as_number).is_some_and(|least| least > 0.0);
        match node.get("items") {
            Some(items) if needs_items && is_only("array", "items") => self.missing(items),
            _ => Vec::new(),
        }
    }

    /// The circles on the paths through schemas without a finite document, each once.
    fn circles<'t>(&self, targets: &'t [Target<'a>]) -> Vec<Vec<&'t Target<'a>>> {
        let at: HashMap<*const JsonValue, usize> =
            targets.iter().enumerate().map(|(index, target)| (core::ptr::from_ref(target.schema), index)).collect();
        // For each target, the walk that visited it.
        let mut walked: Vec<_> = std::iter::repeat_n(None, targets.len()).collect();
        let mut circles = Vec::new();
        for start in 0..targets.len() {
            let (mut way, mut next) = (Vec::new(), Some(start));
            while let Some(index) = next.filter(|index| walked[*index].is_none()) {
                walked[index] = Some(start);
                way.push(index);
                let missing = self.missing(targets[index].schema);
                next = missing.first().and_then(|schema| at.get(&core::ptr::from_ref(*schema)).copied());
            }
            let from = next.filter(|index| walked[*index] == Some(start));
            if let Some(from) = from.and_then(|again| way.iter().position(|index| *index == again)) {
                circles.push(way[from..].iter().map(|index| &targets[*index]).collect());
            }
        }
        circles
    }
}

fn required(object: &JsonValue) -> HashSet<&str> {
    let names = object.get("required").and_then(JsonValue::elements).unwrap_or_default();
    names.iter().filter_map(JsonValue::as_str).collect()
}
