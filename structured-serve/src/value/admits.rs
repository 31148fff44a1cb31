//! Whether a schema admits a value, and if not, where and why.

use std::collections::HashMap;

use super::plan::{ArrayRule, ObjectRule, Plan, Shape};
use crate::linter::{JsonValue, Value, escape_pointer};

impl Plan {
    /// Why `value` is not admitted; `None` if it is.
    pub(crate) fn refusal(&self, value: &JsonValue) -> Option<String> {
        let mut judge = Judge { plan: self, known: HashMap::new() };
        if judge.admits(0, value) {
            return None;
        }
        Some(judge.reason(0, value))
    }
}

struct Judge<'p> {
    plan: &'p Plan,
    /// The results for pairs of a shape and a value. Without them, unions inside unions would be looked at again and
    /// again.
    known: HashMap<(usize, usize), bool>,
}

/// The reader of JSON texts limits how deep values nest, which bounds this recursion.
impl Judge<'_> {
    fn admits(&mut self, shape: usize, value: &JsonValue) -> bool {
        let key = (shape, std::ptr::from_ref(value) as usize);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let plan = self.plan;
        let admits = match (&plan.shapes[shape], &value.value) {
            (Shape::Any, _) | (Shape::Null, Value::Null) | (Shape::Boolean, Value::Bool(_)) => true,
            (Shape::Number(rule), Value::Number(spelling)) => rule.admits(spelling),
            (Shape::Text(rule), Value::String(text)) => rule.admits(text),
            (Shape::Values(values), _) => is_one_of(values, value),
            (Shape::Choice(branches), _) => branches.iter().any(|branch| self.admits(*branch, value)),
            (Shape::Array(rule), Value::Array(items)) => {
                has_count(rule, items) && parts(rule, items).into_iter().all(|(shape, item)| self.admits(shape, item))
            }
            (Shape::Object(rule), Value::Object(_)) => {
                missing(rule, value).is_none()
                    && value.members().unwrap_or_default().iter().all(|member| {
                        shape_of(rule, &member.name).is_some_and(|shape| self.admits(shape, &member.value))
                    })
            }
            _ => false,
        };
        self.known.insert(key, admits);
        admits
    }

    /// The innermost place that is not admitted, as a JSON pointer, and the reason.
    fn reason(&mut self, mut shape: usize, mut value: &JsonValue) -> String {
        let plan = self.plan;
        let mut pointer = String::new();
        loop {
            let (next, part, at): (usize, &JsonValue, String) = match (&plan.shapes[shape], &value.value) {
                (Shape::Object(rule), Value::Object(members)) => {
                    if let Some(name) = missing(rule, value) {
                        return format!("at `{pointer}`: the property `{name}` is missing");
                    }
                    let wrong = members.iter().find_map(|member| match shape_of(rule, &member.name) {
                        None => Some(Err(&member.name)),
                        Some(shape) => (!self.admits(shape, &member.value)).then_some(Ok((shape, member))),
                    });
                    match wrong {
                        Some(Ok((shape, member))) => (shape, &member.value, escape_pointer(&member.name)),
                        Some(Err(name)) => return format!("at `{pointer}`: the schema has no property `{name}`"),
                        None => return format!("at `{pointer}`"),
                    }
                }
                (Shape::Array(rule), Value::Array(items)) if has_count(rule, items) => {
                    let parts = parts(rule, items);
                    let wrong = parts.into_iter().enumerate().find(|(_, (shape, item))| !self.admits(*shape, item));
                    match wrong {
                        Some((index, (shape, item))) => (shape, item, index.to_string()),
                        None => return format!("at `{pointer}`"),
                    }
                }
                (Shape::Choice(branches), _) => {
                    // The branch of the same type gives a better reason than "no branch".
                    match branches.iter().find(|branch| is_of_type(&plan.shapes[**branch], &value.value)) {
                        Some(branch) => {
                            shape = *branch;
                            continue;
                        }
                        None => return format!("at `{pointer}`: no branch of the union admits {}", excerpt(value)),
                    }
                }
                (shape, _) => return format!("at `{pointer}`: {} is not {}", excerpt(value), expected(shape)),
            };
            (shape, value) = (next, part);
            pointer.push('/');
            pointer.push_str(&at);
        }
    }
}

/// The items, each with its shape.
fn parts<'v>(rule: &ArrayRule, items: &'v [JsonValue]) -> Vec<(usize, &'v JsonValue)> {
    items.iter().enumerate().map(|(index, item)| (*rule.prefix.get(index).unwrap_or(&rule.items), item)).collect()
}

fn is_one_of(values: &[Box<str>], value: &JsonValue) -> bool {
    let text = value.to_minified();
    values.iter().any(|known| **known == *text)
}

fn has_count(rule: &ArrayRule, items: &[JsonValue]) -> bool {
    (rule.least..=rule.most).contains(&(items.len() as u64))
}

/// The first required property that `value` lacks.
fn missing<'p>(rule: &'p ObjectRule, value: &JsonValue) -> Option<&'p str> {
    let members: std::collections::HashSet<&str> =
        value.members().unwrap_or_default().iter().map(|member| &*member.name).collect();
    let required = rule.properties.iter().filter(|property| property.required);
    required.map(|property| &*property.name).find(|name| !members.contains(name))
}

fn shape_of(rule: &ObjectRule, name: &str) -> Option<usize> {
    rule.by_name.get(name).copied().or(rule.others)
}

fn is_of_type(shape: &Shape, value: &Value) -> bool {
    matches!(
        (shape, value),
        (Shape::Object(_), Value::Object(_))
            | (Shape::Array(_), Value::Array(_))
            | (Shape::Text(_) | Shape::Values(_), Value::String(_))
            | (Shape::Number(_), Value::Number(_))
    )
}

fn excerpt(value: &JsonValue) -> String {
    let text = value.to_minified();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

fn expected(shape: &Shape) -> String {
    match shape {
        Shape::Never => "admitted: no value is".to_owned(),
        Shape::Any | Shape::Choice(_) => "admitted".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Boolean => "a boolean".to_owned(),
        Shape::Number(_) => "a number within its bounds".to_owned(),
        Shape::Text(_) => "a string of the right form".to_owned(),
        Shape::Values(values) => {
            format!("one of {}", values.iter().take(8).map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", "))
        }
        Shape::Array(_) => "an array of the right length".to_owned(),
        Shape::Object(_) => "an object".to_owned(),
    }
}
