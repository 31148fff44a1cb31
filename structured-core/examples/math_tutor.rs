//! Chain of thought: the model solves an equation step by step.
//!
//! `cargo run --example math_tutor`

use serde::{Deserialize, Serialize};
use structured_core::{Error, Outcome, StructuredOutput, chat};

#[derive(Debug, Deserialize, StructuredOutput)]
struct Step {
    explanation: String,
    output: String,
}

#[derive(Debug, Deserialize, StructuredOutput)]
struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
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
fn main() -> Result<(), Error> {
    let messages = [
        Message {
            role: "system",
            content: "You are a helpful math tutor. Guide the user through the solution step by step.",
        },
        Message { role: "user", content: "how can I solve 8x + 7 = -23" },
    ];
    let request = Request {
        model: "gpt-4o-2024-08-06",
        messages: &messages,
        response_format: chat::response_format::<MathReasoning>(),
    };
    println!("{}\n", serde_json::to_string_pretty(&request).expect("a request is JSON"));

    // A recorded response; an HTTP client would return it.
    let body = include_bytes!("answers/math_tutor.json");

    for choice in chat::parse::<MathReasoning>(body)?.choices {
        match choice.outcome {
            Outcome::Parsed(reasoning) => {
                for (number, step) in reasoning.steps.iter().enumerate() {
                    println!("{}. {}\n   {}", number + 1, step.explanation, step.output);
                }
                println!("=> {}", reasoning.final_answer);
            }
            Outcome::Refused(refusal) => println!("The model refused: {refusal}"),
            Outcome::CutOff(text) => println!("Try again with more tokens. Received so far: {text}"),
            Outcome::Filtered(_) => println!("The content filter stopped the answer"),
            Outcome::Unreadable(error) => println!("Send this back to the model: {}", error.feedback()),
            Outcome::ToolCalls(_) | Outcome::Empty => println!("No answer"),
        }
    }
    Ok(())
}
