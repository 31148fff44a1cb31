//! How large a schema is, and how large it may be.
//!
//! The API counts over the whole schema, definitions included. Levels are objects inside objects, the root included;
//! arrays and unions add none, and a definition is counted on its own (all recorded messages fit this).

use super::checker::Checker;
use crate::json::{JsonValue, Span, Value, escape_pointer};
use crate::rule::Rule;
use crate::schema::references::DEFINITIONS;
use crate::violation::Severity;
use crate::wording;

/// Counts the schema of `checker`, and compares the numbers with the profile.
pub(super) fn check(checker: &mut Checker<'_, '_, '_>) {
    let profile = checker.findings.profile;
    let (target, limits) = (checker.target, profile.limits);
    let mut counter = Counter { limit: limits.levels, ..Counter::default() };
    counter.schema(target.schema, target.anchor, 0);
    let mut report = |rule, place: Option<&Place>, sentence: String, help: String| {
        let (path, span) = place.map_or(("", target.anchor), |place| (&*place.path, place.span));
        let pointer = format!("{}{path}", target.pointer);
        checker.findings.add(rule, Severity::Error, &pointer, span, target.prefix.message(&sentence), help);
    };
    if counter.levels > limits.levels {
        let help = "remove a level, or move an inner object into `$defs`, where it is counted separately".into();
        let sentence = wording::levels(counter.levels, limits.levels);
        report(Rule::Levels, counter.too_deep.as_ref(), sentence, help);
    }
    if counter.properties > limits.properties {
        let help = "split the schema into several requests".into();
        report(Rule::Properties, None, wording::properties(counter.properties, limits.properties), help);
    }
    if counter.enum_values > limits.enum_values {
        let help = "use a plain string for the longest enum, and check its value after parsing".into();
        let sentence = wording::enum_values(counter.enum_values, limits.enum_values, profile.opt_out);
        report(Rule::EnumValues, counter.longest.as_ref().map(|(_, place)| place), sentence, help);
    }
    for (place, values, characters) in &counter.string_enums {
        if *values > limits.long_enum_values && *characters > limits.long_enum_characters {
            let (limit, from) = (limits.long_enum_characters, limits.long_enum_values);
            let help = "shorten the values, or use a plain string and check its value after parsing".into();
            let sentence = wording::long_enum(*characters, limit, from, profile.opt_out);
            report(Rule::LongEnum, Some(place), sentence, help);
        }
    }
    if counter.characters > limits.total_characters {
        let help = "shorten names and enum values".into();
        let sentence = wording::total_characters(counter.characters, limits.total_characters);
        report(Rule::TotalCharacters, None, sentence, help);
    }
}

struct Place {
    path: String,
    span: Span,
}

#[derive(Default)]
struct Counter {
    /// The deepest allowed level.
    limit: usize,
    path: Vec<String>,
    levels: usize,
    /// The first object that is too deep.
    too_deep: Option<Place>,
    properties: usize,
    enum_values: usize,
    longest: Option<(usize, Place)>,
    /// The enums of strings: place, number of values, and characters.
    string_enums: Vec<(Place, usize, usize)>,
    /// The characters of property and definition names, and of enum and const values.
    characters: usize,
}

impl Counter {
    fn place(&self, span: Span) -> Place {
        let path = self.path.iter().flat_map(|part| ["/".to_string(), escape_pointer(part)]).collect();
        Place { path, span }
    }

    fn within(&mut self, parts: &[&str], node: &JsonValue, anchor: Span, level: usize) {
        let depth = self.path.len();
        self.path.extend(parts.iter().map(ToString::to_string));
        self.schema(node, anchor, level);
        self.path.truncate(depth);
    }

    /// Counts `node`, which is inside `level` objects.
    fn schema(&mut self, node: &JsonValue, anchor: Span, level: usize) {
        let properties = node.get("properties").and_then(JsonValue::members);
        let is_object = node.get("type").and_then(JsonValue::as_str) == Some("object");
        let level = level + usize::from(properties.is_some() || is_object);
        if level > self.limit && self.too_deep.is_none() {
            self.too_deep = Some(self.place(anchor));
        }
        self.levels = self.levels.max(level);
        for property in properties.unwrap_or_default() {
            self.properties += 1;
            self.characters += property.name.chars().count();
            self.within(&["properties", &property.name], &property.value, property.name_span, level);
        }
        if let Some(items) = node.member("items") {
            self.within(&["items"], &items.value, items.name_span, level);
        }
        for keyword in ["anyOf", "oneOf", "allOf"] {
            for (index, branch) in
                node.get(keyword).and_then(JsonValue::elements).unwrap_or_default().iter().enumerate()
            {
                self.within(&[keyword, &index.to_string()], branch, branch.span, level);
            }
        }
        for keyword in DEFINITIONS {
            for definition in node.get(keyword).and_then(JsonValue::members).unwrap_or_default() {
                self.characters += definition.name.chars().count();
                self.within(&[keyword, &definition.name], &definition.value, definition.name_span, 0);
            }
        }
        self.values(node);
    }

    fn values(&mut self, node: &JsonValue) {
        self.characters += node.get("const").map_or(0, characters);
        let Some(member) = node.member("enum") else { return };
        let values = member.value.elements().unwrap_or_default();
        let sum: usize = values.iter().map(characters).sum();
        self.characters += sum;
        self.enum_values += values.len();
        let place = self.place(member.name_span);
        if values.iter().any(|value| value.as_str().is_some()) {
            self.string_enums.push((self.place(member.name_span), values.len(), sum));
        }
        if self.longest.as_ref().is_none_or(|(longest, _)| values.len() > *longest) {
            self.longest = Some((values.len(), place));
        }
    }
}

fn characters(value: &JsonValue) -> usize {
    match &value.value {
        Value::String(text) => text.chars().count(),
        Value::Number(text) => text.len(),
        _ => 0,
    }
}
