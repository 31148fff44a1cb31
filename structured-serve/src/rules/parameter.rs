//! The members of a request, their types and bounds, as tables.

use super::message;
use crate::api_error::ApiError;
use crate::linter::{JsonValue, Value};

/// A member of a request, or of an object in it.
#[derive(Debug)]
pub(super) struct Parameter {
    name: &'static str,
    kind: Kind,
}

/// The type of a member.
#[derive(Debug)]
pub(super) enum Kind {
    /// A value with special rules, or without any.
    Any,
    Boolean,
    /// An integer from the first to the second number.
    Integer(i64, i64),
    /// A number from the first to the second.
    Decimal(f64, f64),
    String,
    OneOf(&'static [&'static str]),
    Object,
    Array,
}

const fn parameter(name: &'static str, kind: Kind) -> Parameter {
    Parameter { name, kind }
}

const SERVICE_TIERS: &[&str] = &["auto", "default", "flex", "scale", "priority"];
const VERBOSITIES: &[&str] = &["low", "medium", "high"];
const EFFORTS: &[&str] = &["none", "minimal", "low", "medium", "high", "xhigh"];

/// `POST /v1/chat/completions`. Source: the API's public description of 2026.
pub(super) const CHAT: &[Parameter] = &[
    parameter("messages", Kind::Any),
    parameter("model", Kind::Any),
    parameter("audio", Kind::Object),
    parameter("frequency_penalty", Kind::Decimal(-2.0, 2.0)),
    parameter("function_call", Kind::Any),
    parameter("functions", Kind::Array),
    parameter("logit_bias", Kind::Object),
    parameter("logprobs", Kind::Boolean),
    parameter("max_completion_tokens", Kind::Integer(1, i64::MAX)),
    parameter("max_tokens", Kind::Integer(1, i64::MAX)),
    parameter("metadata", Kind::Object),
    parameter("modalities", Kind::Array),
    parameter("n", Kind::Integer(1, 128)),
    parameter("parallel_tool_calls", Kind::Boolean),
    parameter("prediction", Kind::Object),
    parameter("presence_penalty", Kind::Decimal(-2.0, 2.0)),
    parameter("prompt_cache_key", Kind::String),
    parameter("prompt_cache_retention", Kind::String),
    parameter("reasoning_effort", Kind::OneOf(EFFORTS)),
    parameter("response_format", Kind::Any),
    parameter("safety_identifier", Kind::String),
    parameter("seed", Kind::Integer(i64::MIN, i64::MAX)),
    parameter("service_tier", Kind::OneOf(SERVICE_TIERS)),
    parameter("stop", Kind::Any),
    parameter("store", Kind::Boolean),
    parameter("stream", Kind::Boolean),
    parameter("stream_options", Kind::Object),
    parameter("temperature", Kind::Decimal(0.0, 2.0)),
    parameter("tool_choice", Kind::Any),
    parameter("tools", Kind::Array),
    parameter("top_logprobs", Kind::Integer(0, 20)),
    parameter("top_p", Kind::Decimal(0.0, 1.0)),
    parameter("user", Kind::String),
    parameter("verbosity", Kind::OneOf(VERBOSITIES)),
    parameter("web_search_options", Kind::Object),
];

/// `POST /v1/responses`.
pub(super) const RESPONSES: &[Parameter] = &[
    parameter("model", Kind::Any),
    parameter("input", Kind::Any),
    parameter("background", Kind::Boolean),
    parameter("context_management", Kind::Any),
    parameter("conversation", Kind::Any),
    parameter("include", Kind::Array),
    parameter("instructions", Kind::Any),
    parameter("max_output_tokens", Kind::Integer(16, i64::MAX)),
    parameter("max_tool_calls", Kind::Integer(1, i64::MAX)),
    parameter("metadata", Kind::Object),
    parameter("parallel_tool_calls", Kind::Boolean),
    parameter("previous_response_id", Kind::String),
    parameter("prompt", Kind::Object),
    parameter("prompt_cache_key", Kind::String),
    parameter("prompt_cache_retention", Kind::String),
    parameter("reasoning", Kind::Object),
    parameter("safety_identifier", Kind::String),
    parameter("service_tier", Kind::OneOf(SERVICE_TIERS)),
    parameter("store", Kind::Boolean),
    parameter("stream", Kind::Boolean),
    parameter("stream_options", Kind::Object),
    parameter("temperature", Kind::Decimal(0.0, 2.0)),
    parameter("text", Kind::Object),
    parameter("tool_choice", Kind::Any),
    parameter("tools", Kind::Array),
    parameter("top_logprobs", Kind::Integer(0, 20)),
    parameter("top_p", Kind::Decimal(0.0, 1.0)),
    parameter("truncation", Kind::OneOf(&["auto", "disabled"])),
    parameter("user", Kind::String),
];

/// The members of `response_format`, by its type.
pub(super) const FORMAT: &[Parameter] = &[parameter("type", Kind::Any), parameter("json_schema", Kind::Any)];

