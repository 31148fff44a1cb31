//! Sends many requests through the Batch API.
//!
//! `cargo run -p structured-client --example batch`
//!
//! A batch can take a day. To continue after a crash, pass the printed ids as arguments.

mod connect;

use std::time::Duration;

use serde::Deserialize;
use structured_client::Error;
use structured_core::StructuredOutput;
use structured_core::chat::{ChatCompletion, Request};

/// The capital of a country.
#[derive(Debug, Deserialize, StructuredOutput)]
struct Capital {
    city: String,
    inhabitants: u64,
}

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "an example prints what it does")]
pub(crate) async fn main() -> Result<(), Error> {
    let connection = connect::connect().await?;
    let batches = connection
        .client
        .batches()
        .with_poll_interval(Duration::from_millis(100), Duration::from_secs(60))
        .on_progress(|batches| {
            for batch in batches {
                let counts = batch.request_counts;
                println!("{}: {}, {} of {}", batch.id, batch.status, counts.completed + counts.failed, counts.total);
            }
        });

    let ids: Vec<String> = std::env::args().skip(1).filter(|argument| argument.starts_with("batch_")).collect();
    let results = if ids.is_empty() {
        let ask = |country| Request::new(connect::MODEL).user(format!("What is the capital of {country}?"));
        batches.run::<Capital>(["France", "Japan", "Peru"].map(|country| (country, ask(country)))).await?
    } else {
        batches.resume::<Capital>(ids).await?
    };
    for line in results.iter() {
        let line = line?;
        match line.answer.and_then(ChatCompletion::into_parsed) {
            Ok(Capital { city, inhabitants }) => println!("{}: {city}, {inhabitants} inhabitants", line.custom_id),
            Err(error) => println!("{}: {error}", line.custom_id),
        }
    }
    Ok(())
}
