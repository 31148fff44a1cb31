//! What a script says is what is answered.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};
use structured_core::{Outcome, StructuredOutput, chat};
use structured_serve::{Quirk, TestServer};
use tokio::time::Instant;

use crate::support::{chat, post};

/// An event taken from a text.
#[derive(Debug, PartialEq, Serialize, serde::Deserialize, StructuredOutput)]
struct CalendarEvent {
    name: String,
    date: String,
    participants: Vec<String>,
}

fn event() -> CalendarEvent {
    CalendarEvent { name: "Fair".to_owned(), date: "Friday".to_owned(), participants: vec!["Bob".to_owned()] }
}

fn body(prompt: &str, stream: bool) -> String {
    let format = serde_json::to_string(&chat::response_format::<CalendarEvent>()).unwrap();
    format!(
        r#"{{"model":"gpt-4o-mini","stream":{stream},"messages":[{{"role":"user","content":"{prompt}"}}],"response_format":{format}}}"#
    )
}

async fn outcome(server: &TestServer, prompt: &str) -> Outcome<CalendarEvent> {
    let answer = chat(server, body(prompt, false)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    chat::parse::<CalendarEvent>(answer.text.as_bytes()).unwrap().choices.swap_remove(0).outcome
}

#[tokio::test]
async fn a_queue_is_answered_in_order_and_then_values_are_made_again() {
    let server = TestServer::start().await;
    server.answer(&event());
    server.refuse("I'm sorry, I cannot assist with that request.");
    server.cut_after(3);
    server.filter();
    server.answer_text("```json\n{}\n```");
    assert!(matches!(outcome(&server, "a").await, Outcome::Parsed(found) if found == event()));
    assert!(
        matches!(outcome(&server, "b").await, Outcome::Refused(words) if words == "I'm sorry, I cannot assist with that request.")
    );
    assert!(matches!(outcome(&server, "c").await, Outcome::CutOff(text) if text.starts_with("{\"name")));
    assert!(matches!(outcome(&server, "d").await, Outcome::Filtered(_)));
    let fenced = chat(&server, body("e", false)).await;
    assert_eq!(fenced.content(), "```json\n{}\n```");
    server.assert_script_is_done();
    assert!(matches!(outcome(&server, "f").await, Outcome::Parsed(_)));
    let prompts: Vec<String> = server.requests().iter().map(|request| request.prompt().to_owned()).collect();
    assert_eq!(prompts, ["a", "b", "c", "d", "e", "f"]);
}

#[tokio::test]
async fn a_condition_is_looked_at_before_the_queue() {
    let server = TestServer::start().await;
    server.when_prompt_has("Bob").refuse("no Bob");
    server.when(|request| request.schema_name() == Some("Other")).status(500);
    server.answer(&event());
    assert!(matches!(outcome(&server, "with Bob").await, Outcome::Refused(_)));
    assert!(matches!(outcome(&server, "Bob again").await, Outcome::Refused(_)));
    assert!(matches!(outcome(&server, "Alice").await, Outcome::Parsed(found) if found == event()));
}

#[tokio::test]
async fn a_request_tells_what_it_asked_for() {
    let server = TestServer::start().await;
    outcome(&server, "Alice and Bob").await;
    let request = server.last_request();
    request.assert_is_for::<CalendarEvent>();
    assert_eq!(request.messages(), [("user".to_owned(), "Alice and Bob".to_owned())]);
    assert_eq!((request.model(), request.status()), ("gpt-4o-mini", 200));
    assert_eq!(request.schema(), Some(CalendarEvent::JSON_SCHEMA));
    assert_eq!(request.json()["stream"], false);
    assert_eq!((request.method(), request.path()), ("POST", "/v1/chat/completions"));
    server.clear_requests();
    assert!(server.requests().is_empty());
}

#[tokio::test]
#[should_panic(expected = "does not ask for `CalendarEvent` in strict mode")]
async fn an_assertion_about_a_request_can_fail() {
    let server = TestServer::start().await;
    chat(&server, r#"{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}"#).await;
    server.last_request().assert_is_for::<CalendarEvent>();
}

#[tokio::test]
async fn an_answer_that_the_schema_does_not_admit_is_an_error_of_the_script() {
    let server = TestServer::start().await;
    for (value, why) in [
        (json!({"name": "Fair", "date": "Friday"}), "at ``: the property `participants` is missing"),
        (
            json!({"name": "Fair", "date": "Friday", "participants": ["Bob", 3]}),
            "at `/participants/1`: `3` is not a string of the right form",
        ),
        (
            json!({"name": "Fair", "date": "Friday", "participants": [], "place": "x"}),
            "at ``: the schema has no property `place`",
        ),
    ] {
        server.answer(&value);
        let answer = chat(&server, body("x", false)).await;
        assert_eq!(answer.status, 400);
        let (message, _, code) = answer.error();
        assert_eq!(
            message,
            format!(
                "The script of this server is wrong: the schema 'CalendarEvent' of the request does not admit the scripted answer, {why}."
            )
        );
        assert_eq!(code.as_deref(), Some("script_error"));
    }
}

#[tokio::test]
async fn statuses_have_the_headers_and_words_that_the_script_gives_them() {
    let server = TestServer::start().await;
    server.status(429).retry_after(1);
    server.status(503).message("busy").code("overloaded").times(2);
    server.status(502).body("<html>Bad Gateway</html>").header("x-proxy", "nginx");
    let limited = chat(&server, body("x", false)).await;
    assert_eq!((limited.status, limited.headers["retry-after"].to_str().unwrap()), (429, "1"));
    assert_eq!(limited.error().2.as_deref(), Some("rate_limit_exceeded"));
    for _ in 0..2 {
        let busy = chat(&server, body("x", false)).await;
        assert_eq!((busy.status, busy.error().0), (503, "busy".to_owned()));
    }
    let proxy = chat(&server, body("x", false)).await;
    assert_eq!((proxy.status, &*proxy.text), (502, "<html>Bad Gateway</html>"));
    assert_eq!(proxy.headers["x-proxy"], "nginx");
}

#[tokio::test]
async fn a_connection_breaks_after_as_many_bytes_as_the_script_says() {
    let server = TestServer::start().await;
    for stream in [true, false] {
        server.drop_after(100);
        let client = reqwest::Client::new();
        let request = client.post(format!("{}/chat/completions", server.base_url())).body(body("x", stream));
        let mut response = request.send().await.unwrap();
        let mut received = 0;
        let error = loop {
            match response.chunk().await {
                Ok(Some(chunk)) => received += chunk.len(),
                Ok(None) => panic!("the body ended"),
                Err(error) => break error,
            }
        };
        assert_eq!(received, 100, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stalled_answer_stops_in_the_middle() {
    let server = TestServer::start().await;
    for stream in [true, false] {
        server.stall(Duration::from_millis(300));
        let start = Instant::now();
        let client = reqwest::Client::new();
        let request = client.post(format!("{}/chat/completions", server.base_url())).body(body("x", stream));
        let mut response = request.send().await.unwrap();
        assert!(response.chunk().await.unwrap().is_some());
        let first = start.elapsed();
        while response.chunk().await.unwrap().is_some() {}
        assert!(first < Duration::from_millis(250), "{first:?}");
        assert!(start.elapsed() >= Duration::from_millis(300));
    }
}

#[tokio::test]
async fn tools_are_called_as_the_script_says_if_the_request_has_them() {
    let server = TestServer::start().await;
    let request = r#"{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"add","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}}}]}"#;
    server.call("add", &json!({"a": 3}));
    let answer = chat(&server, request).await.json();
    let call = &answer["choices"][0]["message"]["tool_calls"][0];
    assert_eq!((&call["function"]["name"], &call["function"]["arguments"]), (&json!("add"), &json!("{\"a\":3}")));
    assert_eq!(answer["choices"][0]["finish_reason"], "tool_calls");
    server.call("add", &json!({"a": "three"}));
    assert!(
        chat(&server, request)
            .await
            .error()
            .0
            .contains("the tool 'add' of the request does not admit the scripted arguments, at `/a`")
    );
    server.call("subtract", &json!({}));
    assert!(
        chat(&server, request)
            .await
            .error()
            .0
            .contains("it calls the tool 'subtract', and the request has the tools [add]")
    );
}

#[tokio::test]
async fn a_file_of_rules_is_a_script() {
    let server = TestServer::start().await;
    let rules = r#"{"rules": [
        {"when": {"prompt": "Bob", "model": "gpt-4o-mini"}, "then": {"refuse": "no Bob"}},
        {"when": {"schema": "CalendarEvent"}, "times": 1, "then": {"answer": {"name": "Fair", "date": "Friday", "participants": ["Bob"]}}},
        {"then": {"status": 429, "retry_after": 2, "message": "slow down"}}
    ]}"#;
    server.server().add_rules(rules).unwrap();
    assert!(matches!(outcome(&server, "Alice").await, Outcome::Parsed(found) if found == event()));
    assert!(matches!(outcome(&server, "Bob").await, Outcome::Refused(words) if words == "no Bob"));
    let limited = chat(&server, body("Alice", false)).await;
    assert_eq!((limited.status, limited.headers["retry-after"].to_str().unwrap()), (429, "2"));
    for (rules, why) in [
        ("{\"rules\": [{\"then\": {\"anser\": 1}}]}", "unknown field `anser`"),
        (
            "{\"rules\": [{\"then\": {\"quirk\": \"odd\"}}]}",
            "rule 1: there is no quirk `odd`; there are content_object",
        ),
        (
            "{\"rules\": [{\"then\": {}}, {\"then\": {\"refuse\": \"a\", \"filter\": true}}]}",
            "rule 2: `then` has more than one answer",
        ),
        ("{\"rules\": [{\"then\": {\"message\": \"a\"}}]}", "`message`, `code` and `body` need a `status`"),
        ("{\"rules\": [{\"then\": {}, \"times\": 0}]}", "rule 1: `times` is at least 1"),
    ] {
        let error = server.server().add_rules(rules).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
}

/// The body of an answer in the shape of `quirk`.
async fn odd_answer(server: &TestServer, quirk: Quirk, value: &str) -> String {
    let (is_responses, stream) = (quirk.is_of_responses(), quirk.is_of_streams());
    let schema = |property: &str, value: &str| {
        format!(
            r#"{{"type":"object","properties":{{"{property}":{{"enum":[{value}],"type":["integer","string"]}}}},"required":["{property}"],"additionalProperties":false}}"#
        )
    };
    let function = format!(r#""name":"f","strict":true,"parameters":{}"#, schema("p", "1"));
    let format = format!(r#""name":"x","strict":true,"schema":{}"#, schema("a", value));
    let body = if is_responses {
        format!(
            r#"{{"model":"gpt-4o","stream":{stream},"input":"Hi","text":{{"format":{{"type":"json_schema",{format}}}}},"tools":[{{"type":"function",{function}}}]}}"#
        )
    } else {
        format!(
            r#"{{"model":"gpt-4o","stream":{stream},"messages":[{{"role":"user","content":"Hi"}}],"response_format":{{"type":"json_schema","json_schema":{{{format}}}}},"tools":[{{"type":"function","function":{{{function}}}}}]}}"#
        )
    };
    server.quirk(quirk);
    let answer = post(server, if is_responses { "/responses" } else { "/chat/completions" }, body).await;
    assert_eq!(answer.status, 200, "{quirk:?}: {}", answer.text);
    answer.text
}

/// The texts of `body` in which an answer may be split, joined.
fn joined(body: &str) -> String {
    let lines = body.lines().filter(|line| !line.is_empty()).map(|line| {
        let (field, json) =
            line.split_once('{').map_or((line, None), |(field, rest)| (field, Some(format!("{{{rest}"))));
        let value = json.and_then(|json| serde_json::from_str::<Value>(&json).ok());
        value.map_or_else(|| line.to_owned(), |value| format!("{field}{value}"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The recorded shape, as it is with the answer, the call and the model of the test.
fn recorded(file: &str) -> String {
    let path = format!("{}/tests/fixtures/quirks/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let text = text.replace(r#""model": "m""#, r#""model": "gpt-4o""#).replace(r#""name": "g""#, r#""name": "f""#);
    let text =
        text.replace(r#"{\"q\":2}"#, r#"{\"p\":1}"#).replace(r#""arguments": "{}""#, r#""arguments": "{\"p\":1}""#);
    // An answer is split in its middle, wherever the recorded one was.
    let split = [(r#"{\"a\":""#, r#"{\"a""#), (r#"{\"p\":""#, r#"{\"p""#), (r#""1}""#, r#""\":1}""#)];
    split.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

#[tokio::test]
async fn every_quirk_comes_in_its_recorded_shape_with_the_value_of_the_request() {
    let server = TestServer::start().await;
    let directory = format!("{}/tests/fixtures/quirks", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<String> =
        std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    for quirk in Quirk::ALL {
        let index = files.iter().position(|file| file[4..].to_lowercase().starts_with(&format!("{}.", quirk.name())));
        let file = files.remove(index.unwrap_or_else(|| panic!("{quirk:?} has no recording")));
        if *quirk == Quirk::SurrogatesOverChunks {
            let body = odd_answer(&server, *quirk, "\"😀\"").await;
            assert!(body.contains(r#""{\"a\":\"\ud83d""#) && body.contains(r#""\ude00\"}""#), "{body}");
            continue;
        }
        assert_eq!(joined(&odd_answer(&server, *quirk, "1").await), joined(&recorded(&file)), "{file}");
    }
    assert!(files.is_empty(), "{files:?}");
}

#[tokio::test]
async fn a_quirk_of_another_wire_is_an_error_of_the_script() {
    let server = TestServer::start().await;
    server.quirk(Quirk::CompletedWithoutOutput);
    assert!(chat(&server, body("x", true)).await.error().0.contains("is one of Responses, and the request is not"));
    server.quirk(Quirk::NullChunk);
    assert!(chat(&server, body("x", false)).await.error().0.contains("is one of answers that stream"));
    server.quirk(Quirk::SurrogatesOverChunks);
    assert!(chat(&server, body("x", true)).await.error().0.contains("no character beyond U+FFFF"));
}
