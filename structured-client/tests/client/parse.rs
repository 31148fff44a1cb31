//! One call: what is sent, and what comes back.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;
use structured_client::{Client, Error, ErrorKind, ToolTurn};
use structured_core::{Outcome, StructuredOutput, Tools, chat, responses};
use structured_serve::{Options, TestServer};

use crate::support::{CalendarEvent, chat_request, client, event, responses_request};

/// Reads the weather.
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(name = "get_weather")]
struct GetWeather {
    location: String,
}

#[derive(Debug, PartialEq, Tools)]
enum Action {
    GetWeather(GetWeather),
}

#[tokio::test]
async fn one_call_gives_a_typed_answer_of_both_apis() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.answer(&event()).times(2);
    let client = client(&server);
    let answer: CalendarEvent = client.chat().parse(&chat_request()).await?.into_parsed()?;
    assert_eq!(answer, event());
    let answer: CalendarEvent = client.responses().parse(&responses_request()).await?.into_parsed()?;
    assert_eq!(answer, event());
    let paths: Vec<String> = server.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(paths, ["/v1/chat/completions", "/v1/responses"]);
    Ok(())
}

#[tokio::test]
async fn the_schema_is_sent_as_the_text_that_it_is() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    client.chat().parse::<CalendarEvent>(&chat_request()).await?;
    server.last_request().assert_is_for::<CalendarEvent>();
    assert!(server.last_request().body().contains(CalendarEvent::JSON_SCHEMA));
    assert_eq!(server.last_request().json()["response_format"]["json_schema"]["strict"], true);
    client.responses().parse::<CalendarEvent>(&responses_request()).await?;
    assert!(server.last_request().body().contains(CalendarEvent::JSON_SCHEMA));
    assert_eq!(server.last_request().json()["text"]["format"]["strict"], true);
    Ok(())
}

