//! Recorded streams of both APIs: the same answer in any split, and the events of the official SDK.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use structured_core::chat::{ChatCompletion, Event};
use structured_core::{Error, chat, responses};

use super::chat_streams::{DONE, chunk};
use crate::random::cases;

#[derive(Deserialize)]
struct Recorded {
    name: String,
    api: String,
    stream: bool,
    files: RecordedFiles,
}

#[derive(Deserialize)]
struct RecordedFiles {
    response: String,
    expected: Option<String>,
}

fn recorded(api: &str) -> Vec<(Recorded, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let index = std::fs::read(folder.join("index.json")).expect("the index is committed");
    let cases: Vec<Recorded> = serde_json::from_slice(&index).expect("the index is JSON");
    let cases = cases.into_iter().filter(|case| case.stream && case.api == api);
    cases
        .map(|case| {
            let body = std::fs::read(folder.join(&case.files.response)).expect("each case has an answer");
            (case, body)
        })
        .collect()
}

/// Feeds a stream in pieces that end at the given places; the completion, and the text that the deltas make.
fn chat_in_pieces(body: &[u8], cuts: &[usize]) -> (ChatCompletion<Value>, String) {
    let mut stream = chat::StreamReader::new();
    let mut text = String::new();
    for piece in pieces(body, cuts) {
        stream.push(piece);
        while let Some(event) = stream.next_event().expect("recorded streams have no errors") {
            match event {
                Event::ContentDelta { delta, .. } | Event::RefusalDelta { delta, .. } => text.push_str(delta),
                _ => {}
            }
        }
    }
    (stream.finish().expect("recorded streams are complete"), text)
}

fn response_in_pieces(body: &[u8], cuts: &[usize]) -> (responses::Response<Value>, String) {
    let mut stream = responses::StreamReader::new();
    let mut text = String::new();
    for piece in pieces(body, cuts) {
        stream.push(piece);
        while let Some(event) = stream.next_event().expect("recorded streams have no errors") {
            if let responses::Event::ContentDelta { delta, .. } = event {
                text.push_str(delta);
            }
        }
    }
    (stream.finish().expect("recorded streams are complete"), text)
}

fn pieces<'a>(body: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % body.len()).collect();
    cuts.sort_unstable();
    let mut pieces = Vec::new();
    let mut from = 0;
    for cut in cuts {
        pieces.push(&body[from..cut]);
        from = cut;
    }
    pieces.push(&body[from..]);
    pieces
}

/// Text beyond ASCII, and escapes, so that cuts fall inside of both.
fn foreign() -> Vec<u8> {
    let text = [
        ": Grüße\r\n".to_string(),
        chunk(0, &json!({"role": "assistant", "content": "[\"Grüße 😀"}), &Value::Null),
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\ud83d\\ude00 \\\\ud83d\\\\ude00\"}}]}\r\n\r\n"
            .to_string(),
        chunk(0, &json!({"content": "\"]"}), &json!("stop")).replace('\n', "\r"),
        DONE.to_string(),
    ];
    text.concat().into_bytes()
}

#[test]
fn one_byte_at_a_time_gives_the_same() {
    for (case, body) in recorded("/v1/chat/completions") {
        let every: Vec<usize> = (0..body.len()).collect();
        assert_eq!(chat_in_pieces(&body, &every), chat_in_pieces(&body, &[]), "{}", case.name);
    }
    for (case, body) in recorded("/v1/responses") {
        let every: Vec<usize> = (0..body.len()).collect();
        assert_eq!(response_in_pieces(&body, &every), response_in_pieces(&body, &[]), "{}", case.name);
    }
    let every: Vec<usize> = (0..foreign().len()).collect();
    let (completion, text) = chat_in_pieces(&foreign(), &every);
    assert_eq!(text, "[\"Grüße 😀😀 \\ud83d\\ude00\"]");
    assert_eq!(completion.into_parsed(), Ok(json!(["Grüße 😀😀 😀"])));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn every_split_of_a_recorded_stream_gives_the_same(cuts in proptest::collection::vec(0_usize..1 << 20, 0..40)) {
        for (case, body) in recorded("/v1/chat/completions").into_iter().map(|(case, body)| (case.name, body))
            .chain([("foreign".to_string(), foreign())])
        {
            let whole = chat_in_pieces(&body, &[]);
            prop_assert_eq!(chat_in_pieces(&body, &cuts), whole, "{}", case);
        }
        for (case, body) in recorded("/v1/responses") {
            prop_assert_eq!(response_in_pieces(&body, &cuts), response_in_pieces(&body, &[]), "{}", case.name);
        }
    }

    #[test]
    fn no_bytes_make_a_stream_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), cuts in proptest::collection::vec(0_usize..200, 0..4)) {
        prop_assume!(!bytes.is_empty());
        let mut chat = chat::StreamReader::<Value>::new();
        let mut response = responses::StreamReader::<Value>::new();
        for piece in pieces(&bytes, &cuts) {
            chat.push(piece);
            response.push(piece);
        }
        prop_assert!(chat.finish().is_err());
        prop_assert!(response.finish().is_err());
    }

    #[test]
    fn a_recorded_stream_that_is_cut_never_passes_for_another_answer(at in 0_usize..1 << 20) {
        for (case, body) in recorded("/v1/chat/completions") {
            let mut stream = chat::StreamReader::<Value>::new();
            stream.push(&body[..at % body.len()]);
            let whole = chat_in_pieces(&body, &[]).0;
            match stream.finish() {
                Ok(completion) => prop_assert_eq!(&completion.choices, &whole.choices, "{}", case.name),
                Err(error) => prop_assert!(matches!(error, Error::Interrupted(_)), "{}: {error}", case.name),
            }
        }
    }
}

/// The official SDK's events of the same recordings.
#[test]
fn content_events_are_those_of_the_official_sdk() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    for (case, body) in recorded("/v1/chat/completions") {
        let expected = std::fs::read(folder.join(case.files.expected.expect("SDK cases have one"))).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let expected: Vec<Value> = expected["stream_events"].as_array().unwrap().iter().filter_map(compared).collect();
        let mut stream = chat::StreamReader::<Value>::new();
        stream.push(&body);
        let mut events = Vec::new();
        while let Some(event) = stream.next_event().unwrap() {
            events.extend(match event {
                Event::ContentDelta { delta, snapshot, .. } => Some(json!(["content.delta", delta, snapshot])),
                Event::ContentDone { content, .. } => Some(json!(["content.done", content])),
                Event::RefusalDelta { delta, snapshot, .. } => Some(json!(["refusal.delta", delta, snapshot])),
                Event::RefusalDone { refusal, .. } => Some(json!(["refusal.done", refusal])),
                _ => None,
            });
        }
        assert_eq!(events, expected, "{}", case.name);
    }
}

fn compared(event: &Value) -> Option<Value> {
    Some(match event["type"].as_str()? {
        "content.delta" => json!(["content.delta", event["delta"], event["snapshot"]]),
        "refusal.delta" => json!(["refusal.delta", event["delta"], event["snapshot"]]),
        "content.done" => json!(["content.done", event["content"]]),
        "refusal.done" => json!(["refusal.done", event["refusal"]]),
        _ => return None,
    })
}
