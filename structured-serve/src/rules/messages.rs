//! The messages of a request: roles, contents, and calls with their results.

use super::message;
use crate::api_error::ApiError;
use crate::linter::{JsonValue, Value};

/// The roles of Chat Completions, in the order in which the API lists them.
const ROLES: &[&str] = &["system", "assistant", "user", "function", "tool", "developer"];
const PARTS: &[&str] = &["text", "image_url", "input_audio", "refusal", "audio", "file"];
/// The most characters of one string.
const LONGEST_STRING: usize = 10_485_760;

/// Checks the messages of Chat Completions, and returns their text.
pub(super) fn check(messages: &JsonValue) -> Result<String, ApiError> {
    let Some(elements) = messages.elements() else {
        return Err(message::invalid_type("messages", "an array of objects", messages));
    };
    if elements.is_empty() {
        return Err(message::array_empty("messages"));
    }
    let mut prompt = String::new();
    for (index, element) in elements.iter().enumerate() {
        check_message(element, index, &mut prompt)?;
    }
    check_calls(elements)?;
    Ok(prompt)
}

fn check_message(element: &JsonValue, index: usize, prompt: &mut String) -> Result<(), ApiError> {
    let param = format!("messages[{index}]");
    if element.members().is_none() {
        return Err(message::invalid_type(&param, "an object", element));
    }
    let Some(role) = element.get("role") else { return Err(message::missing(&format!("{param}.role"))) };
    let Some(role_name) = role.as_str() else {
        return Err(message::invalid_type(&format!("{param}.role"), "a string", role));
    };
    if !ROLES.contains(&role_name) {
        return Err(message::invalid_value(&format!("{param}.role"), role_name, ROLES));
    }
    if role_name == "tool" && element.get("tool_call_id").is_none() {
        return Err(message::missing(&format!("{param}.tool_call_id")));
    }
    let content = element.get("content");
    match content.map(|content| &content.value) {
        Some(Value::String(text)) => push(text, &format!("{param}.content"), prompt),
        Some(Value::Array(parts)) => {
            if parts.is_empty() {
                return Err(message::array_empty(&format!("{param}.content")));
            }
            for (part_index, part) in parts.iter().enumerate() {
                check_part(part, &format!("{param}.content[{part_index}]"), prompt)?;
            }
            Ok(())
        }
        // A message of the assistant may consist of calls or a refusal alone.
        Some(Value::Null) | None if role_name == "assistant" => {
            let has_other_content = ["tool_calls", "function_call", "refusal", "audio"]
                .iter()
                .any(|name| super::given(element, name).is_some());
            if has_other_content { Ok(()) } else { Err(message::null_content(index, content)) }
        }
        _ => Err(message::null_content(index, content)),
    }
}

fn push(text: &str, param: &str, prompt: &mut String) -> Result<(), ApiError> {
    let length = text.chars().count();
    if length > LONGEST_STRING {
        return Err(message::string_too_long(param, LONGEST_STRING, length));
    }
    if !prompt.is_empty() {
        prompt.push('\n');
    }
    prompt.push_str(text);
    Ok(())
}

fn check_part(part: &JsonValue, param: &str, prompt: &mut String) -> Result<(), ApiError> {
    let Some(kind) = part.get("type").and_then(JsonValue::as_str) else {
        return Err(message::missing(&format!("{param}.type")));
    };
    if !PARTS.contains(&kind) {
        return Err(message::invalid_value(&format!("{param}.type"), kind, PARTS));
    }
    match (kind, part.get("text").and_then(JsonValue::as_str)) {
        ("text", Some(text)) => push(text, &format!("{param}.text"), prompt),
        ("text", None) => Err(message::missing(&format!("{param}.text"))),
        _ => Ok(()),
    }
}

