//! Keywords that are removed: annotations are dropped, and constraints move into the description.

use std::collections::HashSet;

use super::fixer::{Effect, Fixer};
use super::merge::is_equal;
use crate::help;
use crate::json::{JsonValue, Value, escape_pointer};
use crate::rules::bounds;
use crate::rules::values::contradicted;
use crate::schema::shape::is_tuple;

/// Keywords that do not constrain values, or that only repeat what a strict schema requires anyway.
const DROPPED: &[&str] = &["default", "examples", "$schema", "$id", "discriminator", "contentSchema"];

/// Keywords for references, which contain definitions in the places of older drafts and of other formats.
const HOLDERS: &[&str] = &["$defs", "definitions"];

/// Keywords that are never changed here: the structure, and its description.
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

impl Fixer<'_, '_> {
    /// Drops keywords that are not accepted and do not constrain the value.
    pub(super) fn drop_annotations(&mut self, schema: &mut JsonValue) {
        let Some(members) = schema.members() else { return };
        // Looked up once: an object may have any number of unknown members.
        let is_reference = schema.get("$ref").is_some();
        let dropped: Vec<String> = members
            .iter()
            .filter(|member| !self.is_taken(&member.name, is_reference))
            .filter(|member| self.goes(schema, &member.name, &member.value) && !self.is_pinned(&member.name))
            .map(|member| member.name.to_string())
            .collect();
        let names: HashSet<&str> = dropped.iter().map(String::as_str).collect();
        if let Some(members) = schema.members_mut() {
            members.retain(|member| !names.contains(&*member.name));
        }
        for name in dropped {
            self.changed(Effect::Same, format!("dropped `{name}`"));
        }
    }

    fn goes(&self, schema: &JsonValue, name: &str, value: &JsonValue) -> bool {
        let is_off = value.value == Value::Bool(false);
        match name {
            // `items` has evaluated every item; in draft 7 the other keyword has an effect only beside tuples.
            "unevaluatedItems" => is_off && !is_tuple(schema) && schema.get("items").is_some(),
            "additionalItems" => is_off && !is_tuple(schema),
            // The targets of references have become definitions of the root.
            _ if HOLDERS.contains(&name) => self.profile.strict && !self.is_at_root,
            _ => DROPPED.contains(&name) || !KEPT.contains(&name) && !help::is_known(name),
        }
    }

    /// Whether a reference points into the member `name` of the current schema.
    fn is_pinned(&self, name: &str) -> bool {
        let place = format!("{}/{}", &self.path[self.root.len()..], escape_pointer(name));
        let below = format!("{place}/");
        let first_from = |text: &str| self.pinned.get(self.pinned.partition_point(|pinned| **pinned < *text));
        first_from(&place) == Some(&place) || first_from(&below).is_some_and(|pinned| pinned.starts_with(&below))
    }

    /// `unevaluatedProperties: false` beside properties alone closes the object, as `additionalProperties: false` does.
    pub(super) fn close_unevaluated(&mut self, schema: &mut JsonValue) {
        let is_off = schema.get("unevaluatedProperties").is_some_and(|rest| rest.value == Value::Bool(false));
        let others =
            ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas", "patternProperties"];
        if !self.profile.strict || !is_off || others.iter().any(|keyword| schema.get(keyword).is_some()) {
            return;
        }
        if schema.get("additionalProperties").is_some() {
            schema.remove("unevaluatedProperties");
            self.changed(
                Effect::Same,
                "dropped `unevaluatedProperties`, which has no effect beside `additionalProperties`",
            );
        } else if schema.get("properties").is_some() {
            schema.rename("unevaluatedProperties", "additionalProperties");
            self.changed(Effect::Same, "turned `unevaluatedProperties` into `additionalProperties`");
        }
    }

    /// A dropped default is mentioned in the description.
    pub(super) fn describe_default(&mut self, schema: &mut JsonValue) {
        let Some(default) = schema.get("default").filter(|_| !self.takes(schema, "default")) else { return };
        let only = schema.get("const").or(match schema.get("enum").and_then(JsonValue::elements) {
            Some([only]) => Some(only),
            _ => None,
        });
        if default.value == Value::Null || only.is_some_and(|only| is_equal(only, default)) {
            return;
        }
        let words = format!("default: {}", default.to_minified());
        schema.remove("default");
        describe(schema, &words);
        self.changed(Effect::Same, "moved `default` into the description");
    }

    /// Whether the profile accepts the annotation `name` in `schema`. Beside a reference, it accepts none.
    pub(super) fn takes(&self, schema: &JsonValue, name: &str) -> bool {
        self.is_taken(name, schema.get("$ref").is_some())
    }

    fn is_taken(&self, name: &str, is_reference: bool) -> bool {
        // `$schema` decides what the other keywords mean.
        let is_dialect = name == "$schema" && self.is_at_root;
        self.profile.annotations.contains(&name) && (is_dialect || !is_reference)
    }

    /// `"exclusiveMinimum": true`, which draft 4 has beside `minimum`, is a separate bound in later drafts.
    pub(super) fn exclusive_bounds(&mut self, schema: &mut JsonValue) {
        if !self.profile.strict {
            return;
        }
        for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            match schema.get(exclusive).map(|value| &value.value) {
                Some(Value::Bool(false)) => {
                    schema.remove(exclusive);
                    self.changed(Effect::Same, format!("dropped `\"{exclusive}\": false`"));
                }
                Some(Value::Bool(true)) if schema.get(bound).is_some_and(|bound| bound.as_number().is_some()) => {
                    let Some(value) = schema.remove(bound) else { continue };
                    schema.set(exclusive, value.value);
                    self.changed(Effect::Same, format!("turned `{bound}` into `{exclusive}`"));
                }
                _ => {}
            }
        }
    }

    /// Moves constraints that the profile does not have into the description, where the model reads them.
    pub(super) fn describe_constraints(&mut self, schema: &mut JsonValue) {
        let Some(members) = schema.members() else { return };
        // A constraint that no value satisfies is no better as a phrase: it stays, and stays reported.
        let is_crossed =
            |name: &str| bounds::crossed(schema).any(|(low, high, _)| [&*low.name, &*high.name].contains(&name));
        let is_contradicted = contradicted(schema);
        let phrases: Vec<(String, String)> = members
            .iter()
            .filter(|member| !self.has(&member.name, &member.value))
            .filter_map(|member| Some((member.name.to_string(), in_words(&member.name, &member.value)?)))
            .filter(|(name, _)| !is_contradicted && !is_crossed(name))
            .collect();
        if phrases.is_empty() {
            return;
        }
        for (name, _) in &phrases {
            schema.remove(name);
            self.changed(Effect::Wider, format!("moved `{name}` into the description"));
        }
        let words = phrases.into_iter().map(|(_, words)| words).filter(|words| !words.is_empty());
        let words = words.collect::<Vec<_>>().join("; ");
        if !words.is_empty() {
            describe(schema, &words);
        }
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

/// Adds `words` to the description.
fn describe(schema: &mut JsonValue, words: &str) {
    let description = match schema.get("description").and_then(JsonValue::as_str) {
        Some(text) if !text.is_empty() => format!("{text} ({words})"),
        _ => words.to_owned(),
    };
    schema.set("description", Value::string(&description));
}

/// A constraint as a phrase; `None` if no phrase can replace the keyword.
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
