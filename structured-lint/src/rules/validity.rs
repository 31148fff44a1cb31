//! Keywords whose values are not valid in JSON Schema, wherever they are: also inside parts that are refused.

use super::checker::Checker;
use super::pattern;
use crate::json::{JsonValue, Member, Span, Value};
use crate::rule::Rule;
use crate::schema::parts::{ValueKind, kind, schemas_in};
use crate::schema::shape::{TYPES, is_for_arrays, is_for_objects, types};
use crate::spelling;
use crate::wording::{self, repr_value};

/// Checks the keywords of `node`, and everything in those that the walk does not enter.
pub(super) fn check<'a>(checker: &mut Checker<'a, '_, '_>, node: &'a JsonValue) {
    let types = types(node);
    let is_root = checker.is_at_root();
    let is_reference = node.get("$ref").is_some();
    for member in node.members().unwrap_or_default() {
        let is_walked = !is_reference
            && match &*member.name {
                "properties" => is_for_objects(node, &types),
                "items" => is_for_arrays(node, &types) && member.value.elements().is_none(),
                "anyOf" | "oneOf" => true,
                "$defs" | "definitions" => is_root,
                _ => false,
            };
        keyword(checker, member);
        if !is_walked {
            parts(checker, member);
        }
    }
}

fn parts<'a>(checker: &mut Checker<'a, '_, '_>, member: &'a Member) {
    for (rest, schema) in schemas_in(&member.name, &member.value) {
        let way: Vec<&str> = std::iter::once(&*member.name).chain(rest.as_deref()).collect();
        checker.within(&way, |this| all(this, schema));
    }
}

fn all<'a>(checker: &mut Checker<'a, '_, '_>, node: &'a JsonValue) {
    match &node.value {
        Value::Object(members) => {
            for member in members {
                keyword(checker, member);
                parts(checker, member);
            }
        }
        Value::Bool(_) => {}
        _ => checker.not_a_schema(node.span, "write an object such as `{\"type\": \"string\"}`"),
    }
}

/// Checks the value of one keyword.
fn keyword(checker: &mut Checker<'_, '_, '_>, member: &Member) {
    let (name, value) = (&*member.name, &member.value);
    let Some(kind) = kind(name) else { return };
    match kind {
        ValueKind::Schemas => list(checker, value, "an array of at least one schema"),
        ValueKind::SchemaByName | ValueKind::SchemaOrNamesByName | ValueKind::NamesByName => {
            if value.members().is_none() {
                wrong_type(checker, value, "object", "write an object of schemas");
            }
            if kind == ValueKind::NamesByName {
                value.members().unwrap_or_default().iter().for_each(|member| names(checker, &member.value));
            }
            if name == "patternProperties" {
                value
                    .members()
                    .unwrap_or_default()
                    .iter()
                    .for_each(|member| pattern::check(checker, &member.name, member.name_span));
            }
        }
        ValueKind::TypeNames => type_names(checker, value),
        ValueKind::Names => names(checker, value),
        ValueKind::Values => list(checker, value, "an array of at least one value"),
        ValueKind::Text if value.as_str().is_none() => wrong_type(checker, value, "string", "write a string"),
        ValueKind::Pattern => match value.as_str() {
            Some(text) => pattern::check(checker, text, value.span),
            None => wrong_type(checker, value, "string", "write a string"),
        },
        ValueKind::Boolean if !matches!(value.value, Value::Bool(_)) => {
            wrong_type(checker, value, "boolean", "write `true` or `false`");
        }
        ValueKind::Number if value.as_number().is_none() => wrong_type(checker, value, "number", "write a number"),
        ValueKind::NumberOrBoolean if value.as_number().is_none() => {
            let help = "write a number: up to draft 4, this was `true` beside the other bound";
            wrong_type(checker, value, "number", help);
        }
        ValueKind::Step | ValueKind::Count => number(checker, value, kind),
        // A part that is not a schema is reported at its place; the others are fine.
        ValueKind::Schema
        | ValueKind::SchemaOrSchemas
        | ValueKind::Text
        | ValueKind::Boolean
        | ValueKind::Number
        | ValueKind::NumberOrBoolean => {}
    }
}

fn report(checker: &mut Checker<'_, '_, '_>, span: Span, sentence: &str, help: impl Into<String>) {
    let message = checker.target.prefix.message(sentence);
    checker.error(Rule::NotASchema, span, message, help);
}

fn wrong_type(checker: &mut Checker<'_, '_, '_>, value: &JsonValue, kind: &str, help: &str) {
    report(checker, value.span, &wording::not_of_type(&repr_value(value), kind), help);
}

fn list(checker: &mut Checker<'_, '_, '_>, value: &JsonValue, what: &str) {
    let help = format!("write {what}");
    match value.elements() {
        None => wrong_type(checker, value, "array", &help),
        Some([]) => report(checker, value.span, wording::EMPTY_LIST, help),
        Some(_) => {}
    }
}

fn names(checker: &mut Checker<'_, '_, '_>, value: &JsonValue) {
    let Some(names) = value.elements() else {
        return wrong_type(checker, value, "array", "write an array of property names");
    };
    for name in names.iter().filter(|name| name.as_str().is_none()) {
        wrong_type(checker, name, "string", "write the name of a property");
    }
}

fn type_names(checker: &mut Checker<'_, '_, '_>, value: &JsonValue) {
    let named = value.elements().unwrap_or(core::slice::from_ref(value));
    let is_type = |name: &&JsonValue| name.as_str().is_some_and(|name| TYPES.contains(&name));
    if let Some(unknown) = named.iter().find(|name| !is_type(name)) {
        let help = unknown.as_str().and_then(spelling::nearest_type).map_or_else(
            || format!("use one of `{}`", TYPES.join("`, `")),
            |kind| format!("write `\"{kind}\"`: the types are `{}`", TYPES.join("`, `")),
        );
        return report(checker, value.span, &wording::not_a_type(&repr_value(value)), help);
    }
    if named.is_empty() {
        let help = format!("use one of `{}`", TYPES.join("`, `"));
        return report(checker, value.span, &wording::not_a_type(&repr_value(value)), help);
    }
    if named.iter().enumerate().any(|(index, kind)| named[..index].contains(kind)) {
        report(checker, value.span, &wording::repeated(&repr_value(value)), "name each type once");
    }
}

fn number(checker: &mut Checker<'_, '_, '_>, value: &JsonValue, kind: ValueKind) {
    let (is_fine, kind, help): (fn(f64) -> bool, _, _) = match kind {
        ValueKind::Step => (|step| step > 0.0, "number", "write a number above zero"),
        _ => (|count| count >= 0.0 && count.fract() == 0.0, "integer", "write a whole number from zero"),
    };
    match value.as_number() {
        Some(number) if is_fine(number) => {}
        Some(number) if number <= 0.0 => report(checker, value.span, &wording::below_minimum(&repr_value(value)), help),
        _ => wrong_type(checker, value, kind, help),
    }
}