/// Each result must follow its call, and each call must have its result.
fn check_calls(messages: &[JsonValue]) -> Result<(), ApiError> {
    let mut open: Vec<&str> = Vec::new();
    for (index, element) in messages.iter().enumerate() {
        let role = element.get("role").and_then(JsonValue::as_str).unwrap_or_default();
        if role == "tool" {
            let id = element.get("tool_call_id").and_then(JsonValue::as_str).unwrap_or_default();
            let Some(at) = open.iter().position(|known| *known == id) else {
                return Err(message::result_without_call(index));
            };
            open.swap_remove(at);
            continue;
        }
        if !open.is_empty() {
            return Err(message::call_without_result(index, &open));
        }
        let calls = super::given(element, "tool_calls").and_then(JsonValue::elements);
        if calls.is_some_and(<[JsonValue]>::is_empty) {
            return Err(message::array_empty(&format!("messages[{index}].tool_calls")));
        }
        open.extend(calls.unwrap_or_default().iter().filter_map(|call| call.get("id").and_then(JsonValue::as_str)));
    }
    if open.is_empty() { Ok(()) } else { Err(message::call_without_result(messages.len() - 1, &open)) }
}

/// Whether the conversation ends with the result of a call.
pub(super) fn ends_with_a_result(messages: &JsonValue) -> bool {
    let last = messages.elements().and_then(<[JsonValue]>::last);
    last.and_then(|last| last.get("role"))
        .and_then(JsonValue::as_str)
        .is_some_and(|role| matches!(role, "tool" | "function"))
}

/// The text of the input of Responses, and whether it ends with the result of a call.
///
/// With `continues`, the calls may be in an earlier response.
pub(super) fn check_input(input: &JsonValue, continues: bool) -> Result<(String, bool), ApiError> {
    let mut prompt = String::new();
    if let Some(text) = input.as_str() {
        push(text, "input", &mut prompt)?;
        return Ok((prompt, false));
    }
    let Some(items) = input.elements() else {
        return Err(message::invalid_type("input", "one of a string or array of input items", input));
    };
    let mut calls: std::collections::HashSet<&str> = std::collections::HashSet::new();
    for (index, item) in items.iter().enumerate() {
        let param = format!("input[{index}]");
        let kind = item.get("type").and_then(JsonValue::as_str).unwrap_or("message");
        let id = item.get("call_id").and_then(JsonValue::as_str).unwrap_or_default();
        match kind {
            "function_call" | "custom_tool_call" => {
                calls.insert(id);
            }
            "function_call_output" | "custom_tool_call_output" if !continues && !calls.contains(id) => {
                return Err(message::result_without_call_in_input(id));
            }
            "message" => check_input_message(item, &param, &mut prompt)?,
            _ => {}
        }
    }
    let last = items.last().and_then(|item| item.get("type")).and_then(JsonValue::as_str).unwrap_or_default();
    Ok((prompt, last.ends_with("call_output")))
}

fn check_input_message(item: &JsonValue, param: &str, prompt: &mut String) -> Result<(), ApiError> {
    const ROLES: &[&str] = &["assistant", "system", "developer", "user"];
    let Some(role) = item.get("role").and_then(JsonValue::as_str) else {
        return Err(message::missing(&format!("{param}.role")));
    };
    if !ROLES.contains(&role) {
        return Err(message::invalid_value(&format!("{param}.role"), role, ROLES));
    }
    let Some(content) = item.get("content") else { return Err(message::missing(&format!("{param}.content"))) };
    if let Some(text) = content.as_str() {
        return push(text, &format!("{param}.content"), prompt);
    }
    let Some(parts) = content.elements() else {
        return Err(message::invalid_type(
            &format!("{param}.content"),
            "one of a string or array of input content items",
            content,
        ));
    };
    for (index, part) in parts.iter().enumerate() {
        if let Some(text) = part.get("text").and_then(JsonValue::as_str) {
            push(text, &format!("{param}.content[{index}].text"), prompt)?;
        }
    }
    Ok(())
}