#[tokio::test]
async fn any_value_that_serializes_is_a_request_and_keeps_its_members_in_order() -> Result<(), Error> {
    #[derive(Serialize)]
    struct Own<'a> {
        seed: u32,
        model: &'a str,
        messages: [Message<'a>; 1],
        response_format: Option<()>,
    }
    #[derive(Serialize)]
    struct Message<'a> {
        role: &'a str,
        content: &'a str,
    }
    let server = TestServer::start().await;
    let messages = [Message { role: "user", content: "Hi" }];
    let own = Own { seed: 7, model: "gpt-4o-mini", messages, response_format: None };
    client(&server).chat().parse::<CalendarEvent>(&own).await?.into_parsed()?;
    let sent = server.last_request().body().to_owned();
    assert!(sent.contains(r#""seed":7,"model":"gpt-4o-mini""#), "{sent}");
    assert!(sent.contains(r#""messages":[{"role":"user","content":"Hi"}]"#), "{sent}");

    let json = json!({"model": "gpt-4o-mini", "input": "Hi", "text": {"verbosity": "low"}});
    client(&server).responses().parse::<CalendarEvent>(&json).await?.into_parsed()?;
    assert_eq!(server.last_request().json()["text"]["verbosity"], "low");
    assert_eq!(server.last_request().json()["input"], "Hi");
    Ok(())
}

#[tokio::test]
async fn a_request_that_cannot_be_sent_is_an_error_before_anything_is_sent() {
    let server = TestServer::start().await;
    let client = client(&server);
    let (chat, responses) = (client.chat(), client.responses());
    let messages = json!([{"role": "user", "content": "Hi"}]);
    let formatted = json!({"model": "m", "messages": messages, "response_format": {"type": "json_object"}});
    let streaming = json!({"model": "m", "messages": messages, "stream": true});
    let tools = json!({"model": "m", "messages": messages, "tools": []});
    let errors = [
        chat.parse::<CalendarEvent>(&formatted).await.unwrap_err(),
        chat.parse::<CalendarEvent>(&streaming).await.unwrap_err(),
        chat.parse::<CalendarEvent>(&["no", "object"]).await.unwrap_err(),
        chat.parse::<CalendarEvent>("text").await.unwrap_err(),
        chat.parse::<CalendarEvent>(&f64::NAN).await.unwrap_err(),
        chat.tools::<Action>(&tools).await.unwrap_err(),
        chat.stream::<CalendarEvent>(&formatted).await.unwrap_err(),
        chat.stream::<CalendarEvent>(&streaming).await.unwrap_err(),
        responses.parse::<CalendarEvent>(&json!({"text": {"format": {"type": "text"}}})).await.unwrap_err(),
        responses.parse::<CalendarEvent>(&json!({"text": "plain"})).await.unwrap_err(),
        responses.stream::<CalendarEvent>(&json!({"stream": true})).await.unwrap_err(),
        responses.tools::<Action>(&tools).await.unwrap_err(),
    ];
    for error in &errors {
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert_eq!((error.attempts(), error.status()), (0, None), "{error}");
    }
    let told = "the request already has `response_format`, which the client sets for a typed answer; help: remove it from the request";
    assert_eq!(errors[0].to_string(), told);
    assert!(server.requests().is_empty());

    let misconfigured = Client::new("localhost").chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((misconfigured.kind(), misconfigured.attempts()), (ErrorKind::Configuration, 0));
}

#[tokio::test]
async fn members_that_are_null_or_false_do_not_count() -> Result<(), Error> {
    let server = TestServer::start().await;
    let messages = json!([{"role": "user", "content": "Hi"}]);
    let request =
        json!({"model": "gpt-4o-mini", "messages": messages, "response_format": null, "tools": null, "stream": false});
    client(&server).chat().parse::<CalendarEvent>(&request).await?.into_parsed()?;
    client(&server)
        .chat()
        .tools::<Action>(&json!({"model": "gpt-4o-mini", "messages": messages, "tools": null}))
        .await?;
    assert_eq!(server.last_request().tool_names().collect::<Vec<_>>(), ["get_weather"]);
    Ok(())
}

#[tokio::test]
async fn every_ending_of_an_answer_is_in_the_envelope() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    server.refuse("I cannot help with that.");
    server.cut_after(3);
    server.filter();
    server.answer_text("no JSON");
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(client.chat().parse::<CalendarEvent>(&chat_request()).await?.choices.remove(0).outcome);
    }
    assert_eq!(outcomes[0], Outcome::Refused("I cannot help with that.".to_owned()));
    assert!(matches!(outcomes[1], Outcome::CutOff(_)));
    assert!(matches!(outcomes[2], Outcome::Filtered(_)));
    assert!(matches!(&outcomes[3], Outcome::Unreadable(error) if error.text() == "no JSON"));
    assert_eq!(server.requests().len(), 4);

    server.refuse("No.");
    let error: Error =
        client.responses().parse::<CalendarEvent>(&responses_request()).await?.into_parsed().unwrap_err().into();
    assert_eq!((error.kind(), error.text()), (ErrorKind::Answer, Some("No.")));
    Ok(())
}

#[tokio::test]
async fn calls_are_read_into_the_variants_of_their_tools() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    server.call("get_weather", &json!({"location": "Paris"})).times(2);
    let expected = Action::GetWeather(GetWeather { location: "Paris".to_owned() });
    let turn = client.chat().tools::<Action>(&chat_request()).await?.into_parsed()?;
    let ToolTurn::Calls(calls) = &turn else { panic!("{turn:?}") };
    assert_eq!(calls[0].action.as_ref(), Ok(&expected));
    let result = chat_request().message(&calls[0].call.result("18 degrees"));
    assert!(serde_json::to_string(&result).unwrap().contains("tool_call_id"));
    assert_eq!(turn.into_actions()?, [expected]);

    let turn = client.responses().tools::<Action>(&responses_request()).await?.into_parsed()?;
    assert_eq!(turn.into_actions()?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_model_that_calls_nothing_answers_in_words() -> Result<(), Error> {
    let server = TestServer::start().await;
    for text in ["It is sunny.", "42", r#"{"json": true}"#] {
        server.answer_text(text).times(2);
        let chat = client(&server).chat().tools::<Action>(&chat_request()).await?.into_parsed()?;
        assert_eq!(chat, ToolTurn::Text(text.to_owned()));
        assert_eq!(chat.into_actions()?, []);
        let response = client(&server).responses().tools::<Action>(&responses_request()).await?.into_parsed()?;
        assert_eq!(response, ToolTurn::Text(text.to_owned()));
    }
    Ok(())
}

#[tokio::test]
async fn headers_and_the_key_are_sent() -> Result<(), Error> {
    let options = Options { api_key: Some("sk-right".to_owned()), ..Options::default() };
    let server = TestServer::with(options).await;
    let client =
        Client::new(server.base_url()).with_organization("org-1").with_project("proj-1").with_header("x-own", "yes");
    let error = client.chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Api, Some(401), 1));

    client.with_api_key("sk-right").chat().parse::<CalendarEvent>(&chat_request()).await?.into_parsed()?;
    let request = server.last_request();
    assert_eq!(request.header("authorization"), Some("Bearer sk-right"));
    assert_eq!(request.header("openai-organization"), Some("org-1"));
    assert_eq!(request.header("openai-project"), Some("proj-1"));
    assert_eq!(request.header("x-own"), Some("yes"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert!(request.header("user-agent").is_some_and(|agent| agent.starts_with("structured-client/")));
    Ok(())
}

#[tokio::test]
async fn a_deployment_on_azure_is_asked_at_its_own_path() -> Result<(), Error> {
    let server = TestServer::with(Options { api_key: Some("az-key".to_owned()), ..Options::default() }).await;
    let client = Client::azure(server.origin(), "gpt-4o-mini", "2024-10-21", "az-key");
    let messages = json!([{"role": "user", "content": "Hi"}]);
    client.chat().parse::<CalendarEvent>(&json!({"messages": messages})).await?.into_parsed()?;
    let request = server.last_request();
    assert_eq!(request.path(), "/openai/deployments/gpt-4o-mini/chat/completions");
    assert_eq!((request.header("api-key"), request.header("authorization")), (Some("az-key"), None));
    Ok(())
}

#[tokio::test]
async fn the_users_own_http_client_sends_the_requests() -> Result<(), Box<dyn std::error::Error>> {
    let server = TestServer::start().await;
    let http = reqwest::Client::builder().user_agent("mine").build()?;
    let client = client(&server).with_http_client(http);
    client.chat().parse::<CalendarEvent>(&chat_request()).await?.into_parsed()?;
    assert_eq!(server.last_request().header("user-agent"), Some("mine"));
    Ok(())
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let server = TestServer::start().await;
    server.answer(&event()).latency(Duration::from_secs(30));
    let client = client(&server).with_timeout(Duration::from_millis(100)).with_max_retries(0);
    let error = client.chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), error.is_retryable()), (ErrorKind::Timeout, 1, true));
}

