//! The values of `enum` and `const`: they must satisfy the rest of their schema, and they must be writable.

use regex_lite::Regex;

use super::checker::Checker;
use crate::json::{JsonValue, Value};
use crate::rule::Rule;
use crate::wording;
use structured_core::profile::{FORBIDDEN_IN_LITERALS, Keyword};

/// Checks the values of `node`, a schema of these types.
pub(super) fn check<'a>(checker: &mut Checker<'a, '_, '_>, node: &'a JsonValue, types: &[&str]) {
    let constant = node.get("const").map(core::slice::from_ref);
    let listed = node.get("enum").map(|list| (list, list.elements().filter(|values| !values.is_empty())));
    if !checker.is_strict() || checker.is_at_refused_root() {
        return;
    }
    if let (Some([constant]), Some((_, Some(values)))) = (constant, listed)
        && !values.contains(constant)
    {
        let message = "`const` is not one of the values of `enum`, so no value satisfies both".into();
        checker.error(Rule::Unsatisfiable, constant.span, message, "leave one of the two out");
    }
    let mut narrowing = None;
    for value in constant.into_iter().chain(listed.and_then(|(_, values)| values)).flatten() {
        let is_of_type = types.is_empty() || types.iter().any(|kind| is_of_type(value, kind));
        let narrowing = narrowing.get_or_insert_with(|| Narrowing::of(node));
        if !is_of_type || !narrowing.admits(value) {
            let sentence = wording::enum_value(&python(value), &narrowing.as_python(types));
            let message = checker.message_of(&sentence);
            let help = if is_of_type {
                "change the keyword, or remove the value"
            } else {
                "change `type`, or remove the value"
            };
            checker.error(Rule::EnumValue, value.span, message, help);
        }
        let text = value.as_str().unwrap_or_default();
        if let Some((found, name)) = FORBIDDEN_IN_LITERALS.iter().find(|(byte, _)| text.bytes().any(|b| b == *byte)) {
            let help = format!("write the value without {name}, and map it back after parsing");
            checker.error_in(Rule::Literal, value.span, &wording::literal(char::from(*found)), help);
        }
    }
}

/// Whether a keyword beside the values of `node` refuses one of them.
pub(crate) fn contradicted(node: &JsonValue) -> bool {
    let values = match node.get("const") {
        Some(constant) => core::slice::from_ref(constant),
        None => node.get("enum").and_then(JsonValue::elements).unwrap_or_default(),
    };
    if values.is_empty() {
        return false;
    }
    let narrowing = Narrowing::of(node);
    values.iter().any(|value| !narrowing.admits(value))
}

/// The keywords beside an enum that its values must satisfy too, as the API checks them.
struct Narrowing<'a> {
    keywords: Vec<(&'a str, &'a JsonValue)>,
    /// `None` if there is no pattern, or if its syntax is not understood here.
    pattern: Option<Regex>,
}

impl<'a> Narrowing<'a> {
    fn of(node: &'a JsonValue) -> Self {
        let is_keyword = |name: &str| {
            Keyword::ALL.iter().any(|keyword| keyword.name() == name) || ["minLength", "maxLength"].contains(&name)
        };
        let members = node.members().unwrap_or_default().iter();
        let keywords = members.filter(|member| is_keyword(&member.name)).map(|member| (&*member.name, &member.value));
        let pattern = node.get("pattern").and_then(JsonValue::as_str).and_then(|pattern| Regex::new(pattern).ok());
        Self { keywords: keywords.collect(), pattern }
    }

    fn admits(&self, value: &JsonValue) -> bool {
        self.keywords.iter().all(|(name, keyword)| match (&value.value, keyword.as_number()) {
            (Value::String(text), _) if *name == "pattern" => {
                self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text))
            }
            (Value::String(text), Some(bound)) => satisfies_length(name, bound, text.chars().count()),
            (Value::Number(_), Some(bound)) => value.as_number().is_none_or(|number| satisfies(name, bound, number)),
            _ => true,
        })
    }

    /// The schema without its values, as Python prints it.
    fn as_python(&self, types: &[&str]) -> String {
        let kind = (!types.is_empty()).then(|| format!("'type': {}", wording::repr_types(types)));
        let keywords = self.keywords.iter().map(|(name, value)| {
            let value = value.as_str().map_or_else(|| python(value), wording::repr);
            format!("'{name}': {value}")
        });
        kind.into_iter().chain(keywords).collect::<Vec<_>>().join(", ")
    }
}

fn satisfies(keyword: &str, bound: f64, number: f64) -> bool {
    match keyword {
        "minimum" => number >= bound,
        "maximum" => number <= bound,
        "exclusiveMinimum" => number > bound,
        "exclusiveMaximum" => number < bound,
        // Decimal steps are not exact floats: a number that is nearly a multiple is one.
        "multipleOf" => bound <= 0.0 || (number / bound - (number / bound).round()).abs() < 1e-9,
        _ => true,
    }
}

#[expect(clippy::cast_precision_loss, reason = "no string is that long")]
fn satisfies_length(keyword: &str, bound: f64, characters: usize) -> bool {
    match keyword {
        "minLength" => characters as f64 >= bound,
        "maxLength" => characters as f64 <= bound,
        _ => true,
    }
}

fn is_of_type(value: &JsonValue, kind: &str) -> bool {
    match &value.value {
        Value::Null => kind == "null",
        Value::Bool(_) => kind == "boolean",
        Value::Number(_) => kind == "number" || (kind == "integer" && is_whole(value)),
        Value::String(_) => kind == "string",
        Value::Array(_) => kind == "array",
        Value::Object(_) => kind == "object",
    }
}

/// Whether a number has no fraction, however it is spelled: `1.0` is an integer.
fn is_whole(value: &JsonValue) -> bool {
    value.as_number().is_some_and(|number| number.fract() == 0.0)
}

/// A value as Python's `str` shows it.
fn python(value: &JsonValue) -> String {
    match &value.value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::String(text) => text.to_string(),
        _ => value.to_minified(),
    }
}
