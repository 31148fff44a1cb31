//! Streams of tool calls, written as servers write them: the calls that come out are the ones that were meant.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use structured_core::chat::{Event, StreamReader};
use structured_core::{Outcome, ToolCall};

use crate::random::cases;

/// A call that a server means to send.
#[derive(Debug, Clone, PartialEq)]
struct Meant {
    id: String,
    name: &'static str,
    arguments: String,
}

/// How a server writes calls.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Style {
    index: Number,
    id: When,
    name: When,
    /// Whether the pieces of several calls may come in turns.
    interleaved: bool,
    /// Whether each call comes in one piece.
    whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Number {
    Each,
    Zero,
    None,
    Odd,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum When {
    First,
    Second,
    Always,
    Never,
}

/// The styles on record, with all that tells calls apart in each.
fn styles() -> Vec<Style> {
    let style = |index, id, name, interleaved, whole| Style { index, id, name, interleaved, whole };
    vec![
        // The official API, in order and in turns.
        style(Number::Each, When::First, When::First, true, false),
        // Names or ids again in every piece, or late.
        style(Number::Each, When::Always, When::First, true, false),
        style(Number::Each, When::Always, When::Always, true, false),
        style(Number::Each, When::First, When::Always, true, false),
        style(Number::Each, When::Second, When::First, true, false),
        style(Number::Each, When::Never, When::First, true, false),
        // Ollama, Gemini, LiteLLM: the number says nothing.
        style(Number::Zero, When::First, When::First, false, false),
        style(Number::Zero, When::Always, When::First, true, false),
        style(Number::Zero, When::Always, When::Always, true, false),
        style(Number::Zero, When::First, When::First, false, true),
        style(Number::Zero, When::Never, When::First, false, true),
        style(Number::Zero, When::Never, When::First, false, false),
        style(Number::Zero, When::Second, When::First, false, false),
        // No numbers.
        style(Number::None, When::First, When::First, false, false),
        style(Number::None, When::Always, When::First, true, false),
        style(Number::None, When::Never, When::First, false, false),
        style(Number::None, When::Never, When::First, false, true),
        style(Number::None, When::First, When::First, false, true),
        style(Number::None, When::Second, When::First, false, false),
        // Numbers that are none.
        style(Number::Odd, When::First, When::First, false, false),
        style(Number::Odd, When::Always, When::First, true, false),
    ]
}

fn calls() -> impl Strategy<Value = Vec<Meant>> {
    let arguments = select(vec![
        "{}",
        r#"{"p":1}"#,
        r#"{"city":"Paris","days":[1,2,3]}"#,
        r#"{"text":"a \"quoted\" } brace ] and \\ "}"#,
        r#"{"nested":{"list":[{"a":[]},{}]}}"#,
        r#" {"spaces": true} "#,
    ]);
    let call = (select(vec!["f", "get_weather", "f"]), arguments);
    proptest::collection::vec(call, 1..5).prop_map(|calls| {
        let calls = calls.into_iter().enumerate();
        calls
            .map(|(at, (name, arguments))| Meant { id: format!("call_{at}"), name, arguments: arguments.into() })
            .collect()
    })
}

/// The pieces of one call.
fn pieces(at: usize, call: &Meant, style: Style, cuts: &[Index]) -> Vec<Value> {
    let mut ends: Vec<usize> =
        if style.whole { Vec::new() } else { cuts.iter().map(|cut| cut.index(call.arguments.len())).collect() };
    ends.push(call.arguments.len());
    ends.sort_unstable();
    let mut start = 0;
    let mut texts: Vec<&str> = Vec::new();
    for end in ends {
        texts.push(&call.arguments[start..end]);
        start = end;
    }
    if style.id == When::Second && texts.len() < 2 {
        texts.push("");
    }
    let comes = |when, piece| match when {
        When::First => piece == 0,
        When::Second => piece == 1,
        When::Always => true,
        When::Never => false,
    };
    let piece = |(piece, text): (usize, &&str)| {
        let mut function = json!({"arguments": text});
        if comes(style.name, piece) {
            function["name"] = call.name.into();
        }
        let mut value = json!({"type": "function", "function": function});
        if comes(style.id, piece) {
            value["id"] = call.id.as_str().into();
        }
        match style.index {
            Number::Each => value["index"] = at.into(),
            Number::Zero => value["index"] = 0.into(),
            Number::None => {}
            Number::Odd => value["index"] = json!(-1),
        }
        value
    };
    texts.iter().enumerate().map(piece).collect()
}

/// The pieces of all calls in the order of the wire.
fn order(calls: &[Meant], style: Style, cuts: &[Index], turns: &[Index]) -> Vec<Value> {
    let mut queues: Vec<Vec<Value>> =
        calls.iter().enumerate().map(|(at, call)| pieces(at, call, style, cuts)).collect();
    // Calls begin in order.
    let mut begun = 0;
    let mut ordered = Vec::new();
    let mut turns = turns.iter().cycle();
    while queues.iter().any(|queue| !queue.is_empty()) {
        let open: Vec<usize> = (0..queues.len()).filter(|&at| at <= begun && !queues[at].is_empty()).collect();
        let at = if style.interleaved { *turns.next().map_or(&open[0], |turn| turn.get(&open)) } else { open[0] };
        begun = begun.max(at + 1);
        ordered.push(queues[at].remove(0));
    }
    ordered
}

fn body(pieces: &[Value], together: &[bool]) -> String {
    let mut body = String::new();
    let mut list: Vec<Value> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        list.push(piece.clone());
        if at + 1 == pieces.len() || !together[at % together.len()] {
            let delta = json!({"tool_calls": core::mem::take(&mut list)});
            body += &format!("data: {}\n\n", json!({"choices": [{"index": 0, "delta": delta}]}));
        }
    }
    body += "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n";
    body
}

