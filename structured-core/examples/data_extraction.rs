//! Extracts structured data from a text.
//!
//! `cargo run --example data_extraction`

use serde::{Deserialize, Serialize};
use structured_core::{Error, StructuredOutput, chat};

/// An invoice that was found in a text.
#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "it is only printed")]
#[expect(clippy::struct_field_names, reason = "the names of the recorded answer")]
struct Invoice {
    /// Invoice identifier
    invoice_id: String,
    /// Invoice amount
    amount: f64,
    /// Customer name
    customer_name: String,
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
        Message { role: "system", content: "Extract invoice information from the following text." },
        Message { role: "user", content: "Invoice #12345 for $199.99 to John Smith" },
    ];
    let request = Request {
        model: "gpt-4o-2024-08-06",
        messages: &messages,
        response_format: chat::response_format::<Invoice>(),
    };
    println!("{}\n", serde_json::to_string_pretty(&request).expect("a request is JSON"));

    // A recorded response; an HTTP client would return it.
    let body = include_bytes!("answers/invoice.json");
    let invoice = chat::parse::<Invoice>(body)?.into_parsed()?;
    println!("{invoice:#?}");
    Ok(())
}
