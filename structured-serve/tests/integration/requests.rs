//! The rules for the members of a request: each mistake has the status, message, `param` and `code` of the API.

use serde_json::{Value, json};
use structured_serve::TestServer;

use super::refusals::request;
use crate::support::{chat, post};

fn format(json_schema: &Value) -> Value {
    json!({"response_format": {"type": "json_schema", "json_schema": json_schema}})
}

/// Members of a request, and the error: status, message, `param`, `code`.
type Case = (Value, u16, &'static str, Option<&'static str>, Option<&'static str>);

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, one row for each rule")]
async fn requests_to_chat_completions_are_held_to_the_rules() {
    let tool = |name: &str| json!({"type": "function", "function": {"name": name}});
    let object = json!({"type": "object", "properties": {}, "required": [], "additionalProperties": false});
    let long = "x".repeat(1_025);
    let cases: Vec<Case> = vec![
        (json!({"model": "REMOVED"}), 400, "you must provide a model parameter", None, None),
        (
            json!({"model": 3}),
            400,
            "Invalid type for 'model': expected a string, but got an integer instead.",
            Some("model"),
            Some("invalid_type"),
        ),
        (
            json!({"model": "no-such"}),
            404,
            "The model `no-such` does not exist or you do not have access to it.",
            None,
            Some("model_not_found"),
        ),
        (
            json!({"messages": "REMOVED"}),
            400,
            "Missing required parameter: 'messages'.",
            Some("messages"),
            Some("missing_required_parameter"),
        ),
        (
            json!({"messages": []}),
            400,
            "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
            Some("messages"),
            Some("empty_array"),
        ),
        (
            json!({"messages": [{"role": "bot", "content": "x"}]}),
            400,
            "Invalid value: 'bot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
            Some("messages[0].role"),
            Some("invalid_value"),
        ),
        (
            json!({"messages": [{"role": "user", "content": null}]}),
            400,
            "Invalid value for 'content': expected a string, got null.",
            Some("messages.[0].content"),
            None,
        ),
        (
            json!({"messages": [{"role": "tool", "tool_call_id": "a", "content": "x"}]}),
            400,
            "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
            Some("messages.[0].role"),
            None,
        ),
        (
            json!({"messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "user", "content": "x"}]}),
            400,
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: a",
            Some("messages.[1].role"),
            None,
        ),
        (json!({"zzz": 1}), 400, "Unknown parameter: 'zzz'.", Some("zzz"), Some("unknown_parameter")),
        (
            json!({"temperature": 99}),
            400,
            "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 99.0 instead.",
            Some("temperature"),
            Some("decimal_above_max_value"),
        ),
        (
            json!({"temperature": "hot"}),
            400,
            "Invalid type for 'temperature': expected a decimal, but got a string instead.",
            Some("temperature"),
            Some("invalid_type"),
        ),
        (
            json!({"top_p": -0.5}),
            400,
            "Invalid 'top_p': decimal below minimum value. Expected a value >= 0, but got -0.5 instead.",
            Some("top_p"),
            Some("decimal_below_min_value"),
        ),
        (
            json!({"n": 0}),
            400,
            "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.",
            Some("n"),
            Some("integer_below_min_value"),
        ),
        (
            json!({"n": 129}),
            400,
            "Invalid 'n': integer above maximum value. Expected a value <= 128, but got 129 instead.",
            Some("n"),
            Some("integer_above_max_value"),
        ),
        (
            json!({"max_tokens": 100_000}),
            400,
            "max_tokens is too large: 100000. This model supports at most 16384 completion tokens, whereas you provided 100000.",
            Some("max_tokens"),
            None,
        ),
        (
            json!({"max_tokens": 5, "max_completion_tokens": 5}),
            400,
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
            Some("max_tokens"),
            Some("invalid_parameter_combination"),
        ),
        (
            json!({"model": "o3", "max_tokens": 5}),
            400,
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            Some("max_tokens"),
            Some("unsupported_parameter"),
        ),
        (
            json!({"stop": ["a", "b", "c", "d", "e"]}),
            400,
            "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.",
            Some("stop"),
            Some("array_above_max_length"),
        ),
        (
            json!({"stream_options": {"include_usage": true}}),
            400,
            "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
            Some("stream_options"),
            None,
        ),
        (
            json!({"tool_choice": "auto"}),
            400,
            "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
            Some("tool_choice"),
            None,
        ),
        (
            json!({"tools": [tool("f")], "tool_choice": {"type": "function", "function": {"name": "g"}}}),
            400,
            "Tool choice 'g' not found in 'tools' parameter.",
            Some("tool_choice"),
            None,
        ),
        (
            json!({"tools": vec![tool("f"); 129]}),
            400,
            "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 129 instead.",
            Some("tools"),
            Some("array_above_max_length"),
        ),
        (
            json!({"tools": [{"type": "function", "function": {"name": "f", "description": long}}]}),
            400,
            "Invalid 'tools[0].function.description': string too long. Expected a string with maximum length 1024, but got a string with length 1025 instead.",
            Some("tools[0].function.description"),
            Some("string_above_max_length"),
        ),
        (
            json!({"tools": [{"type": "function", "strict": true, "function": {"name": "f"}}]}),
            400,
            "Unknown parameter: 'tools[0].strict'.",
            Some("tools[0].strict"),
            Some("unknown_parameter"),
        ),
        (
            json!({"response_format": "json"}),
            400,
            "Invalid type for 'response_format': expected an object, but got a string instead.",
            Some("response_format"),
            Some("invalid_type"),
        ),
        (
            json!({"response_format": {}}),
            400,
            "Missing required parameter: 'response_format.type'.",
            Some("response_format.type"),
            Some("missing_required_parameter"),
        ),
        (
            json!({"response_format": {"type": "bogus"}}),
            400,
            "Invalid value: 'bogus'. Supported values are: 'json_object', 'json_schema', and 'text'.",
            Some("response_format.type"),
            Some("invalid_value"),
        ),
        (
            json!({"response_format": {"type": "json_schema"}}),
            400,
            "Missing required parameter: 'response_format.json_schema'.",
            Some("response_format.json_schema"),
            Some("missing_required_parameter"),
        ),
        (
            json!({"response_format": {"type": "json_schema", "strict": true, "json_schema": {"name": "x", "schema": object}}}),
            400,
            "Unknown parameter: 'response_format.strict'.",
            Some("response_format.strict"),
            Some("unknown_parameter"),
        ),
        (
            format(&json!({"schema": object})),
            400,
            "Missing required parameter: 'response_format.json_schema.name'.",
            Some("response_format.json_schema.name"),
            Some("missing_required_parameter"),
        ),
        (
            format(&json!({"name": "x"})),
            400,
            "Missing required parameter: 'response_format.json_schema.schema'.",
            Some("response_format.json_schema.schema"),
            Some("missing_required_parameter"),
        ),
        (
            format(&json!({"name": "Page[Step]", "schema": object})),
            400,
            "Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
            Some("response_format.json_schema.name"),
            Some("invalid_value"),
        ),
        (
            format(&json!({"name": "x".repeat(65), "schema": object})),
            400,
            "Invalid 'response_format.json_schema.name': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
            Some("response_format.json_schema.name"),
            Some("string_above_max_length"),
        ),
        (
            json!({"response_format": {"type": "json_object"}}),
            400,
            "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
            Some("messages"),
            None,
        ),
        (
            json!({"model": "gpt-4-turbo", "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": object}}}),
            400,
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
            None,
            None,
        ),
    ];
    let server = TestServer::start().await;
    for (members, status, message, param, code) in cases {
        let answer = chat(&server, request(&members)).await;
        assert_eq!(answer.status, status, "{members}: {}", answer.text);
        let found = answer.error();
        assert_eq!((&*found.0, found.1.as_deref(), found.2.as_deref()), (message, param, code), "{members}");
    }
}

#[tokio::test]
async fn requests_to_responses_are_held_to_the_rules() {
    let object = json!({"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false});
    let cases: Vec<Case> = vec![
        (
            json!({"input": "REMOVED"}),
            400,
            "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation_id' must be provided.",
            Some("input"),
            Some("missing_required_parameter"),
        ),
        (
            json!({"model": "no-such"}),
            400,
            "The requested model 'no-such' does not exist.",
            Some("model"),
            Some("model_not_found"),
        ),
        (
            json!({"max_output_tokens": 8}),
            400,
            "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 8 instead.",
            Some("max_output_tokens"),
            Some("integer_below_min_value"),
        ),
        (
            json!({"response_format": {"type": "text"}}),
            400,
            "Unknown parameter: 'response_format'.",
            Some("response_format"),
            Some("unknown_parameter"),
        ),
        (
            json!({"text": {"format": {"type": "json_object"}}}),
            400,
            "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
            Some("text.format"),
            None,
        ),
        (
            json!({"text": {"format": {"type": "json_schema", "name": "x", "strict": true, "schema": object}}}),
            400,
            "Invalid schema for response_format 'x': In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.",
            Some("text.format.schema"),
            Some("invalid_json_schema"),
        ),
        (
            json!({"tools": [{"type": "function", "name": "f", "strict": true, "parameters": object}]}),
            400,
            "Invalid schema for function 'f': In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.",
            Some("tools[0].parameters"),
            Some("invalid_function_parameters"),
        ),
        (
            json!({"input": [{"type": "function_call_output", "call_id": "c", "output": "x"}]}),
            400,
            "No tool call found for function call output with call_id c.",
            Some("input"),
            None,
        ),
    ];
    let server = TestServer::start().await;
    for (members, status, message, param, code) in cases {
        let mut body = json!({"model": "gpt-4o-mini", "input": "Hi"});
        for (name, value) in members.as_object().unwrap() {
            body[name] = value.clone();
            if value == "REMOVED" {
                body.as_object_mut().unwrap().remove(name);
            }
        }
        let answer = post(&server, "/responses", body.to_string()).await;
        assert_eq!(answer.status, status, "{members}: {}", answer.text);
        let found = answer.error();
        assert_eq!((&*found.0, found.1.as_deref(), found.2.as_deref()), (message, param, code), "{members}");
    }
}
