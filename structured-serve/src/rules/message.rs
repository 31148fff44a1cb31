//! The API's messages, each in one place. Those that users quote in reports are word for word the same.

use crate::api_error::ApiError;
use crate::linter::{JsonValue, Value};

/// The name of a value's type in the API's messages.
fn found(node: &JsonValue) -> &'static str {
    match &node.value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(spelling) if spelling.contains(['.', 'e', 'E']) => "a decimal",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn at(param: &str, code: &'static str, message: String) -> ApiError {
    ApiError::invalid(message).at(param).code(code)
}

pub(crate) fn not_json() -> ApiError {
    ApiError::invalid(
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library \
         correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble \
         figuring out how to fix this, please contact us through our help center at help.openai.com.)",
    )
}

pub(crate) fn too_deep(levels: usize) -> ApiError {
    ApiError::invalid(format!("The JSON body of your request nests more than {levels} levels deep."))
}

pub(crate) fn missing(param: &str) -> ApiError {
    at(param, "missing_required_parameter", format!("Missing required parameter: '{param}'."))
}

pub(crate) fn unknown(param: &str) -> ApiError {
    at(param, "unknown_parameter", format!("Unknown parameter: '{param}'."))
}

pub(crate) fn invalid_type(param: &str, expected: &str, node: &JsonValue) -> ApiError {
    let found = found(node);
    at(param, "invalid_type", format!("Invalid type for '{param}': expected {expected}, but got {found} instead."))
}

fn listed(values: &[&str], word: &str) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
    match quoted.as_slice() {
        [one] => one.clone(),
        [a, b] => format!("{a} {word} {b}"),
        [most @ .., last] => format!("{}, {word} {last}", most.join(", ")),
        [] => String::new(),
    }
}

/// `'a', 'b', or 'c'`
pub(crate) fn alternatives(values: &[&str]) -> String {
    listed(values, "or")
}

pub(crate) fn invalid_value(param: &str, found: &str, supported: &[&str]) -> ApiError {
    let list = listed(supported, "and");
    at(param, "invalid_value", format!("Invalid value: '{found}'. Supported values are: {list}."))
}

/// `decimal` or `integer`, `above maximum` or `below minimum`.
pub(crate) fn out_of_bounds(param: &str, is_integer: bool, is_above: bool, limit: &str, found: &str) -> ApiError {
    let kind = if is_integer { "integer" } else { "decimal" };
    let (side, sign, code) = match (is_above, is_integer) {
        (true, true) => ("above maximum", "<=", "integer_above_max_value"),
        (true, false) => ("above maximum", "<=", "decimal_above_max_value"),
        (false, true) => ("below minimum", ">=", "integer_below_min_value"),
        (false, false) => ("below minimum", ">=", "decimal_below_min_value"),
    };
    let message =
        format!("Invalid '{param}': {kind} {side} value. Expected a value {sign} {limit}, but got {found} instead.");
    at(param, code, message)
}

pub(crate) fn string_too_long(param: &str, limit: usize, found: usize) -> ApiError {
    let message = format!(
        "Invalid '{param}': string too long. Expected a string with maximum length {limit}, but got a string with \
         length {found} instead."
    );
    at(param, "string_above_max_length", message)
}

pub(crate) fn string_too_short(param: &str) -> ApiError {
    let message = format!(
        "Invalid '{param}': empty string. Expected a string with minimum length 1, but got an empty string instead."
    );
    at(param, "empty_string", message)
}

pub(crate) fn name_pattern(param: &str, pattern: &str) -> ApiError {
    let message = format!(
        "Invalid '{param}': string does not match pattern. Expected a string that matches the pattern '{pattern}'."
    );
    at(param, "invalid_value", message)
}

pub(crate) fn array_too_long(param: &str, limit: usize, found: usize) -> ApiError {
    let message = format!(
        "Invalid '{param}': array too long. Expected an array with maximum length {limit}, but got an array with \
         length {found} instead."
    );
    at(param, "array_above_max_length", message)
}

pub(crate) fn array_empty(param: &str) -> ApiError {
    let message = format!(
        "Invalid '{param}': empty array. Expected an array with minimum length 1, but got an empty array instead."
    );
    at(param, "empty_array", message)
}

pub(crate) fn no_model() -> ApiError {
    ApiError::invalid("you must provide a model parameter")
}

/// Chat Completions answers 404 and Responses 400, with different messages.
pub(crate) fn unknown_model(model: &str, is_responses: bool) -> ApiError {
    if is_responses {
        return at("model", "model_not_found", format!("The requested model '{model}' does not exist."));
    }
    let message = format!("The model `{model}` does not exist or you do not have access to it.");
    ApiError::invalid(message).status(404).code("model_not_found")
}

pub(crate) fn unsupported_parameter(param: &str, instead: Option<&str>) -> ApiError {
    let way_out = instead.map(|instead| format!(" Use '{instead}' instead.")).unwrap_or_default();
    let message = format!("Unsupported parameter: '{param}' is not supported with this model.{way_out}");
    at(param, "unsupported_parameter", message)
}

