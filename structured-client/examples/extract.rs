//! Extracts an event from a text, with one call.
//!
//! `cargo run -p structured-client --example extract`

mod connect;

use serde::Deserialize;
use structured_client::Error;
use structured_core::{StructuredOutput, chat::Request};

/// An event taken from a text.
#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "it is only printed")]
struct CalendarEvent {
    name: String,
    /// Day of the week, or an ISO 8601 date.
    date: String,
    participants: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "an example prints what it does")]
pub(crate) async fn main() -> Result<(), Error> {
    let connection = connect::connect().await?;
    let request = Request::new(connect::MODEL)
        .system("Extract the event information.")
        .user("Alice and Bob are going to a science fair on Friday.");

    let completion = connection.client.chat().parse::<CalendarEvent>(&request).await?;
    if let Some(usage) = &completion.usage {
        println!("{} tokens", usage.total_tokens);
    }
    let event = completion.into_parsed()?;
    println!("{event:#?}");
    Ok(())
}
