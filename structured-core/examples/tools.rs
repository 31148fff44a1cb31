//! Function calling: the model calls tools whose arguments are Rust types.
//!
//! `cargo run --example tools`

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use structured_core::{Error, Outcome, StructuredOutput, ToolCall, chat};

#[derive(Debug, Deserialize, StructuredOutput)]
enum Unit {
    F,
    C,
}

/// Fetches the weather in the given location
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "get_weather")]
struct GetWeather {
    /// The location to get the weather for
    location: String,
    /// The unit to return the temperature in
    unit: Option<Unit>,
}

/// Looks up an order
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "find_order")]
struct FindOrder {
    order_id: String,
}

/// The request body. A struct keeps the order of the schema's properties, and the model answers in that order;
/// `serde_json::json!` would sort them.
#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    messages: &'a [Value],
    tools: &'a [chat::Tool],
}

/// Runs one call and returns the result for the model.
fn run(call: &ToolCall) -> Result<String, Error> {
    match call.name() {
        GetWeather::NAME => {
            let GetWeather { location, unit } = call.parse()?;
            Ok(format!("18 {:?} in {location}", unit.unwrap_or(Unit::C)))
        }
        FindOrder::NAME => {
            let FindOrder { order_id } = call.parse()?;
            Ok(format!("{order_id} is on its way"))
        }
        _ => Err(Error::unknown_tool(call, &[GetWeather::NAME, FindOrder::NAME])),
    }
}

#[expect(clippy::print_stdout, reason = "an example prints what it does")]
fn print(request: &Request<'_>) {
    println!("{}\n", serde_json::to_string_pretty(request).expect("a request is JSON"));
}

#[expect(clippy::print_stdout, reason = "an example prints what it does")]
fn main() -> Result<(), Error> {
    let tools = [chat::tool::<GetWeather>(), chat::tool::<FindOrder>()];
    let mut messages = vec![json!({"role": "user", "content": "How is Paris, and where is my order A-1042?"})];
    print(&Request { model: "gpt-4o-2024-08-06", messages: &messages, tools: &tools });

    // A recorded response; an HTTP client would return it.
    let body = include_bytes!("answers/tools.json");
    let Some(choice) = chat::parse::<String>(body)?.choices.into_iter().next() else { return Err(Error::Empty) };
    let Outcome::ToolCalls(calls) = &choice.outcome else {
        println!("{:?}", choice.outcome);
        return Ok(());
    };
    messages.push(json!(choice.message));
    for call in calls {
        // Errors go back to the model as well, so that it can correct its call.
        let content = run(call).unwrap_or_else(|error| error.feedback().unwrap_or_else(|| error.to_string()));
        messages.push(json!({"role": "tool", "tool_call_id": call.id(), "content": content}));
    }
    print(&Request { model: "gpt-4o-2024-08-06", messages: &messages, tools: &tools });
    Ok(())
}