#[tokio::test]
async fn the_longest_timeout_is_as_good_as_none() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server).with_timeout(Duration::MAX);
    client.chat().parse::<CalendarEvent>(&chat_request()).await?.into_parsed()?;
    client.chat().stream::<CalendarEvent>(&chat_request()).await?.finish().await?.into_parsed()?;
    Ok(())
}

#[tokio::test]
async fn a_call_can_run_in_a_task_of_its_own() {
    fn is_send<F: Send>(future: F) -> F {
        future
    }
    let server = TestServer::start().await;
    let client = client(&server);
    let answer = tokio::spawn(async move {
        let api = client.chat().with_content_retries(1);
        is_send(api.parse::<CalendarEvent>(&chat_request())).await?.into_parsed().map_err(Error::from)
    });
    answer.await.expect("the task ends").expect("the answer comes");

    // These compile; that is the test.
    let client = Client::new("http://localhost:1");
    let (chat, responses) = (chat::Request::new("m"), responses::Request::new("m"));
    drop(is_send(client.chat().tools::<Action>(&chat)));
    drop(is_send(client.responses().stream_partial::<CalendarEvent>(&responses)));
    drop(is_send(client.batches().run::<CalendarEvent>([("a", &chat)])));
    drop(is_send(client.responses().batches().resume::<CalendarEvent>(["batch_1"])));
}
