//! The work for a stream grows with its length and not faster, whatever the server writes.

use serde_json::{Value, json};
use structured_core::{chat, responses};

use crate::linear::{TIMES, assert_linear};

fn chat_frame(choice: &Value) -> String {
    format!("data: {}\n\n", json!({"choices": [choice]}))
}

/// Streams of one kind with this many chunks.
fn chat_streams(count: usize) -> Vec<(&'static str, String)> {
    let chunk = |at: usize| format!("{at},");
    let repeat = |frame: &dyn Fn(usize) -> Value| (0..count).map(|at| chat_frame(&frame(at))).collect::<String>();
    let call = |at: usize, call: &Value| json!({"index": 0, "delta": {"tool_calls": [call]}, "at": at});
    vec![
        (
            "a finish word in every chunk",
            repeat(&|at| json!({"delta": {"content": chunk(at)}, "finish_reason": "stop"})),
        ),
        ("the finish word after every chunk", {
            let end = chat_frame(&json!({"delta": {}, "finish_reason": "stop"}));
            (0..count).map(|at| chat_frame(&json!({"delta": {"content": chunk(at)}})) + &end).collect()
        }),
        ("many choices", repeat(&|at| json!({"index": at, "delta": {"content": "[1]"}}))),
        (
            "many choices that end",
            repeat(&|at| json!({"index": at, "delta": {"content": "[1]"}, "finish_reason": "stop"})),
        ),
        (
            "many calls with ids",
            repeat(&|at| {
                call(at, &json!({"index": 0, "id": format!("c{at}"), "function": {"name": "f", "arguments": "{}"}}))
            }),
        ),
        (
            "many calls with numbers",
            repeat(&|at| call(at, &json!({"index": at, "function": {"name": "f", "arguments": "{}"}}))),
        ),
        (
            "many calls in turns",
            repeat(&|at| {
                call(
                    at,
                    &json!({"index": at % (count / 10), "id": format!("c{}", at % (count / 10)), "function": {"arguments": "1"}}),
                )
            }),
        ),
        (
            "long arguments",
            repeat(&|at| call(at, &json!({"index": 0, "id": "c", "function": {"arguments": "{\"a\":"}}))),
        ),
        (
            "a name in every piece",
            repeat(&|at| {
                call(at, &json!({"index": 0, "id": "c", "function": {"name": format!("n{at}"), "arguments": ""}}))
            }),
        ),
        (
            "members that nobody knows",
            repeat(&|at| json!({"delta": {format!("m{at}"): at, "list": [at], "text": "x"}})),
        ),
        (
            "details of the reasoning",
            repeat(
                &|at| json!({"delta": {"reasoning_details": [{"index": at, "text": "x"}], "reasoning_content": "x"}}),
            ),
        ),
        ("empty lines", "\n".repeat(20 * count)),
        ("comments", ": ping\n".repeat(10 * count)),
        ("lines of an event", format!("data: {{\n{}\n", "data: \n".repeat(10 * count))),
        ("lines that are none", "nonsense\n".repeat(10 * count)),
        (
            "backslashes",
            chat_frame(&json!({"delta": {"content": "\u{10000}\\".repeat(10 * count)}})).replace("\\\\", "\\ud83d"),
        ),
    ]
}

fn response_streams(count: usize) -> Vec<(&'static str, String)> {
    let frame = |event: Value| format!("data: {event}\n\n");
    let repeat = |event: &dyn Fn(usize) -> Value| (0..count).map(|at| frame(event(at))).collect::<String>();
    vec![
        ("long texts", repeat(&|_| json!({"type": "response.output_text.delta", "output_index": 0, "delta": "xxxx"}))),
        (
            "many parts",
            repeat(
                &|at| json!({"type": "response.output_text.delta", "output_index": 0, "content_index": at, "delta": "x"}),
            ),
        ),
        (
            "many messages",
            repeat(&|at| json!({"type": "response.output_text.delta", "output_index": at, "delta": "x"})),
        ),
        (
            "an id in every event",
            repeat(
                &|at| json!({"type": "response.output_text.delta", "output_index": 0, "item_id": format!("i{at}"), "delta": "x"}),
            ),
        ),
        (
            "many calls",
            repeat(&|at| {
                let item = json!({"type": "function_call", "id": format!("i{at}"), "call_id": "c", "name": "f", "arguments": "{}"});
                json!({"type": "response.output_item.done", "output_index": at, "item": item})
            }),
        ),
        (
            "ends of one text",
            repeat(&|_| json!({"type": "response.output_text.done", "output_index": 0, "text": "xxxx"})),
        ),
        ("items at the end", {
            let item = |at: usize| json!({"type": "function_call", "id": format!("i{at}"), "call_id": "c", "name": "f", "arguments": "{}"});
            let items: Vec<Value> = (0..count).map(item).collect();
            let added =
                repeat(&|at| json!({"type": "response.output_item.added", "output_index": at, "item": item(at)}));
            added + &frame(json!({"type": "response.completed", "response": {"status": "completed", "output": items}}))
        }),
    ]
}

fn read_chat(body: &str, piece: usize) {
    let mut stream = chat::StreamReader::<Value, String>::with_default_sink();
    for bytes in body.as_bytes().chunks(piece) {
        stream.push(bytes);
        while !matches!(stream.next_event(), Ok(None)) {}
    }
    drop(stream.finish());
}

fn read_response(body: &str, piece: usize) {
    let mut stream = responses::StreamReader::<Value, String>::with_default_sink();
    for bytes in body.as_bytes().chunks(piece) {
        stream.push(bytes);
        while !matches!(stream.next_event(), Ok(None)) {}
    }
    drop(stream.finish());
}

fn check(streams: fn(usize) -> Vec<(&'static str, String)>, read: fn(&str, usize)) {
    for ((kind, short), (_, long)) in streams(250).into_iter().zip(streams(250 * TIMES)) {
        for piece in [3, usize::MAX] {
            assert_linear(&format!("{kind}, in pieces of {piece}"), &short, &long, |body| read(body, piece));
        }
    }
}

#[test]
fn twenty_times_the_stream_of_a_completion_takes_twenty_times_the_work() {
    check(chat_streams, read_chat);
}

#[test]
fn twenty_times_the_stream_of_a_response_takes_twenty_times_the_work() {
    check(response_streams, read_response);
}
