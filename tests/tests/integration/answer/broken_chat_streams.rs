//! Streams of Chat Completions that break off, report an error or contain a broken frame: what came is kept.

use serde_json::{Value, json};
use structured_core::{Error, chat};

use super::chat_streams::{DONE, chunk, finished, frame};

#[test]
fn an_error_in_the_middle_is_told_and_what_came_is_kept() {
    let mut stream = chat::StreamReader::<Vec<u8>>::new();
    stream.push(chunk(0, &json!({"content": "[1, 2"}), &Value::Null).as_bytes());
    stream.push(frame(&json!({"error": {"message": "The server had an error", "type": "server_error"}})).as_bytes());
    assert_eq!(stream.next_event().unwrap().map(|event| format!("{event:?}").contains("[1, 2")), Some(true));
    let Err(Error::Api(error)) = stream.next_event() else { panic!() };
    assert_eq!(error.message, "The server had an error");
    assert!(stream.next_event().unwrap().is_none());
    let Err(Error::Interrupted(error)) = stream.finish() else { panic!() };
    assert_eq!(error.received[0].content, "[1, 2");
    assert!(matches!(&error.cause, Some(Error::Api(_))));
    assert_eq!(
        error.to_string(),
        "the stream ended before the answer was complete, after 5 characters: the API answered with an error: The \
         server had an error (type `server_error`)"
    );
}

#[test]
fn a_connection_that_ends_early_is_an_error_that_keeps_what_came() {
    let text = [
        chunk(0, &json!({"content": "{\"a\": "}), &Value::Null),
        chunk(
            0,
            &json!({"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{"}}]}),
            &Value::Null,
        ),
    ]
    .concat();
    for cut in ["", "data: {\"choi", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"1"] {
        let Err(Error::Interrupted(error)) = finished::<Value>(&format!("{text}{cut}")) else { panic!() };
        assert_eq!(error.received.len(), 1);
        assert_eq!(error.received[0].content, "{\"a\": ");
        assert_eq!(error.received[0].tool_calls[0].arguments(), "{");
    }
    assert!(matches!(finished::<Value>(""), Err(Error::Interrupted(error)) if error.received.is_empty()));
}

#[test]
fn a_stream_without_the_last_frame_is_complete_when_its_choices_are() {
    let text = chunk(0, &json!({"content": "[1]"}), &json!("stop"));
    assert_eq!(finished::<Vec<u8>>(&text).unwrap().into_parsed(), Ok(vec![1]));
    assert_eq!(finished::<Vec<u8>>(text.trim_end()).unwrap().into_parsed(), Ok(vec![1]));
    assert_eq!(finished::<Vec<u8>>(&format!("{text}data: [DO")).unwrap().into_parsed(), Ok(vec![1]));
}

#[test]
fn a_frame_that_is_no_json_is_an_error_and_never_a_hole_in_the_answer() {
    let text = [
        chunk(0, &json!({"content": "[1"}), &Value::Null),
        "data: {\"choices\": nonsense}\n\n".to_string(),
        chunk(0, &json!({"content": "]"}), &json!("stop")),
        DONE.to_string(),
    ];
    let Err(Error::Interrupted(error)) = finished::<Vec<u8>>(&text.concat()) else { panic!() };
    assert!(matches!(&error.cause, Some(Error::Body { .. })));
    assert_eq!(error.received[0].content, "[1]");
}

#[test]
fn a_stream_that_breaks_off_in_the_name_of_a_field_is_interrupted() {
    for first in ["", "event: chunk\n"] {
        for name in ["data", "event", "id", "retry"] {
            for end in 1..=name.len() {
                let mut stream = chat::StreamReader::<Value>::new();
                stream.push(format!("{first}{}", &name[..end]).as_bytes());
                let error = stream.finish().unwrap_err();
                assert!(matches!(error, Error::Interrupted(_)), "{first}{}: {error}", &name[..end]);
            }
        }
    }
    let mut stream = chat::StreamReader::<Value>::new();
    stream.push(b"dash");
    assert!(matches!(stream.finish(), Err(Error::Body { .. })));
}