pub(crate) fn unsupported_value(param: &str, found: &str) -> ApiError {
    let message = format!(
        "Unsupported value: '{param}' does not support {found} with this model. Only the default (1) value is supported."
    );
    at(param, "unsupported_value", message)
}

pub(crate) fn unsupported_format(param: &str, kind: &str) -> ApiError {
    let link = " Learn more about supported models at the Structured Outputs guide: \
                https://platform.openai.com/docs/guides/structured-outputs";
    let link = if kind == "json_schema" { link } else { "" };
    ApiError::invalid(format!("Invalid parameter: '{param}' of type '{kind}' is not supported with this model.{link}"))
}

pub(crate) fn too_many_tokens(param: &str, limit: usize, found: usize) -> ApiError {
    ApiError::invalid(format!(
        "{param} is too large: {found}. This model supports at most {limit} completion tokens, whereas you provided \
         {found}."
    ))
    .at(param)
}

pub(crate) fn both_limits() -> ApiError {
    let message = "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.";
    at("max_tokens", "invalid_parameter_combination", message.to_owned())
}

pub(crate) fn context_too_long(param: &str, limit: usize, found: usize) -> ApiError {
    let message = format!(
        "This model's maximum context length is {limit} tokens. However, your messages resulted in {found} tokens. \
         Please reduce the length of the messages."
    );
    at(param, "context_length_exceeded", message)
}

pub(crate) fn only_with(param: &str, other: &str) -> ApiError {
    let verb = if other == "tools" { "specified" } else { "enabled" };
    ApiError::invalid(if other == "tools" {
        format!("Invalid value for '{param}': '{param}' is only allowed when '{other}' are {verb}.")
    } else {
        format!("The '{param}' parameter is only allowed when '{other}' is {verb}.")
    })
    .at(param)
}

pub(crate) fn unknown_tool(name: &str) -> ApiError {
    ApiError::invalid(format!("Tool choice '{name}' not found in 'tools' parameter.")).at("tool_choice")
}

pub(crate) fn json_not_mentioned(is_responses: bool) -> ApiError {
    if is_responses {
        let message = "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.";
        return ApiError::invalid(message).at("text.format");
    }
    let message =
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.";
    ApiError::invalid(message).at("messages")
}

pub(crate) fn null_content(index: usize, node: Option<&JsonValue>) -> ApiError {
    let found = node.map_or("null", found);
    ApiError::invalid(format!("Invalid value for 'content': expected a string, got {found}."))
        .at(format!("messages.[{index}].content"))
}

pub(crate) fn result_without_call(index: usize) -> ApiError {
    let message =
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.";
    ApiError::invalid(message).at(format!("messages.[{index}].role"))
}

pub(crate) fn call_without_result(index: usize, ids: &[&str]) -> ApiError {
    let message = format!(
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. \
         The following tool_call_ids did not have response messages: {}",
        ids.join(", ")
    );
    ApiError::invalid(message).at(format!("messages.[{index}].role"))
}

pub(crate) fn result_without_call_in_input(id: &str) -> ApiError {
    ApiError::invalid(format!("No tool call found for function call output with call_id {id}.")).at("input")
}

pub(crate) fn no_input() -> ApiError {
    let message = "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation_id' must be provided.";
    at("input", "missing_required_parameter", message.to_owned())
}

pub(crate) fn no_previous_response(id: &str) -> ApiError {
    at("previous_response_id", "previous_response_not_found", format!("Previous response with id '{id}' not found."))
}

pub(crate) fn no_key() -> ApiError {
    ApiError::invalid(
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth \
         (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the \
         API from your browser and are prompted for a username and password. You can obtain an API key from \
         https://platform.openai.com/account/api-keys.",
    )
    .status(401)
}

/// The key is shown as the API shows it: only its first and last characters.
pub(crate) fn wrong_key(key: &str) -> ApiError {
    let characters: Vec<char> = key.chars().collect();
    let shown: String = match characters.len() {
        0..=8 => "*".repeat(characters.len()),
        length => {
            let (first, last) = (&characters[..4], &characters[length - 4..]);
            first
                .iter()
                .copied()
                .chain(std::iter::repeat_n('*', length.min(32) - 8))
                .chain(last.iter().copied())
                .collect()
        }
    };
    let message = format!(
        "Incorrect API key provided: {shown}. You can find your API key at https://platform.openai.com/account/api-keys."
    );
    ApiError::invalid(message).status(401).code("invalid_api_key")
}

pub(crate) fn unknown_url(method: &str, path: &str) -> ApiError {
    ApiError::invalid(format!("Invalid URL ({method} {path})")).status(404)
}

pub(crate) fn wrong_method(method: &str, path: &str) -> ApiError {
    let message =
        format!("Not allowed to {method} on {path} (HINT: Perhaps you meant to use a different HTTP method?)");
    ApiError::invalid(message).status(405)
}

pub(crate) fn body_too_large(limit: usize) -> ApiError {
    ApiError::invalid(format!("The body of your request has more than {limit} bytes.")).status(413)
}

pub(crate) fn no_such(kind: &str, id: &str) -> ApiError {
    ApiError::invalid(format!("No such {kind} object: {id}")).status(404).at("id")
}
