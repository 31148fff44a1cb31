//! Lets a model call functions and sends it their results, until it answers with text.
//!
//! `cargo run -p structured-client --example agent`

mod connect;

use serde::Deserialize;
use structured_client::{Error, ToolTurn};
use structured_core::{StructuredOutput, Tools, chat::Request};

/// Fetches the weather in a place.
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "get_weather")]
struct GetWeather {
    location: String,
}

/// Looks up an order.
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "find_order")]
struct FindOrder {
    order_id: String,
}

#[derive(Debug, Tools)]
enum Action {
    GetWeather(GetWeather),
    FindOrder(FindOrder),
}

fn run(action: &Action) -> String {
    match action {
        Action::GetWeather(weather) => format!("18 degrees in {}", weather.location),
        Action::FindOrder(order) => format!("{} is on its way", order.order_id),
    }
}

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "an example prints what it does")]
pub(crate) async fn main() -> Result<(), Error> {
    /// The limit for a model that never stops calling functions.
    const MOST_TURNS: usize = 3;
    let connection = connect::connect().await?;
    let api = connection.client.chat().with_content_retries(1);
    let mut request = Request::new(connect::MODEL).user("How is the weather in Paris, and where is my order 12345?");
    for _ in 0..MOST_TURNS {
        let completion = api.tools::<Action>(&request).await?;
        request = request.messages(completion.choices.first().map(|choice| &choice.message));
        match completion.into_parsed()? {
            ToolTurn::Text(text) => {
                println!("{text}");
                break;
            }
            ToolTurn::Calls(calls) => {
                for call in calls {
                    println!("{:?}", call.action);
                    request = request.message(&match &call.action {
                        Ok(action) => call.call.result(&run(action)),
                        Err(error) => call.call.failed(error),
                    });
                }
            }
        }
    }
    Ok(())
}
