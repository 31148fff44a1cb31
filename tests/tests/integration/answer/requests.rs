//! Requests that any client can send: the schema as the text it is, and answers that go back into the next request.

use std::io::{Error as IoError, ErrorKind, Read};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use structured_core::chat::{self, StreamLimits};
use structured_core::{Error, Outcome, StructuredOutput, TextSink, Tools, partial, responses};

/// A person. The order of the properties is not that of the alphabet.
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Person {
    zeal: u8,
    name: String,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "find")]
struct Find {
    zip: String,
    area: String,
}

#[derive(Debug, Tools)]
enum Action {
    Find(Find),
}

#[test]
fn a_chat_request_has_its_messages_and_the_schema_as_it_is() {
    let request = chat::Request::new("gpt-4o")
        .system("Be brief.")
        .user("Who is this?")
        .image("https://example.com/a.png")
        .assistant("I do not know.")
        .user("Look again.")
        .format::<Person>()
        .tools::<Action>()
        .set("temperature", &0.5)
        .stream();
    let text = serde_json::to_string(&request).unwrap();
    assert!(text.starts_with(r#"{"model":"gpt-4o","messages":[{"role":"system","content":"Be brief."},"#), "{text}");
    assert!(text.contains(Person::JSON_SCHEMA) && text.contains(Find::JSON_SCHEMA), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        value["messages"][1]["content"],
        json!([{"type": "text", "text": "Who is this?"},
               {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}])
    );
    assert_eq!(value["messages"][3], json!({"role": "user", "content": "Look again."}));
    assert_eq!(value["stream_options"], json!({"include_usage": true}));
    assert_eq!((&value["stream"], &value["temperature"]), (&json!(true), &json!(0.5)));
    assert_eq!(value["tools"][0]["function"]["name"], "find");
}

#[test]
fn a_request_of_the_responses_api_has_its_input_and_the_schema_as_it_is() {
    let request = responses::Request::new("gpt-4o")
        .instructions("Be brief.")
        .user("Who is this?")
        .image("https://example.com/a.png")
        .set("text", &json!({"verbosity": "low"}))
        .format::<Person>()
        .tool::<Find>()
        .stream();
    let text = serde_json::to_string(&request).unwrap();
    assert!(text.contains(Person::JSON_SCHEMA) && text.contains(Find::JSON_SCHEMA), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        value["input"][0]["content"],
        json!([{"type": "input_text", "text": "Who is this?"}, {"type": "input_image", "image_url": "https://example.com/a.png"}])
    );
    assert_eq!((&value["text"]["verbosity"], &value["text"]["format"]["name"]), (&json!("low"), &json!("Person")));
    assert_eq!(value["tools"][0]["name"], "find");
}

#[test]
fn any_request_that_serializes_can_be_added_to() {
    #[derive(Serialize)]
    struct Own<'a> {
        model: &'a str,
        messages: Vec<Value>,
        tools: Vec<chat::Tool>,
    }
    let own = Own {
        model: "m",
        messages: vec![json!({"role": "user", "content": "Hi"})],
        tools: vec![chat::tool::<Person>()],
    };
    let request = chat::Request::from_serialize(&own).unwrap().user("Again").tools::<Action>().format::<Person>();
    assert!(request.contains("messages") && request.contains("response_format") && !request.contains("stream"));
    let text = serde_json::to_string(&request).unwrap();
    assert_eq!(text.matches(Person::JSON_SCHEMA).count(), 2, "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["messages"], json!([{"role": "user", "content": "Hi"}, {"role": "user", "content": "Again"}]));
    assert_eq!(value["tools"].as_array().map(Vec::len), Some(2));

    let request = responses::Request::from_serialize(&json!({"model": "m", "input": "Hi"})).unwrap().user("Again");
    let value = serde_json::to_value(&request).unwrap();
    assert_eq!(value["input"], json!([{"role": "user", "content": "Hi"}, {"role": "user", "content": "Again"}]));
    for none in [json!([1]), json!("text"), Value::Null] {
        let error = chat::Request::from_serialize(&none).unwrap_err();
        assert!(matches!(&error, Error::Request { .. }), "{error}");
    }
}

#[test]
fn a_member_that_does_not_serialize_makes_the_request_fail_and_is_named() {
    let request = chat::Request::new("m").set("seed", &std::collections::BTreeMap::from([((1, 2), 3)])).user("Hi");
    let error = serde_json::to_string(&request).unwrap_err();
    assert!(error.to_string().contains("`seed` does not serialize"), "{error}");
}

#[test]
fn a_conversation_with_calls_is_a_request_again() {
    let body = br#"{"choices": [{"finish_reason": "tool_calls", "message": {"role": "assistant", "content": null,
        "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "find", "arguments": "{\"zip\": 5}"}}]}}]}"#;
    let choice = chat::parse::<Person>(body).unwrap().choices.remove(0);
    let Outcome::ToolCalls(calls) = &choice.outcome else { panic!() };
    let results = calls.iter().map(|call| match Action::from_call(call) {
        Ok(Action::Find(find)) => call.result(&format!("{} {}", find.zip, find.area)),
        Err(error) => call.failed(&error),
    });
    let request = chat::Request::new("m").user("Find it").message(&choice.message).messages(results);
    let value = serde_json::to_value(&request).unwrap();
    assert_eq!(value["messages"][1]["tool_calls"][0]["id"], "c1");
    assert_eq!((&value["messages"][2]["role"], &value["messages"][2]["tool_call_id"]), (&json!("tool"), &json!("c1")));
    let content = value["messages"][2]["content"].as_str().unwrap();
    assert!(content.ends_with("Call `find` again with corrected arguments."), "{content}");
}