/// What the events tell: the arguments by the place of the call, and the calls that are done, in order.
fn told(body: &str, length: usize) -> (Vec<String>, Vec<(usize, ToolCall)>, Vec<ToolCall>) {
    let mut stream = StreamReader::<Value>::new();
    let (mut grown, mut done): (Vec<String>, Vec<(usize, ToolCall)>) = (Vec::new(), Vec::new());
    for piece in body.as_bytes().chunks(length) {
        stream.push(piece);
        while let Some(event) = stream.next_event().expect("no error") {
            match event {
                Event::ToolCallDelta { index, delta, call, .. } => {
                    grown.resize(grown.len().max(index + 1), String::new());
                    grown[index].push_str(delta);
                    assert!(call.arguments().starts_with(grown[index].as_str()));
                }
                Event::ToolCallDone { index, call, .. } => done.push((index, call.clone())),
                _ => {}
            }
        }
    }
    let completion = stream.finish().expect("the stream is whole");
    let Outcome::ToolCalls(calls) = &completion.choices[0].outcome else { panic!("{completion:?}") };
    assert_eq!(calls, &completion.choices[0].message.tool_calls);
    (grown, done, calls.clone())
}

fn check(style: Style, calls: &[Meant], body: &str, length: usize) {
    let (grown, mut done, came) = told(body, length);
    // White space between two calls may belong to either.
    let trimmed = |text: &str| text.trim().to_owned();
    let texts = |call: &ToolCall| (call.name().to_owned(), trimmed(call.arguments()));
    let meant: Vec<_> = calls.iter().map(|call| (call.name.to_owned(), trimmed(&call.arguments))).collect();
    assert_eq!(came.iter().map(texts).collect::<Vec<_>>(), meant, "{style:?}\n{body}");
    if style.id != When::Never {
        let ids: Vec<_> = calls.iter().map(|call| call.id.as_str()).collect();
        assert_eq!(came.iter().map(ToolCall::id).collect::<Vec<_>>(), ids, "{style:?}\n{body}");
    }
    assert_eq!(grown, came.iter().map(ToolCall::arguments).collect::<Vec<_>>(), "{style:?}\n{body}");
    done.sort_by_key(|(index, _)| *index);
    assert_eq!(
        done.iter().map(|(index, _)| *index).collect::<Vec<_>>(),
        (0..calls.len()).collect::<Vec<_>>(),
        "{body}"
    );
    for (index, call) in done {
        // White space after the arguments may come when the call is done.
        assert_eq!(call.arguments().trim(), came[index].arguments().trim(), "{style:?}\n{body}");
        assert_eq!(call.name(), came[index].name());
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_calls_that_come_out_are_the_ones_that_were_meant(
        style in select(styles()),
        calls in calls(),
        cuts in proptest::collection::vec(any::<Index>(), 0..4),
        turns in proptest::collection::vec(any::<Index>(), 1..12),
        together in proptest::collection::vec(any::<bool>(), 1..6),
        length in 1_usize..200,
    ) {
        let body = body(&order(&calls, style, &cuts, &turns), &together);
        check(style, &calls, &body, length);
    }
}

fn chunks(lists: &[Value]) -> String {
    let frames =
        lists.iter().map(|list| format!("data: {}\n\n", json!({"choices": [{"delta": {"tool_calls": list}}]})));
    frames.collect::<String>() + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
}

fn names_and_arguments(body: &str) -> Vec<(String, String)> {
    let (.., calls) = told(body, body.len());
    calls.iter().map(|call| (call.name().to_owned(), call.arguments().to_owned())).collect()
}

#[test]
fn a_made_up_id_in_every_piece_begins_no_call() {
    let body = chunks(&[
        json!([{"index": 0, "id": "a1", "function": {"name": "f", "arguments": "{\"p\""}}]),
        json!([{"index": 0, "id": "a2", "function": {"arguments": ":1"}}]),
        json!([{"index": 0, "id": "a3", "function": {"arguments": "}"}}]),
    ]);
    assert_eq!(names_and_arguments(&body), [("f".into(), "{\"p\":1}".into())]);
}

#[test]
fn a_call_that_is_sent_once_more_as_a_whole_is_one_call() {
    let body = chunks(&[
        json!([{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{\"p\":"}}]),
        json!([{"index": 0, "function": {"arguments": "1}"}}]),
        json!([{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{\"p\":1}"}}]),
    ]);
    assert_eq!(names_and_arguments(&body), [("f".into(), "{\"p\":1}".into())]);
}

#[test]
fn a_name_may_come_in_pieces() {
    let body = chunks(&[
        json!([{"index": 0, "id": "a", "function": {"name": "get_", "arguments": ""}}]),
        json!([{"index": 0, "function": {"name": "weather"}}]),
        json!([{"index": 0, "function": {"arguments": "{}"}}]),
    ]);
    assert_eq!(names_and_arguments(&body), [("get_weather".into(), "{}".into())]);
}

#[test]
fn calls_without_arguments_are_told_apart_by_their_ids() {
    let body = chunks(&[
        json!([{"index": 0, "id": "a", "function": {"name": "now", "arguments": ""}}]),
        json!([{"index": 0, "id": "b", "function": {"name": "now", "arguments": ""}}]),
    ]);
    assert_eq!(names_and_arguments(&body), [("now".into(), String::new()), ("now".into(), String::new())]);
}

#[test]
fn the_older_form_of_a_call_streams_too() {
    let body = "data: {\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}}}]}\n\n\
                data: {\"choices\":[{\"delta\":{\"function_call\":{\"arguments\":\"{\\\"p\\\":1}\"}}}]}\n\n\
                data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"function_call\"}]}\n\n";
    assert_eq!(names_and_arguments(body), [("f".into(), "{\"p\":1}".into())]);
    let (.., calls) = told(body, 3);
    assert_eq!(serde_json::to_value(&calls[0]).unwrap(), json!({"name": "f", "arguments": "{\"p\":1}"}));
}

#[test]
fn what_a_server_adds_to_a_call_comes_with_it() {
    let body =
        chunks(&[json!([{"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"},
                "extra_content": {"google": {"thought_signature": "c2ln"}}}])]);
    let (_, done, calls) = told(&body, 5);
    let expected = json!({"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"},
                          "extra_content": {"google": {"thought_signature": "c2ln"}}});
    assert_eq!(serde_json::to_value(&calls[0]).unwrap(), expected);
    assert_eq!(serde_json::to_value(&done[0].1).unwrap(), expected);
}

#[test]
fn a_character_that_is_cut_into_surrogates_is_whole_in_the_arguments() {
    let body = "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"p\\\":\\\"\\ud83d\"}}]}}]}\n\n\
                data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\ude00\\\"}\"}}]}}]}\n\n\
                data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n";
    assert_eq!(names_and_arguments(body), [("f".into(), "{\"p\":\"😀\"}".into())]);
}
