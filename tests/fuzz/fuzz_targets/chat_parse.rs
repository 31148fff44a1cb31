//! Any bytes as the body of an answer: an error or an answer, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use structured_core::{Outcome, StructuredOutput, chat, responses};

#[derive(Debug, Deserialize, StructuredOutput)]
#[allow(dead_code)]
struct Person {
    name: String,
    age: i64,
    height: Option<f32>,
    friends: Vec<Person>,
}

fuzz_target!(|body: &[u8]| {
    match chat::parse::<Person>(body) {
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
    match responses::parse::<Person>(body) {
        Ok(response) => drop(response.into_parsed()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