#[test]
fn a_status_that_is_no_success_is_an_error_whatever_the_body_is() {
    for (status, body, retryable) in [
        (503, "upstream connect error", true),
        (500, "", true),
        (429, r#"{"error": {"message": "Slow down", "code": "rate_limit_exceeded"}}"#, true),
        (429, r#"{"error": {"message": "No money", "code": "insufficient_quota"}}"#, false),
        (401, r#"{"error": {"message": "Incorrect API key"}}"#, false),
        (400, r#"{"choices": []}"#, false),
        (408, "<html>timeout</html>", true),
    ] {
        let error = chat::parse_response::<Person>(status, body.as_bytes()).unwrap_err();
        assert_eq!((error.status(), error.is_retryable()), (Some(status), retryable), "{error}");
        let Error::Api(api) = &error else { panic!("{error}") };
        assert_eq!(api.raw, body);
        assert_eq!(responses::parse_response::<Person>(status, body.as_bytes()).unwrap_err(), error);

        let mut stream = chat::StreamReader::<Person>::new().with_status(status);
        body.as_bytes().chunks(3).for_each(|piece| stream.push(piece));
        assert!(stream.next_event().unwrap().is_none());
        assert_eq!(stream.finish().unwrap_err(), error);
    }
    assert!(chat::parse_response::<Person>(200, br#"{"choices": []}"#).is_ok());
}

#[test]
fn the_wait_before_another_try_is_read_from_headers_and_from_words() {
    let error = |body: &str| chat::parse_response::<Person>(429, body.as_bytes()).unwrap_err();
    let headers = [("content-type", "text/plain"), ("Retry-After", "7"), ("retry-after-ms", "1500")];
    assert_eq!(error("x").with_headers(headers).retry_after(), Some(Duration::from_millis(1500)));
    assert_eq!(error("x").with_headers([("retry-after", "soon")]).retry_after(), None);
    for (words, wait) in [
        ("Rate limit reached. Please try again in 1.2s. Visit …", 1_200),
        ("Please try again in 6m0s.", 360_000),
        ("Please retry after 26 seconds.", 26_000),
        ("Please try again in 20ms.", 20),
    ] {
        let body = json!({"error": {"message": words}}).to_string();
        assert_eq!(error(&body).retry_after(), Some(Duration::from_millis(wait)), "{words}");
    }
    let gemini = r#"[{"error": {"code": 429, "message": "Quota", "details": [{"retryDelay": "34s"}]}}]"#;
    assert_eq!(error(gemini).retry_after(), Some(Duration::from_secs(34)));
}

struct Broken(&'static [u8]);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, IoError> {
        match self.0.read(buffer)? {
            0 => Err(IoError::new(ErrorKind::ConnectionReset, "reset by peer")),
            length => Ok(length),
        }
    }
}

#[test]
fn a_transport_that_fails_keeps_its_kind_and_its_error() {
    let body = b"data: {\"choices\":[{\"delta\":{\"content\":\"{\"}}]}\n\n";
    let mut deltas = 0;
    let error = chat::StreamReader::<Person>::new().read_from(Broken(body), |_| deltas += 1).unwrap_err();
    assert_eq!(deltas, 1);
    let Error::Interrupted(interrupted) = &error else { panic!("{error}") };
    let Some(Error::Io { kind, source, .. }) = &interrupted.cause else { panic!("{error}") };
    assert_eq!(*kind, ErrorKind::ConnectionReset);
    assert!(source.get().downcast_ref::<IoError>().is_some());
    assert!(error.is_retryable());
    let mut chain = Vec::new();
    let mut next: Option<&dyn std::error::Error> = Some(&error);
    while let Some(error) = next {
        chain.push(error.to_string());
        next = error.source();
    }
    assert_eq!(chain.last().map(String::as_str), Some("reset by peer"));
}

#[test]
fn a_stream_stops_at_its_limits_and_names_them() {
    let chunk = |text: &str| format!("data: {}\n\n", json!({"choices": [{"delta": {"content": text}}]}));
    let (small, large) = (chunk("[1"), chunk(&"x".repeat(500)));
    for length in [1, 7, 10_000] {
        let read = |limits: StreamLimits, body: &str| {
            let mut stream = chat::StreamReader::<Value>::new().with_limits(limits);
            for piece in body.as_bytes().chunks(length) {
                stream.push(piece);
                while !matches!(stream.next_event(), Ok(None)) {}
            }
            stream.finish().unwrap_err()
        };
        let error = read(StreamLimits::new(300, 10_000), &[&*small, &*large, &*small].concat());
        let Error::Interrupted(interrupted) = &error else { panic!("{error}") };
        assert_eq!(interrupted.cause, Some(Error::TooLarge { what: "event", limit: 300 }));
        assert_eq!(interrupted.received[0].content, "[1");
        assert!(error.to_string().contains("the event is larger than 300 bytes"), "{error}");

        let error = read(StreamLimits::new(300, 200), &small.repeat(10));
        let Error::Interrupted(interrupted) = &error else { panic!("{error}") };
        assert_eq!(interrupted.cause, Some(Error::TooLarge { what: "answer", limit: 200 }));
        assert!(!interrupted.received[0].content.is_empty());

        let error = read(StreamLimits::new(300, 400), &format!("{{\"choices\": \"{}\"}}", "x".repeat(500)));
        assert!(error.to_string().contains("the answer is larger than 400 bytes"), "{error}");
    }
}

#[test]
fn readers_and_parsers_travel_between_threads() {
    fn check<T: Send + Sync>() {}
    check::<chat::StreamReader<Person>>();
    check::<chat::StreamReader<Person, partial::PartialParser<Person>>>();
    check::<responses::StreamReader<Person, String>>();
    check::<partial::PartialParser<Person>>();
    check::<partial::AnswerParser<Person>>();
    check::<chat::ChatCompletion<Person>>();
    check::<responses::Response<Person>>();
    check::<chat::Request>();
    check::<responses::Request>();
    check::<Error>();
}

#[test]
fn a_sink_needs_no_default() {
    struct Shared(std::sync::Arc<std::sync::Mutex<String>>);
    impl TextSink for Shared {
        fn push(&mut self, delta: &str) {
            self.0.lock().unwrap().push_str(delta);
        }
    }
    let text = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let shared = text.clone();
    let mut stream = responses::StreamReader::<Value, _>::with_sink(move || Shared(shared.clone()));
    stream.push(b"data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"[1]\"}\n\n");
    while stream.next_event().unwrap().is_some() {}
    assert_eq!(*text.lock().unwrap(), "[1]");
}

#[test]
fn answers_end_in_the_words_of_every_server() {
    let outcome = |word: &str, native: Value| {
        let body =
            json!({"choices": [{"finish_reason": word, "native_finish_reason": native, "message": {"content": "[1"}}]});
        chat::parse::<Value>(body.to_string().as_bytes()).unwrap()
    };
    for word in
        ["length", "abort", "insufficient_system_resource", "model_context_window_exceeded", "max_tokens", "MAX_TOKENS"]
    {
        let completion = outcome(word, Value::Null);
        assert_eq!(completion.choices[0].outcome, Outcome::CutOff("[1".into()), "{word}");
        let Err(Error::CutOff(error)) = completion.into_parsed() else { panic!("{word}") };
        assert_eq!(error.reason.as_deref(), Some(word));
    }
    for word in ["content_filter", "SAFETY", "RECITATION", "sensitive"] {
        assert_eq!(outcome(word, Value::Null).choices[0].outcome, Outcome::Filtered("[1".into()), "{word}");
    }
    let hidden = outcome("tool_calls", json!("length"));
    assert_eq!(hidden.choices[0].outcome, Outcome::CutOff("[1".into()));
    let Err(Error::CutOff(error)) = hidden.into_parsed() else { panic!() };
    assert_eq!(error.reason.as_deref(), Some("length"));
    assert!(matches!(outcome("null", json!("stop")).choices[0].outcome, Outcome::Unreadable(_)));
    let Err(Error::CutOff(error)) = Outcome::<Value>::CutOff(String::new()).into_parsed() else { panic!() };
    assert_eq!(error.reason, None);
    assert_eq!(
        error.to_string(),
        "the answer was cut off after 0 characters; help: allow more tokens, or ask for a shorter answer"
    );
}
