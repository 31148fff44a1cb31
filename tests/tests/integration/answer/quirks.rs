//! Odd answers of servers that call themselves compatible, each reduced to the one thing that is odd.
//!
//! `fixtures/quirks/index.json` says how each must be read; it must be read so in one piece and byte by byte.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;
use structured_core::{Error, Outcome, ToolCall, chat, responses};

#[derive(Deserialize)]
struct Case {
    file: String,
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    outcome: Option<String>,
    json: Option<Value>,
    text: Option<String>,
    calls: Option<Vec<(String, String)>>,
    count: Option<usize>,
    says: Option<String>,
    not: Option<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/quirks")
}

/// The outcome of an answer that is whole (`.json`) or streamed in pieces of this length (`.sse`).
fn read(file: &str, body: &[u8], length: usize) -> Result<Outcome<Value>, Error> {
    let is_chat = file.contains(".chat.");
    if file.strip_suffix(".json").is_some() {
        return if is_chat {
            chat::parse(body).map(|mut completion| completion.choices.remove(0).outcome)
        } else {
            responses::parse(body).map(|response| response.outcome)
        };
    }
    if is_chat {
        let mut stream = chat::StreamReader::new();
        body.chunks(length).for_each(|piece| stream.push(piece));
        stream.finish().map(|mut completion| completion.choices.remove(0).outcome)
    } else {
        let mut stream = responses::StreamReader::new();
        body.chunks(length).for_each(|piece| stream.push(piece));
        stream.finish().map(|response| response.outcome)
    }
}

fn kind(read: &Result<Outcome<Value>, Error>) -> &'static str {
    match read {
        Ok(Outcome::Parsed(_)) => "parsed",
        Ok(Outcome::Refused(_)) => "refused",
        Ok(Outcome::CutOff(_)) => "cut_off",
        Ok(Outcome::Filtered(_)) => "filtered",
        Ok(Outcome::Unreadable(_)) => "unreadable",
        Ok(Outcome::ToolCalls(_)) => "tool_calls",
        Ok(Outcome::Empty) => "empty",
        Err(Error::Body { .. }) => "body",
        Err(_) => "error",
    }
}

fn calls(read: &Result<Outcome<Value>, Error>) -> &[ToolCall] {
    match read {
        Ok(Outcome::ToolCalls(calls)) => calls,
        _ => &[],
    }
}

fn check(case: &Case, body: &[u8], length: usize) {
    let (file, Expected { outcome, json, text, calls: expected, count, says, not }) = (&case.file, &case.expected);
    let read = read(file, body, length);
    if let Some(outcome) = outcome {
        assert_eq!(kind(&read), outcome, "{file}: {read:?}");
    }
    if let Some(not) = not {
        assert_ne!(kind(&read), not, "{file}: {read:?}");
    }
    match &read {
        Ok(Outcome::Parsed(value)) => assert_eq!(json.as_ref().unwrap_or(value), value, "{file}"),
        Ok(Outcome::Refused(received) | Outcome::CutOff(received)) => {
            assert_eq!(text.as_ref().unwrap_or(received), received, "{file}");
        }
        Err(error) => {
            let message = error.to_string();
            assert!(says.as_ref().is_none_or(|words| message.contains(words)), "{file}: {message}");
        }
        Ok(_) => {}
    }
    let received = calls(&read);
    if let Some(expected) = expected {
        let received: Vec<_> =
            received.iter().map(|call| (call.name().to_owned(), call.arguments().to_owned())).collect();
        assert_eq!(&received, expected, "{file}");
    }
    assert_eq!(count.unwrap_or(received.len()), received.len(), "{file}");
}

