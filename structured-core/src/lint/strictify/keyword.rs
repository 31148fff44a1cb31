//! Keywords that go: annotations are dropped, constraints are said in words, constants are enums.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Mender;
use crate::lint::document::{Node, Value};
use crate::lint::mend;

/// Keywords that say nothing about the values, or only repeat what a strict schema says anyway.
const DROPPED: &[&str] = &["default", "examples", "$schema", "$id", "discriminator", "contentSchema"];

/// Keywords of a structure that strict schemas close anyway; dropped if they are `false`.
const CLOSING: &[&str] = &["unevaluatedProperties", "unevaluatedItems", "additionalItems"];

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
    /// `const` is an enum of one value.
    pub(super) fn constant(&mut self, schema: &mut Node) {
        let is_plain = |value: &&Node| value.members().is_none() && value.elements().is_none();
        let Some(constant) = schema.get("const").filter(is_plain) else { return };
        let value = constant.clone();
        if schema.get("enum").is_some() {
            schema.remove("enum");
        }
        if let Some(member) =
            schema.members_mut().and_then(|members| members.iter_mut().find(|member| &*member.name == "const"))
        {
            member.name = "enum".into();
            member.value.value = Value::Array(Vec::from([value]));
            self.changed("turned `const` into an `enum` of one value");
        }
    }

    pub(super) fn drop_annotations(&mut self, schema: &mut Node) {
        let Some(members) = schema.members() else { return };
        let goes = |name: &str, value: &Node| {
            DROPPED.contains(&name)
                || (CLOSING.contains(&name) && value.value == Value::Bool(false))
                || (!KEPT.contains(&name) && !mend::is_known(name))
        };
        let dropped: Vec<String> = members
            .iter()
            .filter(|member| goes(&member.name, &member.value))
            .map(|member| member.name.to_string())
            .collect();
        for name in dropped {
            schema.remove(&name);
            self.changed(format!("dropped `{name}`"));
        }
    }

    /// Moves constraints that the profile does not have into the description, where a model at least reads them.
    pub(super) fn describe_constraints(&mut self, schema: &mut Node) {
        let Some(members) = schema.members() else { return };
        let said: Vec<(String, String)> = members
            .iter()
            .filter(|member| !self.has(&member.name, &member.value))
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
        let description = match schema.get("description").and_then(Node::as_str) {
            _ if words.is_empty() => return,
            Some(text) if !text.is_empty() => format!("{text} ({words})"),
            _ => words,
        };
        schema.set("description", Value::string(&description));
    }

    fn has(&self, keyword: &str, value: &Node) -> bool {
        match keyword {
            "format" if self.profile.keyword(keyword).is_some() => {
                value.as_str().is_some_and(|format| self.profile.formats.contains(&format))
            }
            _ => self.profile.keyword(keyword).is_some(),
        }
    }
}

/// A constraint as a phrase; `None` if the keyword is none that a phrase can replace.
fn in_words(keyword: &str, value: &Node) -> Option<String> {
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
