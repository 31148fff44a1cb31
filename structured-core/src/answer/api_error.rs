//! Error bodies of the API and of compatible servers.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt;
use core::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::answer::error::Error;
use crate::answer::json_text::ContentError;
use crate::answer::sse;

/// An error of the API: `{"error": {…}}`, or one of the other shapes that servers use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ApiError {
    /// The error message.
    pub message: String,
    /// The class of the error (`type` on the wire), like `invalid_request_error`.
    pub kind: Option<String>,
    /// The parameter of the request that caused the error.
    pub param: Option<String>,
    /// The code of the error, like `invalid_json_schema`; a number on some servers.
    pub code: Option<String>,
    /// The HTTP status: the one that was passed in, or the one in the error itself.
    pub status: Option<u16>,
    /// How long to wait before the next attempt, if the server asks for a time.
    pub retry_after: Option<Duration>,
    /// The error as received, with the members that have no field here.
    pub raw: String,
}

impl core::error::Error for ApiError {}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.message.is_empty() { &self.raw } else { &self.message })?;
        let status = self.status.map(|status| status.to_string());
        let code = self.code.clone().filter(|code| Some(code) != status.as_ref());
        let facts = [("status", &status), ("type", &self.kind), ("param", &self.param), ("code", &code)];
        let mut open = false;
        for (name, value) in facts {
            let Some(value) = value else { continue };
            write!(f, "{}{name} `{value}`", if open { ", " } else { " (" })?;
            open = true;
        }
        if open { f.write_str(")") } else { Ok(()) }
    }
}

/// The members in which servers put the message of an error, the most specific first.
const WORDS: [&str; 16] = [
    "message",
    "msg",
    "error_message",
    "error_msg",
    "errorMessage",
    "Message",
    "error_description",
    "status_msg",
    "faultstring",
    "detail",
    "details",
    "description",
    "reason",
    "title",
    "error",
    "raw",
];

/// The members that hold the error itself.
const INNER: [&str; 6] = ["error", "errors", "detail", "details", "base_resp", "fault"];

/// Codes and types of errors that a retry does not fix, whatever their status is.
const FINAL: [&str; 4] = ["insufficient_quota", "billing_hard_limit_reached", "content_filter", "invalid_api_key"];

/// Codes and types of temporary errors, for errors without a status.
const PASSING: [&str; 17] = [
    "server_error",
    "internal_server_error",
    "internal_error",
    "internal",
    "api_error",
    "overloaded",
    "overloaded_error",
    "engine_overloaded",
    "rate_limit_error",
    "rate_limit_exceeded",
    "rate_limit_reached",
    "resource_exhausted",
    "too_many_requests",
    "service_unavailable",
    "unavailable",
    "timeout",
    "deadline_exceeded",
];

/// How many characters of a body are shown as its message when it contains none.
const SHOWN: usize = 500;

impl ApiError {
    /// Reads a JSON value as an error, whatever its shape.
    pub(crate) fn read(raw: &str) -> Self {
        let Ok(value) = serde_json::from_str::<Value>(raw) else {
            return Self { message: beginning(raw), raw: raw.to_string(), ..Self::default() };
        };
        let mut error = Self { raw: raw.to_string(), ..Self::default() };
        error.take(&value, 0);
        error.status = error.status.or_else(|| error.code.as_ref()?.parse().ok().filter(is_failure));
        error.retry_after = error.retry_after.or_else(|| wait_in_words(&error.message));
        error
    }

    /// Takes everything that is not known yet from a value, and from the error inside it.
    fn take(&mut self, value: &Value, depth: usize) {
        const DEEPEST: usize = 4;
        match value {
            Value::String(text) if self.message.is_empty() => self.message.clone_from(text),
            Value::Array(items) => {
                if let Some(first) = items.iter().find(|item| is_truthy(item)).filter(|_| depth < DEEPEST) {
                    self.take(first, depth + 1);
                }
            }
            Value::Object(members) => {
                let inner = INNER.iter().filter_map(|name| members.get(*name)).filter(|inner| !inner.is_string());
                if depth < DEEPEST {
                    inner.for_each(|inner| self.take(inner, depth + 1));
                }
                let word = |name: &str| members.get(name).and_then(word);
                let words = || WORDS.iter().find_map(|name| members.get(*name)?.as_str().map(ToString::to_string));
                if self.message.is_empty() {
                    self.message = words().unwrap_or_default();
                }
                self.kind = self
                    .kind
                    .take()
                    .or_else(|| word("type").filter(|kind| kind != "error"))
                    .or_else(|| members.get("status").filter(|status| status.is_string()).and_then(self::word));
                self.param = self.param.take().or_else(|| word("param"));
                self.code =
                    self.code.take().or_else(|| ["code", "error_code", "status_code"].into_iter().find_map(word));
                let status =
                    ["status", "statusCode", "status_code"].iter().find_map(|name| members.get(*name)?.as_u64());
                self.status = self.status.or_else(|| u16::try_from(status?).ok().filter(is_failure));
                let wait = members.get("retryDelay").and_then(Value::as_str).and_then(duration);
                self.retry_after = self.retry_after.or(wait);
            }
            _ => {}
        }
    }