#[test]
fn every_odd_answer_is_read_as_the_index_says() {
    let index = std::fs::read(folder().join("index.json")).expect("the index is committed");
    let cases: Vec<Case> = serde_json::from_slice(&index).expect("the index is JSON");
    assert_eq!(cases.len(), std::fs::read_dir(folder()).expect("the folder is committed").count() - 1);
    for case in cases {
        let body = std::fs::read(folder().join(&case.file)).expect("each case has an answer");
        for length in [body.len(), 1, 7] {
            check(&case, &body, length);
        }
    }
}

#[test]
fn an_error_within_a_success_is_an_error_with_its_words() {
    for (body, words) in [
        (r#"{"message": "quota exceeded", "code": 429}"#, "quota exceeded"),
        (r#"{"detail": "Not authenticated"}"#, "Not authenticated"),
        (r#"{"detail": [{"loc": ["body", "model"], "msg": "field required", "type": "missing"}]}"#, "field required"),
        (r#"{"code": 5, "message": "model not found", "details": []}"#, "model not found"),
        (r#"{"code": "InvalidParameter", "details": "max_tokens is too large"}"#, "max_tokens is too large"),
        (
            r#"{"object": "error", "message": "prompt too long", "type": "BadRequestError", "code": 400}"#,
            "prompt too long",
        ),
        (
            r#"[{"error": {"code": 400, "message": "signature missing", "status": "INVALID_ARGUMENT"}}]"#,
            "signature missing",
        ),
        (r#"{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}"#, "Overloaded"),
        (r#"{"errors": [{"message": "no such route"}], "success": false}"#, "no such route"),
        (r#"{"error": "model 'x' not found"}"#, "model 'x' not found"),
        (r#"{"base_resp": {"status_code": 1004, "status_msg": "login fail"}}"#, "login fail"),
        (r#"{"error_code": 17, "error_msg": "Open api daily request limit reached"}"#, "daily request limit"),
        (r#"{"status": "error", "message": "worker crashed"}"#, "worker crashed"),
        (r#"{"choices": [], "error": {"message": "upstream"}}"#, "upstream"),
        (
            r#"{"choices": [{"finish_reason": "error", "message": {"content": "{"}, "error": {"message": "down"}}]}"#,
            "down",
        ),
        (r#"{"choices": [{"finish_reason": "error", "message": {"content": ""}}]}"#, "finish reason `error`"),
    ] {
        let Err(Error::Api(error)) = chat::parse::<Value>(body.as_bytes()) else { panic!("{body}") };
        assert!(error.to_string().contains(words), "{body}: {error}");
        assert_eq!(error.raw.is_empty(), body.contains("\"error\", \"message\": {\"content\": \"\"}"), "{body}");

        for line in [format!("data: {body}\n\n"), format!("{body}\n"), format!("event: error\ndata: {body}\n\n")] {
            let mut stream = chat::StreamReader::<Value>::new();
            stream.push(line.as_bytes());
            let said = stream.finish().expect_err(&line).to_string();
            assert!(said.contains(words), "{line}: {said}");

            let mut stream = chat::StreamReader::<Value>::new();
            stream.push(b"data: {\"choices\":[{\"delta\":{\"content\":\"[1\"}}]}\n\n");
            stream.push(line.as_bytes());
            stream.push(b"data: [DONE]\n\n");
            let Err(Error::Interrupted(error)) = stream.finish() else { panic!("{line}") };
            assert!(error.to_string().contains(words), "{line}: {error}");
            assert!(error.received[0].content.starts_with("[1"));
        }
    }
}

#[test]
fn no_error_is_no_error() {
    for none in ["null", "false", "{}", "[]", "\"\"", "0"] {
        let body = format!(
            r#"{{"error": {none}, "choices": [{{"finish_reason": "stop", "message": {{"content": "[1]"}}, "error": {none}}}]}}"#
        );
        assert_eq!(
            chat::parse::<Value>(body.as_bytes()).and_then(chat::ChatCompletion::into_parsed),
            Ok(Value::from(vec![1]))
        );
        let body = format!(
            r#"{{"error": {none}, "status": "completed", "output": [{{"type": "message", "content": [{{"type": "output_text", "text": "[1]"}}]}}]}}"#
        );
        assert_eq!(
            responses::parse::<Value>(body.as_bytes()).and_then(responses::Response::into_parsed),
            Ok(Value::from(vec![1]))
        );
    }
}

#[test]
fn text_instead_of_a_stream_is_kept() {
    for body in [
        "<html><body>502 Bad Gateway</body></html>",
        "upstream connect error or disconnect",
        "<!doctype html>\n<p>x: y",
    ] {
        for length in [body.len(), 1] {
            let mut stream = chat::StreamReader::<Value>::new();
            body.as_bytes().chunks(length).for_each(|piece| stream.push(piece));
            let Err(Error::Body { error, .. }) = stream.finish() else { panic!("{body}") };
            assert_eq!(error.text(), body);
        }
    }
}

#[test]
fn signs_of_life_are_passed_over() {
    let chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"[1]\"},\"finish_reason\":\"stop\"}]}\n\n";
    for sign in [
        ": OPENROUTER PROCESSING\n\n",
        "event: ping\ndata: {\"type\": \"ping\"}\n\n",
        "event: ping\ndata: {}\n\n",
        "data: ping\n\n",
        "data: null\n\n",
        "data:\n\n",
        "data: {\"usage\": {\"total_tokens\": 3}}\n\n",
        "data: {\"prompt_filter_results\": [], \"choices\": []}\n\n",
    ] {
        let mut stream = chat::StreamReader::<Value>::new();
        stream.push([sign, chunk, sign, "data: [DONE]\n\n"].concat().as_bytes());
        assert_eq!(stream.finish().and_then(chat::ChatCompletion::into_parsed), Ok(Value::from(vec![1])), "{sign}");
    }
}

#[test]
fn a_stream_that_only_says_that_it_is_done_is_no_answer() {
    for body in ["data: [DONE]\n\n", "data: {\"choices\":[],\"usage\":{\"total_tokens\":1}}\n\ndata: [DONE]\n\n"] {
        let mut stream = chat::StreamReader::<Value>::new();
        stream.push(body.as_bytes());
        assert!(matches!(stream.finish(), Err(Error::Interrupted(_))));
    }
}

#[test]
fn half_a_character_costs_the_answer_only_where_it_is_in_the_answer() {
    let body = |content: &str, token: &str| {
        format!(
            r#"{{"choices": [{{"finish_reason": "stop", "message": {{"content": "{content}"}}, "logprobs": {{"content": [{{"token": "{token}"}}]}}}}]}}"#
        )
    };
    let parse = |body: &str| chat::parse::<Value>(body.as_bytes()).and_then(chat::ChatCompletion::into_parsed);
    assert_eq!(parse(&body("[1]", "\\ud83d")), Ok(Value::from(vec![1])));
    assert!(matches!(parse(&body("[\\\"\\ud83d\\\"]", "x")), Err(Error::Body { .. })));

    let item = |text: &str, note: &str| {
        format!(
            r#"{{"status": "completed", "output": [{{"type": "message", "note": "{note}", "content": [{{"type": "output_text", "text": "{text}"}}]}}]}}"#
        )
    };
    let parse = |body: &str| responses::parse::<Value>(body.as_bytes()).and_then(responses::Response::into_parsed);
    assert_eq!(parse(&item("[1]", "\\udc00")), Ok(Value::from(vec![1])));
    assert!(matches!(parse(&item("[\\\"\\ud83d\\\"]", "x")), Err(Error::Body { .. })));

    let mut stream = chat::StreamReader::<Value>::new();
    stream
        .push(b"data: {\"choices\":[{\"delta\":{\"content\":\"[\\\"\\udc00\\\"]\"},\"finish_reason\":\"stop\"}]}\n\n");
    assert!(matches!(stream.finish(), Err(Error::Interrupted(_))));
}
