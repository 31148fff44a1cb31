//! A service that asks a model for a typed answer, streams it, and runs the tools that the model calls.
//!
//! `cargo run -p structured-core --example service`; the answers are recorded, any HTTP client can stand in their place.

use serde::Deserialize;
use structured_core::{Error, Outcome, StructuredOutput, Tools, chat};

/// An invoice.
#[derive(Debug, Deserialize, StructuredOutput)]
struct Invoice {
    vendor: String,
    total: f64,
}

/// Gives the rate of a currency in euros.
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "exchange_rate")]
struct ExchangeRate {
    currency: String,
}

#[derive(Debug, Tools)]
enum Action {
    ExchangeRate(ExchangeRate),
}

/// Asks until the model answers, runs the tools that it calls, and tries again where that makes sense.
fn ask(text: &str, send: impl Fn(&str) -> (u16, Vec<u8>)) -> Result<Invoice, Error> {
    let mut request =
        chat::Request::new("gpt-4o").system("Read the invoice.").user(text).format::<Invoice>().tools::<Action>();
    for _ in 0..5 {
        let body = serde_json::to_string(&request).map_err(|error| Error::Request { message: error.to_string() })?;
        let (status, answer) = send(&body);
        let completion = match chat::parse_response::<Invoice>(status, &answer) {
            Err(error) if error.is_retryable() => continue,
            completion => completion?,
        };
        let Some(choice) = completion.choices.first() else { return Err(Error::Empty) };
        request = match &choice.outcome {
            Outcome::ToolCalls(calls) => {
                let results = calls.iter().map(|call| match Action::from_call(call) {
                    Ok(Action::ExchangeRate(rate)) => call.result(&format!("1 {} is 0.92 EUR", rate.currency)),
                    Err(error) => call.failed(&error),
                });
                request.message(&choice.message).messages(results)
            }
            Outcome::Unreadable(error) => request.message(&choice.message).user(error.feedback()),
            _ => return completion.into_parsed(),
        };
    }
    Err(Error::Empty)
}

/// Shows the answer while it streams.
#[expect(clippy::print_stdout, reason = "an example shows what it does")]
fn stream(body: &[u8]) -> Result<Invoice, Error> {
    let reader = chat::StreamReader::<Invoice>::new();
    let completion = reader.read_from(body, |event| {
        if let chat::Event::ContentDelta { delta, .. } = event {
            print!("{delta}");
        }
    })?;
    completion.into_parsed()
}

#[expect(clippy::print_stdout, reason = "an example shows what it does")]
fn main() -> Result<(), Error> {
    let call = r#"{"choices": [{"finish_reason": "tool_calls", "message": {"role": "assistant", "content": null, "tool_calls":
        [{"id": "c1", "type": "function", "function": {"name": "exchange_rate", "arguments": "{\"currency\":\"USD\"}"}}]}}]}"#;
    let answer = r#"{"choices": [{"finish_reason": "stop", "message": {"role": "assistant",
        "content": "{\"vendor\":\"ACME\",\"total\":92.0}"}}]}"#;
    let invoice = ask("ACME, 100 USD", |body| (200, (if body.contains("\"tool\"") { answer } else { call }).into()))?;
    println!("{}: {} EUR", invoice.vendor, invoice.total);
    let chunk =
        r#"data: {"choices":[{"delta":{"content":"{\"vendor\":\"ACME\",\"total\":92.0}"},"finish_reason":"stop"}]}"#;
    println!(" -> {}", stream(format!("{chunk}\n\ndata: [DONE]\n\n").as_bytes())?.vendor);
    Ok(())
}
