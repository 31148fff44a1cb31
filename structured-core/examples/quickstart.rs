//! A type, its schema, the request, and a recorded answer that is parsed into the type. Needs no network and no API key.
//!
//! `cargo run --example quickstart`

use serde::{Deserialize, Serialize};
use structured_core::{Error, StructuredOutput, chat};

/// An analysis of a food item.
#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "printed as a whole")]
struct FoodAnalysis {
    /// The name of the food item
    name: String,
    /// Whether the food is good for you
    healthy: bool,
    /// Estimated calories per serving
    calories: u32,
    /// List of taste characteristics
    taste_profile: Vec<String>,
}

/// The schema is a constant that the compiler has rendered.
const SCHEMA: &str = FoodAnalysis::JSON_SCHEMA;

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
    println!("1. The schema of `FoodAnalysis`, a constant:\n\n{SCHEMA}\n");

    let request = Request {
        model: "gpt-4o-mini",
        messages: &[Message { role: "user", content: "Analyze the following food item: avocado" }],
        response_format: chat::response_format::<FoodAnalysis>(),
    };
    let body = serde_json::to_string_pretty(&request).expect("a request is JSON");
    println!("2. The body to POST to /v1/chat/completions:\n\n{body}\n");

    // The API's response to this prompt on 2025-01-22.
    let answer = include_bytes!("answers/food_analysis.json");
    let completion = chat::parse::<FoodAnalysis>(answer)?;
    println!("3. The recorded answer of {}, parsed into the type:\n", completion.model);
    let analysis: FoodAnalysis = completion.into_parsed()?;
    println!("{analysis:#?}");
    Ok(())
}
