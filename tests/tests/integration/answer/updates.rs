//! Streams of both APIs as a `futures_core::Stream`.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use serde_json::json;
use structured_core::{Error, Update, chat, responses};

/// The body of an answer, that is not always ready.
struct Body {
    pieces: Vec<Result<Vec<u8>, &'static str>>,
    ready: bool,
}

impl Body {
    fn new(text: &str) -> Self {
        Self { pieces: text.as_bytes().chunks(5).rev().map(|piece| Ok(piece.to_vec())).collect(), ready: false }
    }
}

impl Stream for Body {
    type Item = Result<Vec<u8>, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.ready = !self.ready;
        if self.ready { Poll::Pending } else { Poll::Ready(self.pieces.pop()) }
    }
}

fn all<S: Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
    let mut items = Vec::new();
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match Pin::new(&mut stream).poll_next(&mut context) {
            Poll::Pending => {}
            Poll::Ready(Some(item)) => items.push(item),
            Poll::Ready(None) => return items,
        }
    }
}

const CHAT: &str = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"[1,\"}}]}\n\n\
                    data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" 2]\"},\"finish_reason\":\"stop\"}]}\n\n\
                    data: [DONE]\n\n";

#[test]
fn updates_end_with_the_answer() {
    let mut updates = all(chat::StreamReader::<Vec<u8>>::new().updates(Body::new(CHAT)));
    let Some(Ok(Update::Answer(answer))) = updates.pop() else { panic!() };
    assert_eq!(answer.into_parsed(), Ok(vec![1, 2]));
    assert_eq!(
        updates,
        [
            Ok(Update::Content { choice: 0, delta: "[1,".into() }),
            Ok(Update::Content { choice: 0, delta: " 2]".into() })
        ]
    );
}

#[test]
fn updates_of_a_response_end_with_the_response() {
    let item = json!({"type": "message", "content": [{"type": "output_text", "text": "[1]"}]});
    let text = [
        json!({"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": "[1]"}),
        json!({"type": "response.completed", "response": {"status": "completed", "output": [item]}}),
    ]
    .map(|event| format!("data: {event}\n\n"))
    .concat();
    let mut updates = all(responses::StreamReader::<Vec<u8>>::new().updates(Body::new(&text)));
    let Some(Ok(Update::Answer(answer))) = updates.pop() else { panic!() };
    assert_eq!(answer.into_parsed(), Ok(vec![1]));
    assert_eq!(updates, [Ok(Update::Content { choice: 0, delta: "[1]".into() })]);
}

#[test]
fn a_connection_that_fails_is_one_error_that_keeps_what_came() {
    let mut body = Body::new(CHAT.split_inclusive("\n\n").next().unwrap_or_default());
    body.pieces.insert(0, Err("connection reset"));
    let updates = all(chat::StreamReader::<Vec<u8>>::new().updates(body));
    let [Ok(_), Err(Error::Interrupted(error))] = &updates[..] else { panic!("{updates:?}") };
    assert_eq!(error.received[0].content, "[1,");
    assert_eq!(
        error.to_string(),
        "the stream ended before the answer was complete, after 3 characters: the bytes could not be read: connection \
         reset"
    );
}

#[test]
fn an_error_of_the_server_is_one_error_that_keeps_what_came() {
    let text =
        CHAT.replace("data: [DONE]", "data: {\"error\": {\"message\": \"overloaded\"}}").replace("\"stop\"", "null");
    let updates = all(chat::StreamReader::<Vec<u8>>::new().updates(Body::new(&text)));
    let [Ok(_), Ok(_), Err(Error::Interrupted(error))] = &updates[..] else { panic!("{updates:?}") };
    assert_eq!(error.received[0].content, "[1, 2]");
    assert!(matches!(&error.cause, Some(Error::Api(error)) if error.message == "overloaded"));
}