    /// Whether the same request may succeed if it is sent again.
    pub(crate) fn is_retryable(&self) -> bool {
        let words = || [&self.code, &self.kind].into_iter().flatten().map(|word| word.to_ascii_lowercase());
        if words().any(|word| FINAL.contains(&&*word)) {
            return false;
        }
        match self.status {
            Some(status) => matches!(status, 408 | 409 | 429 | 500..=599),
            None => words().any(|word| PASSING.contains(&&*word)),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "for `Option::filter`")]
fn is_failure(status: &u16) -> bool {
    matches!(status, 400..=599)
}

/// The text of a string, or another scalar as it is written. `None` for `null`, arrays and objects.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is_true) => *is_true,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}

fn beginning(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => alloc::format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

/// The waiting time in a message: "Please try again in 1.2s", "… in 20ms", "… in 6m0s", "retry after 26 seconds".
fn wait_in_words(message: &str) -> Option<Duration> {
    let lower = message.to_ascii_lowercase();
    let start = ["try again in ", "retry after ", "retry in "]
        .iter()
        .find_map(|words| Some(lower.find(words)? + words.len()))?;
    duration(&lower[start..])
}

/// A duration like `34s`, `1.5s`, `20ms`, `6m0s` or `26 seconds` at the start of a text.
fn duration(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut seconds = None;
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let Ok(number) = rest[..end].trim_end_matches('.').parse::<f64>() else { break };
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let unit = match &rest[..end] {
            "ms" | "milliseconds" => 0.001,
            "" | "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
            "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
            "h" | "hour" | "hours" => 3600.0,
            _ => break,
        };
        rest = &rest[end..];
        seconds = Some(seconds.unwrap_or(0.0) + number * unit);
    }
    Duration::try_from_secs_f64(seconds?).ok()
}

/// The error in the member `error` of a body. `None` if the member means that there was no error.
///
/// Beside a complete answer, only an object with a message, a type or a code counts as an error.
#[cold]
pub(crate) fn in_member(json: &str, beside_answer: bool) -> Option<Error> {
    let error = ApiError::read(json);
    let Ok(value) = serde_json::from_str::<Value>(json) else {
        return (!beside_answer).then(|| Error::Api(Box::new(error)));
    };
    let has_words = !error.message.is_empty() || error.kind.is_some() || error.code.is_some();
    let counts = if beside_answer { value.is_object() && has_words } else { is_truthy(&value) };
    counts.then(|| Error::Api(Box::new(error)))
}

/// Reads a JSON value that is not an answer as an error. Returns `None` if it is not an error either.
fn of_value(raw: &str, value: &Value) -> Option<Error> {
    let found = match value {
        Value::Array(items) => return items.iter().find_map(|item| of_value(raw, item)),
        Value::Object(members) => {
            let is = |name: &str, words: &[&str]| {
                members.get(name).and_then(Value::as_str).is_some_and(|word| words.contains(&word))
            };
            let fails = |name: &str| members.get(name) == Some(&Value::Bool(false));
            let has = |name: &&str| members.get(*name).is_some_and(|value| is_truthy(value) && !value.is_number());
            ["error", "errors", "base_resp", "fault"].iter().any(has)
                || is("object", &["error"])
                || is("type", &["error"])
                || is("status", &["error", "failed"])
                || fails("success")
                || fails("ok")
                || (!members.contains_key("object")
                    && WORDS.iter().any(|name| members.get(*name).is_some_and(Value::is_string)))
                || (members.contains_key("code") && members.contains_key("details"))
                || members.get("detail").is_some_and(is_truthy)
        }
        _ => false,
    };
    found.then(|| Error::Api(Box::new(ApiError::read(raw))))
}

/// Reads a JSON document as an error. `None` if it is not one.
#[cold]
pub(crate) fn in_document(document: &[u8]) -> Option<Error> {
    let raw = serde_json::from_str::<&RawValue>(core::str::from_utf8(document).ok()?).ok()?;
    of_value(raw.get(), &serde_json::from_str(raw.get()).ok()?)
}

/// Reads an event of a stream as an error, which its name or its data shows. `None` if it is not one.
#[cold]
pub(crate) fn in_event(event: &sse::Event<'_>) -> Option<Error> {
    let named = || {
        let error = ApiError::read(&String::from_utf8_lossy(event.data));
        (event.name == sse::ERROR).then(|| Error::Api(Box::new(error)))
    };
    in_document(event.data).or_else(named)
}

/// Explains why a body is not an answer: it is an error of the server, or something else.
#[cold]
pub(crate) fn explain(body: &[u8], expected: &'static str, error: ContentError) -> Error {
    in_document(body).unwrap_or(Error::Body { expected, error })
}

/// The error of an answer whose HTTP status is not a success.
#[cold]
pub(crate) fn with_status(status: u16, body: &[u8]) -> Error {
    let text = String::from_utf8_lossy(body);
    let error = match in_document(body) {
        Some(Error::Api(error)) => *error,
        _ => ApiError::read(&text),
    };
    let message = if error.message.is_empty() && error.code.is_none() { beginning(&text) } else { error.message };
    Error::Api(Box::new(ApiError { message, status: Some(status), ..error }))
}

/// The error of a body that is not the expected answer.
#[cold]
pub(crate) fn unexpected(reason: &str, body: &[u8], expected: &'static str) -> Error {
    let error = ContentError::other_shape(reason, &String::from_utf8_lossy(body));
    explain(body, expected, error)
}
