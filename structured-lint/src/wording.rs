//! The API's sentences, each as a template, and how the API prints a path.
//!
//! The texts are those that users of the API quote in their reports (HTTP 400, `error.message`). A search engine finds
//! the same words.

use crate::json::{JsonValue, Member, Value};

/// What a schema is sent as. Messages begin with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usage {
    ResponseFormat,
    Function,
}

/// The beginning of a sentence: what the schema is sent as, and under which name.
#[derive(Debug, Clone)]
pub(crate) struct MessagePrefix {
    pub(crate) usage: Usage,
    pub(crate) name: String,
}

impl MessagePrefix {
    /// `Invalid schema for response_format 'x': ` and the sentence.
    pub(crate) fn message(&self, sentence: &str) -> String {
        format!("{}: {sentence}", self.subject())
    }

    /// A sentence about a place.
    pub(crate) fn message_in(&self, path: &[String], sentence: &str) -> String {
        self.message(&format!("In context={}, {sentence}", tuple(path)))
    }

    /// The two sentences that the API writes without `In `.
    pub(crate) fn message_of(&self, path: &[String], sentence: &str) -> String {
        self.message(&format!("context={}, {sentence}", tuple(path)))
    }

    /// The API's sentence when it has no more specific one.
    pub(crate) fn not_a_schema(&self) -> String {
        format!("{}. Please ensure it is a valid JSON Schema.", self.subject())
    }

    fn subject(&self) -> String {
        let usage = match self.usage {
            Usage::ResponseFormat => "response_format",
            Usage::Function => "function",
        };
        format!("Invalid schema for {usage} '{}'", self.name)
    }
}

pub(crate) const OPEN_OBJECT: &str = "'additionalProperties' is required to be supplied and to be false.";
pub(crate) const MISSING_TYPE: &str = "schema must have a 'type' key.";
pub(crate) const MISSING_ITEMS: &str = "array schema missing items.";
pub(crate) const MISSING_PROPERTIES: &str = "object schema missing properties.";
pub(crate) const REFERENCE_TARGET: &str =
    "reference can only point to definitions defined at the top level of the schema.";
pub(crate) const FIRST_PROPERTY: &str = "Invalid schema: Objects provided via 'anyOf' must not share identical first \
     keys. Consider adding a discriminator key or rearranging the properties to ensure the first key is unique.";

const REQUIRED: &str = "'required' is required to be supplied and to be an array including every key in properties.";

/// The sentence of Python's `jsonschema` about an empty list that must not be empty.
pub(crate) const EMPTY_LIST: &str = "[] should be non-empty.";

/// The API checks a schema with Python's `jsonschema`, and prints its message.
pub(crate) fn not_of_type(value: &str, kind: &str) -> String {
    format!("{value} is not of type '{kind}'.")
}

pub(crate) fn not_a_type(value: &str) -> String {
    format!("{value} is not valid under any of the given schemas.")
}

pub(crate) fn repeated(value: &str) -> String {
    format!("{value} has non-unique elements.")
}

pub(crate) fn below_minimum(value: &str) -> String {
    format!("{value} is less than the minimum of 0.")
}

pub(crate) fn not_a_regex(pattern: &str) -> String {
    format!("{} is not a 'regex'.", repr(pattern))
}

pub(crate) fn unknown_parameter(path: &str) -> String {
    format!("Unknown parameter: '{path}'.")
}

pub(crate) fn missing_required(name: &str) -> String {
    format!("{REQUIRED} Missing '{name}'.")
}

pub(crate) fn extra_required(name: &str) -> String {
    format!("{REQUIRED} Extra required key '{name}' supplied.")
}

pub(crate) fn not_permitted(keyword: &str) -> String {
    format!("'{keyword}' is not permitted.")
}

pub(crate) fn not_a_format(format: &str) -> String {
    format!("'{format}' is not a valid format.")
}

pub(crate) fn reference_siblings(keywords: &[&str]) -> String {
    let keywords: Vec<String> = keywords.iter().map(|keyword| repr(keyword)).collect();
    format!("$ref cannot have keywords {{{}}}.", keywords.join(", "))
}

pub(crate) fn enum_value(value: &str, schema: &str) -> String {
    format!("enum value {value} does not validate against {{{schema}}}.")
}

