//! When a request is sent again, and when it is not: the server counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde_json::json;
use structured_client::{Client, Error, ErrorKind, ToolTurn};
use structured_core::{Outcome, StructuredOutput, Tools};
use structured_serve::TestServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::support::{CalendarEvent, HANG, chat_request, client, event, read_request, responses_request};

/// A wait that a test can afford.
const SOON: (&str, &str) = ("retry-after-ms", "5");

#[tokio::test]
async fn statuses_that_pass_are_tried_three_times() {
    for status in [408, 409, 429, 500, 502, 503, 529] {
        let server = TestServer::start().await;
        server.status(status).header(SOON.0, SOON.1).always();
        let error = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(status), 3));
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Api, true));
        assert_eq!(server.requests().len(), 3, "status {status}");
    }
}

#[tokio::test]
async fn other_statuses_and_a_used_up_quota_are_not_tried_again() {
    let server = TestServer::start().await;
    let statuses = [400, 401, 403, 404, 422];
    for status in statuses {
        server.status(status);
        let error = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(status), 1));
    }
    server.status(429).code("insufficient_quota").message("You exceeded your current quota.").header(SOON.0, SOON.1);
    let error = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.status(), error.attempts(), error.is_retryable()), (Some(429), 1, false));
    assert_eq!(server.requests().len(), statuses.len() + 1);
}

#[tokio::test]
async fn a_later_attempt_that_succeeds_is_the_answer() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.status(503).header(SOON.0, SOON.1);
    server.status(429).header(SOON.0, SOON.1);
    server.answer(&event());
    let answer = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await?.into_parsed()?;
    assert_eq!((answer, server.requests().len()), (event(), 3));
    Ok(())
}

#[tokio::test]
async fn the_number_of_retries_can_be_set() {
    let server = TestServer::start().await;
    server.status(500).header(SOON.0, SOON.1).always();
    for retries in [0, 1, 5] {
        server.clear_requests();
        let client = client(&server).with_max_retries(retries);
        let error = client.responses().parse::<CalendarEvent>(&responses_request()).await.unwrap_err();
        assert_eq!((error.attempts(), server.requests().len()), (retries + 1, retries as usize + 1));
    }
}

#[tokio::test(start_paused = true)]
async fn the_server_says_how_long_to_wait() -> Result<(), Error> {
    // A date has no parts of a second, and the clock that it is compared with goes on.
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(50));
    let cases = [
        ("retry-after", &*date, 1_000..51_000),
        ("retry-after-ms", "300", 300..310),
        ("retry-after", "1", 1_000..1_010),
        ("retry-after", "0.2", 200..210),
    ];
    for (name, value, expected) in cases {
        let server = TestServer::start().await;
        server.status(429).header(name, value);
        server.answer(&event());
        let started = Instant::now();
        client(&server).chat().parse::<CalendarEvent>(&chat_request()).await?;
        let waited = started.elapsed().as_millis();
        assert!(expected.contains(&waited), "{name}: {value}: {waited} ms");
    }
    Ok(())
}

#[tokio::test]
async fn the_server_says_whether_to_try_again() {
    let server = TestServer::start().await;
    server.status(503).header("x-should-retry", "false");
    let error = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    server.status(400).header("x-should-retry", "true").header(SOON.0, SOON.1);
    server.answer(&event());
    assert!(client(&server).chat().parse::<CalendarEvent>(&chat_request()).await.is_ok());
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_answer_is_whole_is_tried_again() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.answer(&event()).drop_after(0);
    server.answer(&event()).drop_after(20);
    server.answer(&event());
    let answer = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await?.into_parsed()?;
    assert_eq!((answer, server.requests().len()), (event(), 3));

    server.drop_after(20).always();
    let error = client(&server).with_max_retries(1).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 2));
    assert!(std::error::Error::source(&error).is_some_and(|source| source.downcast_ref::<reqwest::Error>().is_some()));
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let free = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = free.local_addr().expect("it has an address");
    drop(free);
    let client = Client::new(format!("http://{address}/v1")).with_max_retries(1);
    let error = client.chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), error.status()), (ErrorKind::Connection, 2, None));
    let told = error.to_string();
    assert!(told.starts_with(&format!("the server could not be reached at {address}: Connection refused")), "{told}");
}

