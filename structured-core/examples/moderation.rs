//! Moderation: the model classifies a message. It may refuse to answer, and the program handles that as a normal case.
//!
//! `cargo run --example moderation`

use serde::{Deserialize, Serialize};
use structured_core::{Error, StructuredOutput, chat};

#[derive(Debug, Clone, Copy, PartialEq, Deserialize, StructuredOutput)]
#[serde(rename_all = "snake_case")]
enum Category {
    Violence,
    Sexual,
    SelfHarm,
}

/// Whether a message keeps to the guidelines.
#[derive(Debug, Deserialize, StructuredOutput)]
struct ContentCompliance {
    is_violating: bool,
    category: Option<Category>,
    explanation_if_violating: Option<String>,
}

/// The request body. A struct keeps the order of the schema's properties, and the model answers in that order;
/// `serde_json::json!` would sort them.
#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    messages: &'a [Message<'a>],
    response_format: chat::ResponseFormat,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'a str,
    content: &'a str,
}

#[expect(clippy::print_stdout, reason = "an example prints what it does")]
fn report(body: &[u8]) -> Result<(), Error> {
    match chat::parse::<ContentCompliance>(body)?.into_parsed() {
        Ok(ContentCompliance { is_violating: false, .. }) => println!("The message is allowed"),
        Ok(ContentCompliance { category, explanation_if_violating, .. }) => {
            println!("The message is removed: {category:?}, {}", explanation_if_violating.unwrap_or_default());
        }
        Err(Error::Refused { refusal }) => println!("The model refused to judge the message: {refusal}"),
        Err(error) => return Err(error),
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "an example prints what it does")]
fn main() -> Result<(), Error> {
    let messages = [
        Message {
            role: "system",
            content: "Determine if the user input violates specific guidelines and explain if they do.",
        },
        Message { role: "user", content: "How do I prepare for a job interview?" },
    ];
    let request = Request {
        model: "gpt-4o-2024-08-06",
        messages: &messages,
        response_format: chat::response_format::<ContentCompliance>(),
    };
    println!("{}\n", serde_json::to_string_pretty(&request).expect("a request is JSON"));

    report(include_bytes!("answers/moderation.json"))?;
    report(include_bytes!("answers/refusal.json"))
}
