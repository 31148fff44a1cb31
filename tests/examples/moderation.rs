//! Moderation: a text is put into one of a few classes. The model may refuse instead, and that is no failure of the
//! program.
//!
//! `cargo run -p structured-tests --example moderation`

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

/// A request of any client. A struct keeps the order of the schema's properties, which is the order of the answer;
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

#[expect(clippy::print_stdout, reason = "an example tells what it does")]
fn tell(body: &[u8]) -> Result<(), Error> {
    match chat::parse::<ContentCompliance>(body)?.into_parsed() {
        Ok(ContentCompliance { is_violating: false, .. }) => println!("The message may stay"),
        Ok(ContentCompliance { category, explanation_if_violating, .. }) => {
            println!("The message goes: {category:?}, {}", explanation_if_violating.unwrap_or_default());
        }
        Err(Error::Refused { refusal }) => println!("The model would not judge the message: {refusal}"),
        Err(error) => return Err(error),
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "an example tells what it does")]
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

    tell(include_bytes!("answers/moderation.json"))?;
    tell(include_bytes!("../fixtures/answers/recorded/test_chat_parse_test_parsed_refused_completion__0.response.json"))
}
