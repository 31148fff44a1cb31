//! JSON mode: the API refuses it where nothing in the conversation mentions JSON, so that is checked before.

use serde::Serialize;
use serde_json::Value;

use crate::answer::error::Error;

/// Checks a request for what the API would refuse.
pub(crate) fn check<M: Serialize + ?Sized>(messages: &M, parameter: &'static str) -> Result<(), Error> {
    // A conversation that cannot be written as JSON is an error of the request, which is reported when the request is written.
    let mentioned = serde_json::to_value(messages).map_or(true, |messages| mentions_json(&messages));
    if mentioned { Ok(()) } else { Err(Error::JsonNotMentioned { parameter }) }
}

/// Looks through texts alone: not through roles, names and tool calls.
fn mentions_json(messages: &Value) -> bool {
    match messages {
        Value::String(text) => text.as_bytes().windows(4).any(|word| word.eq_ignore_ascii_case(b"json")),
        Value::Array(items) => items.iter().any(mentions_json),
        Value::Object(fields) => ["content", "text"].iter().filter_map(|name| fields.get(*name)).any(mentions_json),
        _ => false,
    }
}
