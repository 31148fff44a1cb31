//! JSON mode: the API refuses it if no message mentions JSON, so this is checked before sending.

use serde::Serialize;
use serde_json::Value;

use crate::answer::error::Error;

/// Checks that some message mentions JSON.
pub(crate) fn check<M: Serialize + ?Sized>(messages: &M, parameter: &'static str) -> Result<(), Error> {
    // Messages that do not serialize are an error when the request is serialized.
    let mentioned = serde_json::to_value(messages).map_or(true, |messages| mentions_json(&messages));
    if mentioned { Ok(()) } else { Err(Error::JsonNotMentioned { parameter }) }
}

/// Searches only texts, and not roles, names and tool calls.
fn mentions_json(messages: &Value) -> bool {
    match messages {
        Value::String(text) => text.as_bytes().windows(4).any(|word| word.eq_ignore_ascii_case(b"json")),
        Value::Array(items) => items.iter().any(mentions_json),
        Value::Object(fields) => ["content", "text"].iter().filter_map(|name| fields.get(*name)).any(mentions_json),
        _ => false,
    }
}