#[tokio::test]
async fn a_stream_is_tried_again_until_it_begins_and_not_after() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.status(503).header(SOON.0, SOON.1);
    server.answer(&event()).drop_after(400);
    let stream = client(&server).chat().stream::<CalendarEvent>(&chat_request()).await?;
    let error = stream.finish().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Answer, 2));
    assert_eq!(server.requests().len(), 2);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn dropping_a_call_ends_its_retries_and_closes_the_connection() {
    let server = TestServer::start().await;
    server.status(503).header("retry-after", "30").always();
    let client = client(&server);
    let request = chat_request();
    let call = client.chat();
    let given_up = tokio::time::timeout(Duration::from_millis(300), call.parse::<CalendarEvent>(&request)).await;
    assert!(given_up.is_err());
    assert_eq!(server.requests().len(), 1);

    // A server that never answers sees the end of the connection.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    let seen = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&seen);
    let closed = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("the client connects");
        let mut buffer = [0; 1024];
        loop {
            match socket.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(length) => counted.fetch_add(length, Ordering::Relaxed),
            };
        }
    });
    let silent = Client::new(format!("http://{address}/v1"));
    let call = silent.chat();
    assert!(tokio::time::timeout(Duration::from_millis(300), call.parse::<CalendarEvent>(&request)).await.is_err());
    tokio::time::timeout(HANG, closed).await.expect("the connection is closed").expect("the task ends");
    assert!(seen.load(Ordering::Relaxed) > 100, "the request came");
}

/// A server whose answers are these, one a connection.
async fn raw_server(answers: Vec<&'static str>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let base_url = format!("http://{}/v1", listener.local_addr().expect("it has an address"));
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        for answer in answers {
            let (mut socket, _) = listener.accept().await.expect("the client connects");
            read_request(&mut socket).await;
            counted.fetch_add(1, Ordering::Relaxed);
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
            let answer = format!("{head}content-length: {}\r\n\r\n{answer}", answer.len());
            socket.write_all(answer.as_bytes()).await.expect("the answer is sent");
        }
    });
    (base_url, count)
}

#[tokio::test]
async fn an_error_inside_an_answer_of_status_200_counts_as_its_own_status_does() {
    let passing = r#"{"error": {"message": "Try again in 5ms.", "code": 502}}"#;
    let (base_url, count) = raw_server(vec![passing; 3]).await;
    let error = Client::new(base_url).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), count.load(Ordering::Relaxed)), (ErrorKind::Api, 3, 3));

    let (base_url, count) = raw_server(vec!["<html>not JSON</html>"; 3]).await;
    let error = Client::new(base_url).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), count.load(Ordering::Relaxed)), (ErrorKind::Answer, 1, 1));
    assert_eq!(error.text(), Some("<html>not JSON</html>"));
}

#[tokio::test]
async fn content_is_not_tried_again_unless_asked() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.answer_text(r#"{"name": 1}"#);
    let completion = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await?;
    assert!(matches!(completion.choices[0].outcome, Outcome::Unreadable(_)));
    assert_eq!(server.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_unreadable_answer_goes_back_with_what_is_wrong_with_it() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    server.answer_text(r#"{"name": "Fair"}"#);
    server.answer(&event());
    let completion = client.chat().with_content_retries(2).parse::<CalendarEvent>(&chat_request()).await?;
    assert_eq!(completion.clone().into_parsed()?, event());
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    let roles: Vec<String> = requests[1].messages().into_iter().map(|(role, _)| role).collect();
    assert_eq!(roles, ["user", "assistant", "user"]);
    let messages = requests[1].messages();
    assert_eq!(messages[1].1, r#"{"name": "Fair"}"#);
    assert!(messages[2].1.contains("missing field `date`"), "{}", messages[2].1);

    server.clear_requests();
    server.answer_text("nothing").times(2);
    server.answer(&event());
    let response = client.responses().with_content_retries(2).parse::<CalendarEvent>(&responses_request()).await?;
    assert_eq!(response.into_parsed()?, event());
    let sent = server.last_request().json();
    assert_eq!(server.requests().len(), 3);
    assert_eq!(sent["input"].as_array().map(Vec::len), Some(5), "{sent}");
    Ok(())
}

#[tokio::test]
async fn the_usage_of_all_attempts_is_added_up() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    server.answer_text("nothing");
    let first = client.chat().parse::<CalendarEvent>(&chat_request()).await?.usage.expect("usage is told");
    server.answer_text("nothing").times(3);
    let third = client.chat().with_content_retries(2).parse::<CalendarEvent>(&chat_request()).await?;
    let usage = third.usage.expect("usage is told");
    assert!(matches!(third.choices[0].outcome, Outcome::Unreadable(_)), "the retries are used up");
    assert_eq!(usage.completion_tokens, 3 * first.completion_tokens);
    assert!(usage.prompt_tokens > 3 * first.prompt_tokens, "the conversation grows");
    assert_eq!(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);

    // An error after the first answer tells what that one cost.
    server.answer_text("nothing");
    server.status(401);
    let error = client.chat().with_content_retries(1).parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!(error.usage().map(|usage| usage.total), Some(first.total_tokens));
    assert_eq!(error.attempts(), 2);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_was_cut_off_gets_more_tokens_and_a_refusal_is_final() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    let request = chat_request().set("max_completion_tokens", &4).set("seed", &1);
    let completion = client.chat().with_content_retries(9).parse::<CalendarEvent>(&request).await?;
    assert!(completion.into_parsed().is_ok());
    let limits: Vec<u64> =
        server.requests().iter().filter_map(|request| request.json()["max_completion_tokens"].as_u64()).collect();
    assert!(limits.len() > 1 && limits.windows(2).all(|pair| pair[1] == 2 * pair[0]), "{limits:?}");

    server.clear_requests();
    let request = responses_request().set("max_output_tokens", &16);
    server.cut_after(3);
    server.answer(&event());
    client.responses().with_content_retries(3).parse::<CalendarEvent>(&request).await?;
    assert_eq!(server.requests()[1].json()["max_output_tokens"], 32);

    // Without a limit of its own, the request was cut at the limit of the model.
    server.clear_requests();
    server.cut_after(3).times(3);
    let cut = client.chat().with_content_retries(3).parse::<CalendarEvent>(&chat_request()).await?;
    assert!(matches!(cut.choices[0].outcome, Outcome::CutOff(_)));
    assert_eq!(server.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_refusal_is_never_asked_again() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    server.refuse("No.").always();
    client.chat().with_content_retries(3).parse::<CalendarEvent>(&chat_request()).await?;
    client.responses().with_content_retries(3).parse::<CalendarEvent>(&responses_request()).await?;
    assert_eq!(server.requests().len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_limit_that_the_model_refuses_leaves_the_answer_before_it() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.cut_after(3);
    server.status(400).message("max_tokens is too large: 20000.");
    let request = chat_request().set("max_tokens", &10_000);
    let completion = client(&server).chat().with_content_retries(3).parse::<CalendarEvent>(&request).await?;
    assert!(matches!(completion.choices[0].outcome, Outcome::CutOff(_)));
    assert_eq!(server.requests().len(), 2);
    Ok(())
}

#[tokio::test]
async fn content_retries_have_transport_retries_of_their_own() -> Result<(), Error> {
    let server = TestServer::start().await;
    for _ in 0..2 {
        server.status(503).header(SOON.0, SOON.1).times(2);
        server.answer_text("nothing");
    }
    server.status(503).header(SOON.0, SOON.1).times(3);
    let error =
        client(&server).chat().with_content_retries(2).parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.status(), error.attempts(), server.requests().len()), (Some(503), 9, 9));
    Ok(())
}

/// Reads the weather.
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "get_weather")]
#[expect(dead_code, reason = "only read")]
struct GetWeather {
    location: String,
}