/// The members of `json_schema` in a `response_format`.
pub(super) const JSON_SCHEMA: &[Parameter] = &[
    parameter("name", Kind::Any),
    parameter("description", Kind::String),
    parameter("schema", Kind::Object),
    parameter("strict", Kind::Boolean),
];

/// The members of `text.format`.
pub(super) const TEXT_FORMAT: &[Parameter] = &[
    parameter("type", Kind::Any),
    parameter("name", Kind::Any),
    parameter("description", Kind::String),
    parameter("schema", Kind::Object),
    parameter("strict", Kind::Boolean),
];

/// The members of `text`.
pub(super) const TEXT: &[Parameter] =
    &[parameter("format", Kind::Any), parameter("verbosity", Kind::OneOf(VERBOSITIES))];

/// The members of a tool of Chat Completions.
pub(super) const CHAT_TOOL: &[Parameter] =
    &[parameter("type", Kind::Any), parameter("function", Kind::Object), parameter("custom", Kind::Object)];

/// The members of the function of a tool of Chat Completions.
pub(super) const FUNCTION: &[Parameter] = &[
    parameter("name", Kind::Any),
    parameter("description", Kind::String),
    parameter("parameters", Kind::Object),
    parameter("strict", Kind::Boolean),
];

/// The members of a function tool of Responses.
pub(super) const RESPONSES_TOOL: &[Parameter] = &[
    parameter("type", Kind::Any),
    parameter("name", Kind::Any),
    parameter("description", Kind::String),
    parameter("parameters", Kind::Object),
    parameter("strict", Kind::Boolean),
    parameter("output_schema", Kind::Object),
    parameter("defer_loading", Kind::Boolean),
    parameter("allowed_callers", Kind::Array),
];

/// Refuses the first member of `object` that is not in `table`. `path` ends with a dot, or is empty.
pub(super) fn check_names(object: &JsonValue, table: &[Parameter], path: &str) -> Result<(), ApiError> {
    for member in object.members().unwrap_or_default() {
        if !table.iter().any(|parameter| *parameter.name == *member.name) {
            return Err(message::unknown(&format!("{path}{}", member.name)));
        }
    }
    Ok(())
}

/// Refuses the first member of `object` whose type or size differs from `table`.
pub(super) fn check_values(object: &JsonValue, table: &[Parameter], path: &str) -> Result<(), ApiError> {
    for parameter in table {
        // Every optional member may be null, which is the same as absent.
        let given = object.get(parameter.name).filter(|node| node.value != Value::Null);
        if let Some(node) = given {
            check_value(node, &parameter.kind, &format!("{path}{}", parameter.name))?;
        }
    }
    Ok(())
}

fn check_value(node: &JsonValue, kind: &Kind, param: &str) -> Result<(), ApiError> {
    let expected = match (kind, &node.value) {
        (Kind::Any, _)
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::String, Value::String(_))
        | (Kind::Object, Value::Object(_))
        | (Kind::Array, Value::Array(_)) => return Ok(()),
        (Kind::Integer(least, most), Value::Number(spelling)) if !spelling.contains(['.', 'e', 'E']) => {
            return check_integer(param, spelling, *least, *most);
        }
        (Kind::Decimal(least, most), Value::Number(spelling)) => return check_decimal(param, spelling, *least, *most),
        (Kind::OneOf(values), Value::String(text)) => {
            if values.contains(&&**text) {
                return Ok(());
            }
            return Err(message::invalid_value(param, text, values));
        }
        (Kind::Boolean, _) => "a boolean",
        (Kind::Integer(..), _) => "an integer",
        (Kind::Decimal(..), _) => "a decimal",
        (Kind::String, _) => "a string",
        (Kind::OneOf(values), _) => &format!("one of {}", message::alternatives(values)),
        (Kind::Object, _) => "an object",
        (Kind::Array, _) => "an array",
    };
    Err(message::invalid_type(param, expected, node))
}

fn check_integer(param: &str, spelling: &str, least: i64, most: i64) -> Result<(), ApiError> {
    let number: i128 = spelling.parse().unwrap_or(if spelling.starts_with('-') { i128::MIN } else { i128::MAX });
    if number < i128::from(least) {
        return Err(message::out_of_bounds(param, true, false, &least.to_string(), spelling));
    }
    if number > i128::from(most) {
        return Err(message::out_of_bounds(param, true, true, &most.to_string(), spelling));
    }
    Ok(())
}

fn check_decimal(param: &str, spelling: &str, least: f64, most: f64) -> Result<(), ApiError> {
    let number: f64 = spelling.parse().unwrap_or(f64::NAN);
    // The API prints whole numbers as decimals: `99.0`.
    let printed = format!("{number:?}");
    if number < least {
        return Err(message::out_of_bounds(param, false, false, &least.to_string(), &printed));
    }
    if number > most {
        return Err(message::out_of_bounds(param, false, true, &most.to_string(), &printed));
    }
    Ok(())
}
