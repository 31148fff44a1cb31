//! Unions: a model must be able to tell the branches apart by their first property.

use std::collections::HashMap;

use super::checker::Checker;
use crate::json::{JsonValue, Member, Value};
use crate::rule::Rule;
use crate::wording;

/// Reports each object branch that begins like an earlier one.
pub(super) fn first_properties<'a>(checker: &mut Checker<'a, '_, '_>, branches: &'a [JsonValue]) {
    if !checker.findings.profile.distinct_first_properties {
        return;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (index, branch) in branches.iter().enumerate() {
        let Some(first) = first_property(checker, branch) else { continue };
        let Some(earlier) = seen.insert(format!("{}\0{}", first.name, value_set(&first.value)), index) else {
            continue;
        };
        let help = format!(
            "branches {earlier} and {index} both begin with `{}`; begin each with a property of its own, or with a tag: \
             `\"type\": {{\"type\": \"string\", \"enum\": [\"…\"]}}`",
            first.name
        );
        // The branch may be a reference; the underlined part is in this union.
        let span = if branch.get("$ref").is_some() { branch.span } else { first.name_span };
        checker.error(Rule::FirstProperty, span, wording::FIRST_PROPERTY.into(), help);
    }
}

fn first_property<'a>(checker: &Checker<'a, '_, '_>, branch: &'a JsonValue) -> Option<&'a Member> {
    checker.references.follow(branch)?.get("properties")?.members()?.first()
}

/// A text that two schemas share if they visibly admit the same values.
fn value_set(schema: &JsonValue) -> String {
    if let Some(constant) = schema.get("const") {
        return constant.to_minified();
    }
    if let Some(values) = schema.get("enum").and_then(JsonValue::elements) {
        let mut values: Vec<String> = values.iter().map(JsonValue::to_minified).collect();
        values.sort_unstable();
        return values.join(",");
    }
    let mut schema = schema.clone();
    for annotation in ["title", "description"] {
        schema.remove(annotation);
    }
    if let Value::Object(members) = &mut schema.value {
        members.sort_by(|a, b| a.name.cmp(&b.name));
    }
    schema.to_minified()
}