#[derive(Debug, Tools)]
#[expect(dead_code, reason = "only read")]
enum Action {
    GetWeather(GetWeather),
}

#[tokio::test]
async fn a_call_that_cannot_be_read_is_answered_with_what_is_wrong_with_it() -> Result<(), Error> {
    // The endpoint calls no tool that was not offered, and none with arguments that its schema refuses.
    let call = r#"{"choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "tool_calls": [
        {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{\"place\":1}"}},
        {"id": "call_2", "type": "function", "function": {"name": "get_weather", "arguments": "{\"location\":\"Paris\"}"}}]}}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}}"#;
    let good = r#"{"choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "tool_calls": [
        {"id": "call_3", "type": "function", "function": {"name": "get_weather", "arguments": "{\"location\":\"Rome\"}"}}]}}],
        "usage": {"prompt_tokens": 6, "completion_tokens": 8, "total_tokens": 14}}"#;
    let (base_url, count) = raw_server(vec![call, good]).await;
    let client = Client::new(base_url);
    let completion = client.chat().with_content_retries(1).tools::<Action>(&chat_request()).await?;
    assert_eq!(completion.usage.map(|usage| usage.total_tokens), Some(26));
    assert_eq!((completion.into_parsed()?.into_actions()?.len(), count.load(Ordering::Relaxed)), (1, 2));

    let (base_url, _) = raw_server(vec![call]).await;
    let turn = Client::new(base_url).chat().tools::<Action>(&chat_request()).await?.into_parsed()?;
    let ToolTurn::Calls(calls) = turn else { panic!("{turn:?}") };
    assert!(calls[0].action.is_err() && calls[1].action.is_ok());
    assert!(json!(calls[0].call).to_string().contains("call_1"));
    Ok(())
}

#[tokio::test]
async fn counts_that_are_too_large_to_add_are_the_largest() -> Result<(), Error> {
    let body = |content: &'static str| -> &'static str {
        let usage =
            r#"{"prompt_tokens": 18446744073709551615, "completion_tokens": 7, "total_tokens": 18446744073709551615}"#;
        format!(r#"{{"choices": [{{"index": 0, "finish_reason": "stop", "message": {{"content": {content}}}}}], "usage": {usage}}}"#)
            .leak()
    };
    let event = r#""{\"name\":\"Fair\",\"date\":\"Friday\",\"participants\":[]}""#;
    let (base_url, _) = raw_server(vec![body("\"no JSON\""), body(event)]).await;
    let client = Client::new(base_url);
    let completion = client.chat().with_content_retries(1).parse::<CalendarEvent>(&chat_request()).await?;
    let usage = completion.usage.expect("usage is there");
    assert_eq!((usage.prompt_tokens, usage.completion_tokens, usage.total_tokens), (u64::MAX, 14, u64::MAX));
    Ok(())
}
