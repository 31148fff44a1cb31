//! Requests of another crate, and answers of odd servers.

use async_openai::types::chat::{ChatCompletionRequestUserMessageArgs, CreateChatCompletionRequestArgs};
use async_openai::types::responses::CreateResponseArgs;
use structured_client::Error;
use structured_core::chat::ChatCompletion;
use structured_core::responses::Response;
use structured_serve::{Quirk, TestServer};

use crate::support::{CalendarEvent, chat_request, client, responses_request};

#[tokio::test]
async fn the_requests_of_async_openai_are_taken() -> Result<(), Box<dyn std::error::Error>> {
    let server = TestServer::start().await;
    let message = ChatCompletionRequestUserMessageArgs::default().content("Alice goes to a fair.").build()?;
    let request =
        CreateChatCompletionRequestArgs::default().model("gpt-4o-mini").messages(vec![message.into()]).build()?;
    client(&server).chat().parse::<CalendarEvent>(&request).await?.into_parsed()?;
    server.last_request().assert_is_for::<CalendarEvent>();
    client(&server).chat().stream::<CalendarEvent>(&request).await?.finish().await?.into_parsed()?;

    let request = CreateResponseArgs::default().model("gpt-4o-mini").input("Alice goes to a fair.").build()?;
    client(&server).responses().parse::<CalendarEvent>(&request).await?.into_parsed()?;
    server.last_request().assert_is_for::<CalendarEvent>();
    client(&server).responses().stream::<CalendarEvent>(&request).await?.finish().await?.into_parsed()?;
    Ok(())
}

/// The endpoint refuses a quirk that does not go with the kind of request.
fn goes_with(error: &Error) -> bool {
    !error.to_string().contains("the quirk `")
}

#[tokio::test]
async fn every_odd_answer_is_an_answer_or_a_clear_error() {
    let (mut answers, mut errors) = (0, 0);
    for quirk in Quirk::ALL {
        let server = TestServer::start().await;
        server.quirk(*quirk).always();
        let client = client(&server).with_max_retries(0);
        let mut fits = 0;
        let chat = client.chat().parse::<CalendarEvent>(&chat_request()).await.map(ChatCompletion::into_parsed);
        let response = client.responses().parse::<CalendarEvent>(&responses_request()).await.map(Response::into_parsed);
        let streamed = match client.chat().stream::<CalendarEvent>(&chat_request()).await {
            Ok(stream) => stream.finish().await.map(ChatCompletion::into_parsed),
            Err(error) => Err(error),
        };
        let streamed_response = match client.responses().stream::<CalendarEvent>(&responses_request()).await {
            Ok(stream) => stream.finish().await.map(Response::into_parsed),
            Err(error) => Err(error),
        };
        for result in [chat, response, streamed, streamed_response] {
            match result {
                Ok(_) => (answers, fits) = (answers + 1, fits + 1),
                Err(error) if goes_with(&error) => {
                    assert!(error.status().is_some() && !error.to_string().is_empty(), "{quirk:?}: {error:?}");
                    (errors, fits) = (errors + 1, fits + 1);
                }
                Err(_) => {}
            }
        }
        // Some need tools, or an answer with a certain character.
        assert!(fits <= 1, "{quirk:?} goes with one kind of request");
    }
    assert!(answers + errors > Quirk::ALL.len() / 2, "{answers} answers and {errors} errors");
    assert!(answers >= 5 && errors >= 5, "{answers} answers and {errors} errors");
}
