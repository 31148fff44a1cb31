//! Any bytes as the body of an answer: an error or an answer, never a panic; and never an answer that `serde_json` does
//! not take for JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use serde_json::value::RawValue;
use structured_core::{ContentErrorKind, Error, Outcome, StructuredOutput, chat, responses};

#[derive(Debug, Deserialize, StructuredOutput)]
#[allow(dead_code)]
struct Person {
    name: String,
    age: i64,
    height: Option<f32>,
    friends: Vec<Person>,
}

/// Compares with `serde_json`, which skips the body. Halves of characters are errors for some members only, and bytes
/// that are not UTF-8 are replaced. A number alone may be too large for `serde_json` to name its type.
fn judge<T>(body: &[u8], answer: &Result<T, Error>) {
    let Ok(text) = std::str::from_utf8(body) else { return };
    let is_json = serde_json::from_str::<&RawValue>(text).is_ok();
    assert!(is_json || answer.is_err());
    if is_json && text.trim_start().starts_with('{') && !text.contains("\\ud") && !text.contains("\\uD") {
        assert!(!matches!(answer, Err(Error::Body { error, .. }) if error.kind() == ContentErrorKind::NotJson));
    }
}

fuzz_target!(|body: &[u8]| {
    let completion = chat::parse::<Person>(body);
    judge(body, &completion);
    match completion {
        Ok(completion) => {
            for choice in &completion.choices {
                if let Outcome::Unreadable(error) = &choice.outcome {
                    assert!(!error.to_string().is_empty());
                    assert!(!error.feedback().is_empty());
                }
            }
            let _ = completion.into_parsed();
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let response = responses::parse::<Person>(body);
    judge(body, &response);
    match response {
        Ok(response) => drop(response.into_parsed()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