pub(crate) fn literal(character: char) -> String {
    format!("{} is not allowed in string literals for structured outputs (strict=true).", character.escape_default())
        .replace("\\\"", "\"")
}

pub(crate) fn root_type(found: &str) -> String {
    format!("schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{found}\"'.")
}

pub(crate) fn root_union(keyword: &str) -> String {
    format!(
        "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level. \
         Found '{keyword}'."
    )
}

pub(crate) fn levels(found: usize, limit: usize) -> String {
    format!("{found} levels of nesting exceeds limit of {limit}.")
}

pub(crate) fn properties(found: usize, limit: usize) -> String {
    format!("{found} parameters exceeds limit of {limit}.")
}

pub(crate) fn enum_values(found: usize, limit: usize, opt_out: &str) -> String {
    format!(
        "Expected at most {limit} enum values in total within a single schema when using structured outputs, but \
         received {found}. Consider reducing the number of enums, or {opt_out}."
    )
}

pub(crate) fn long_enum(found: usize, limit: usize, from: usize, opt_out: &str) -> String {
    format!(
        "Expected at most {limit} total characters across enum values when there are more than {from} enum values, but \
         received {found}. Consider reducing the number of enums, or {opt_out}."
    )
}

/// Only a paraphrase of this sentence is on record.
pub(crate) fn total_characters(found: usize, limit: usize) -> String {
    format!("Expected the total schema size to be less than {limit} characters, but received {found}.")
}

pub(crate) fn missing_parameter(path: &str) -> String {
    format!("Missing required parameter: '{path}'.")
}

pub(crate) fn invalid_format(found: &str) -> String {
    format!("Invalid value: '{found}'. Supported values are: 'json_object', 'json_schema', and 'text'.")
}

pub(crate) fn invalid_type(path: &str, expected: &str, found: &JsonValue) -> String {
    let found = match &found.value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(text) if text.contains(['.', 'e', 'E']) => "a decimal",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    format!("Invalid type for '{path}': expected {expected}, but got {found} instead.")
}

pub(crate) fn name_pattern(path: &str, pattern: &str) -> String {
    format!("Invalid '{path}': string does not match pattern. Expected a string that matches the pattern '{pattern}'.")
}

pub(crate) fn too_long(path: &str, found: usize, limit: usize) -> String {
    format!(
        "Invalid '{path}': string too long. Expected a string with maximum length {limit}, but got a string with \
         length {found} instead."
    )
}

pub(crate) fn too_many(path: &str, found: usize, limit: usize) -> String {
    format!(
        "Invalid '{path}': array too long. Expected an array with maximum length {limit}, but got an array with length \
         {found} instead."
    )
}

/// The sentence of `llama.cpp`'s server, which gives the place as a JSON pointer.
pub(crate) fn llama_reference(pointer: &str, target: &str) -> String {
    format!(
        "JSON schema error at #{pointer}: unsupported $ref {target}, only references into the same document are \
         supported"
    )
}

/// A path, as Python prints a tuple of strings.
fn tuple(path: &[String]) -> String {
    match path {
        [one] => format!("({},)", repr(one)),
        many => format!("({})", many.iter().map(|part| repr(part)).collect::<Vec<_>>().join(", ")),
    }
}

/// A string as Python prints it: single quotes, unless the text has one and no double quote.
pub(crate) fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character == quote => {
                out.push('\\');
                out.push(character);
            }
            _ if character.is_ascii_control() => out.extend(format!("\\x{:02x}", character as u32).chars()),
            _ => out.push(character),
        }
    }
    out.push(quote);
    out
}

/// The value of `type` as Python prints it.
pub(crate) fn repr_types(types: &[&str]) -> String {
    match types {
        [one] => repr(one),
        many => format!("[{}]", many.iter().map(|kind| repr(kind)).collect::<Vec<_>>().join(", ")),
    }
}

/// A value as Python prints it.
pub(crate) fn repr_value(value: &JsonValue) -> String {
    match &value.value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(text) => text.to_string(),
        Value::String(text) => repr(text),
        Value::Array(elements) => format!("[{}]", elements.iter().map(repr_value).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let member = |member: &Member| format!("{}: {}", repr(&member.name), repr_value(&member.value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
    }
}
