//! Keywords that go: annotations are dropped, constraints are said in words.

use super::mender::Mender;
use crate::help;
use crate::json::{JsonValue, Value};
use crate::rules::bounds;
use crate::rules::values::contradicted;
use crate::schema::shape::is_tuple;

/// Keywords that say nothing about the values, or only repeat what a strict schema says anyway.
const DROPPED: &[&str] = &["default", "examples", "$schema", "$id", "discriminator", "contentSchema"];

/// Keywords that are never touched here: the structure, and what describes it.
const KEPT: &[&str] = &[
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "const",
    "anyOf",
    "$ref",
    "title",
    "description",
    "nullable",
];

impl Mender<'_, '_> {
    /// Drops what is not taken and says nothing.
    pub(super) fn drop_annotations(&mut self, schema: &mut JsonValue) {
        let Some(members) = schema.members() else { return };
        let dropped: Vec<String> = members
            .iter()
            .filter(|member| self.goes(schema, &member.name, &member.value))
            .map(|member| member.name.to_string())
            .collect();
        for name in dropped {
            schema.remove(&name);
            self.changed(format!("dropped `{name}`"));
        }
    }

    fn goes(&self, schema: &JsonValue, name: &str, value: &JsonValue) -> bool {
        if self.takes(schema, name) {
            return false;
        }
        let is_off = value.value == Value::Bool(false);
        match name {
            // Strict objects are closed by `additionalProperties`.
            "unevaluatedProperties" => is_off && self.profile.strict,
            // Behind a tuple, they say that there is no more.
            "unevaluatedItems" | "additionalItems" => is_off && !is_tuple(schema),
            _ => DROPPED.contains(&name) || !KEPT.contains(&name) && !help::is_known(name),
        }
    }

    /// Whether the profile takes the annotation `name` in `schema`; beside a reference, it takes none.
    pub(super) fn takes(&self, schema: &JsonValue, name: &str) -> bool {
        self.profile.annotations.contains(&name) && schema.get("$ref").is_none()
    }

    /// `"exclusiveMinimum": true`, as draft 4 has it beside `minimum`, is a bound of its own since.
    pub(super) fn exclusive_bounds(&mut self, schema: &mut JsonValue) {
        if !self.profile.strict {
            return;
        }
        for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            match schema.get(exclusive).map(|value| &value.value) {
                Some(Value::Bool(false)) => {
                    schema.remove(exclusive);
                    self.changed(format!("dropped `\"{exclusive}\": false`"));
                }
                Some(Value::Bool(true)) if schema.get(bound).is_some_and(|bound| bound.as_number().is_some()) => {
                    let Some(value) = schema.remove(bound) else { continue };
                    schema.set(exclusive, value.value);
                    self.changed(format!("made `{bound}` the `{exclusive}` that it is called to be"));
                }
                _ => {}
            }
        }
    }

    /// Moves constraints that the profile does not have into the description, where a model at least reads them.
    pub(super) fn describe_constraints(&mut self, schema: &mut JsonValue) {
        let Some(members) = schema.members() else { return };
        // What no value satisfies is no better in words: it stays, and stays reported.
        let is_crossed =
            |name: &str| bounds::crossed(schema).any(|(low, high, _)| [&*low.name, &*high.name].contains(&name));
        let is_contradicted = contradicted(schema);
        let said: Vec<(String, String)> = members
            .iter()
            .filter(|member| !self.has(&member.name, &member.value))
            .filter(|member| !is_contradicted && !is_crossed(&member.name))
            .filter_map(|member| Some((member.name.to_string(), in_words(&member.name, &member.value)?)))
            .collect();
        if said.is_empty() {
            return;
        }
        for (name, _) in &said {
            schema.remove(name);
            self.changed(format!("moved `{name}` into the description"));
        }
        let words = said.into_iter().map(|(_, words)| words).filter(|words| !words.is_empty());
        let words = words.collect::<Vec<_>>().join("; ");
        let description = match schema.get("description").and_then(JsonValue::as_str) {
            _ if words.is_empty() => return,
            Some(text) if !text.is_empty() => format!("{text} ({words})"),
            _ => words,
        };
        schema.set("description", Value::string(&description));
    }

    fn has(&self, keyword: &str, value: &JsonValue) -> bool {
        match keyword {
            "format" if self.profile.keyword(keyword).is_some() => {
                value.as_str().is_some_and(|format| self.profile.formats.contains(&format))
            }
            _ => self.profile.keyword(keyword).is_some(),
        }
    }
}

/// A constraint as a phrase; `None` if the keyword is none that a phrase can replace.
fn in_words(keyword: &str, value: &JsonValue) -> Option<String> {
    let value = match &value.value {
        Value::String(text) | Value::Number(text) => text.to_string(),
        Value::Bool(true) if keyword == "uniqueItems" => return Some("no two items are equal".into()),
        Value::Bool(false) if keyword == "uniqueItems" => return Some(String::new()),
        _ => return None,
    };
    let of = |noun: &str| if value == "1" { noun.to_string() } else { format!("{noun}s") };
    Some(match keyword {
        "minLength" => format!("at least {value} {}", of("character")),
        "maxLength" => format!("at most {value} {}", of("character")),
        "pattern" => format!("matches the regular expression {value}"),
        "format" => format!("format: {value}"),
        "minimum" => format!("at least {value}"),
        "maximum" => format!("at most {value}"),
        "exclusiveMinimum" => format!("greater than {value}"),
        "exclusiveMaximum" => format!("less than {value}"),
        "multipleOf" => format!("a multiple of {value}"),
        "minItems" => format!("at least {value} {}", of("item")),
        "maxItems" => format!("at most {value} {}", of("item")),
        "minProperties" => format!("at least {value} properties"),
        "maxProperties" => format!("at most {value} properties"),
        "contentEncoding" => format!("encoded as {value}"),
        "contentMediaType" => format!("of the media type {value}"),
        _ => return None,
    })
}
