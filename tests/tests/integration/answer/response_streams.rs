//! Streams of the Responses API with events left out, and cut anywhere: the answer is the one that was meant, and each
//! text and each call ends once.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use structured_core::responses::{Event, OutputItem, Response, StreamReader};
use structured_core::{Error, Outcome, ToolCall, responses};

use crate::random::cases;

/// An item that a server means to send.
#[derive(Debug, Clone)]
enum Meant {
    Text(&'static str),
    Refusal(&'static str),
    Call { name: &'static str, arguments: &'static str },
    Reasoning(&'static str),
}

/// Which events a server sends.
#[derive(Debug, Clone)]
struct Style {
    added: bool,
    deltas: bool,
    done: bool,
    part_done: bool,
    item_done: bool,
    index: Number,
    ids: bool,
    output: Output,
    names: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Number {
    Each,
    Zero,
    None,
}

/// What the last event has of the items.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Output {
    All,
    Empty,
    Null,
    Missing,
}

fn item() -> impl Strategy<Value = Meant> {
    prop_oneof![
        select(vec![r#"{"a":1}"#, r#"[{"text":"Grüße 😀 \" }"}]"#]).prop_map(Meant::Text),
        Just(Meant::Refusal("I can't, sorry.")),
        (select(vec!["f", "g"]), select(vec!["{}", r#"{"p":"x } y"}"#]))
            .prop_map(|(name, arguments)| Meant::Call { name, arguments }),
        Just(Meant::Reasoning("First, then.")),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let events = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let numbers = select(vec![Number::Each, Number::Each, Number::Zero, Number::None]);
    let outputs = select(vec![Output::All, Output::Empty, Output::Null, Output::Missing]);
    (events, numbers, any::<bool>(), outputs, any::<bool>()).prop_map(
        |((added, deltas, done, part_done, item_done), index, ids, output, names)| Style {
            added,
            deltas,
            done,
            part_done,
            item_done,
            index,
            ids,
            output,
            names,
        },
    )
}

impl Style {
    /// Whether the stream says all that is meant.
    fn is_enough(&self, items: &[Meant]) -> bool {
        if self.output == Output::All {
            return true;
        }
        let told_apart = self.added || self.item_done || items.len() < 2 || self.index == Number::Each || self.ids;
        told_apart
            && items.iter().all(|item| match item {
                Meant::Text(_) | Meant::Refusal(_) => self.deltas || self.done || self.part_done || self.item_done,
                Meant::Call { .. } => (self.added && (self.deltas || self.done)) || self.item_done,
                Meant::Reasoning(_) => true,
            })
    }
}

fn whole(at: usize, item: &Meant) -> Value {
    match item {
        Meant::Text(text) => {
            json!({"type": "message", "id": format!("item_{at}"), "role": "assistant", "status": "completed",
                   "content": [{"type": "output_text", "text": text, "annotations": []}]})
        }
        Meant::Refusal(text) => {
            json!({"type": "message", "id": format!("item_{at}"), "role": "assistant", "status": "completed",
                   "content": [{"type": "refusal", "refusal": text}]})
        }
        Meant::Call { name, arguments } => {
            json!({"type": "function_call", "id": format!("item_{at}"), "call_id": format!("call_{at}"), "name": name,
                   "arguments": arguments, "status": "completed"})
        }
        Meant::Reasoning(text) => {
            json!({"type": "reasoning", "id": format!("item_{at}"), "summary": [{"type": "summary_text", "text": text}]})
        }
    }
}

fn begun(at: usize, item: &Meant) -> Value {
    let mut value = whole(at, item);
    match item {
        Meant::Text(_) | Meant::Refusal(_) => value["content"] = json!([]),
        Meant::Call { .. } => value["arguments"] = json!(""),
        Meant::Reasoning(_) => value["summary"] = json!([]),
    }
    value
}

fn events(at: usize, item: &Meant, style: &Style, cuts: &[Index]) -> Vec<Value> {
    let mut events = Vec::new();
    let place = |mut event: Value, with_part: bool| {
        match style.index {
            Number::Each => event["output_index"] = at.into(),
            Number::Zero => event["output_index"] = 0.into(),
            Number::None => {}
        }
        if with_part && style.index != Number::None {
            event["content_index"] = 0.into();
        }
        if style.ids && event.get("item").is_none() {
            event["item_id"] = format!("item_{at}").into();
        }
        event
    };
    let strip = |mut item: Value| {
        if !style.ids
            && let Value::Object(members) = &mut item
        {
            members.remove("id");
        }
        item
    };
    if style.added {
        events.push(place(json!({"type": "response.output_item.added", "item": strip(begun(at, item))}), false));
    }
    let (kind, text, whole_name, part) = match item {
        Meant::Text(text) => ("output_text", *text, "text", json!({"type": "output_text", "text": text})),
        Meant::Refusal(text) => ("refusal", *text, "refusal", json!({"type": "refusal", "refusal": text})),
        Meant::Call { arguments, .. } => ("function_call_arguments", *arguments, "arguments", Value::Null),
        Meant::Reasoning(text) => ("reasoning_summary_text", *text, "text", Value::Null),
    };
    if style.deltas {
        let characters: Vec<char> = text.chars().collect();
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(characters.len())).collect();
        ends.push(characters.len());
        ends.sort_unstable();
        let mut start = 0;
        for end in ends {
            let delta: String = characters[start..end].iter().collect();
            events.push(place(json!({"type": format!("response.{kind}.delta"), "delta": delta}), true));
            start = end;
        }
    }
    if style.done {
        let mut event = json!({"type": format!("response.{kind}.done")});
        event[whole_name] = text.into();
        events.push(place(event, true));
    }
    if style.part_done && !part.is_null() {
        events.push(place(json!({"type": "response.content_part.done", "part": part}), true));
    }
    if style.item_done {
        events.push(place(json!({"type": "response.output_item.done", "item": strip(whole(at, item))}), false));
    }
    events
}

fn stream(items: &[Meant], style: &Style, cuts: &[Index], turns: &[Index]) -> String {
    let mut queues: Vec<Vec<Value>> =
        items.iter().enumerate().map(|(at, item)| events(at, item, style, cuts)).collect();
    let mut ordered = vec![json!({"type": "response.created", "response": {"status": "in_progress", "output": []}})];
    let in_turns = style.index == Number::Each || style.ids;
    let mut turns = turns.iter().cycle();
    while queues.iter().any(|queue| !queue.is_empty()) {
        let open: Vec<usize> = (0..queues.len()).filter(|&at| !queues[at].is_empty()).collect();
        let at = if in_turns { *turns.next().map_or(&open[0], |turn| turn.get(&open)) } else { open[0] };
        // Items begin in order.
        let at = if style.index == Number::Each { at } else { open[0] };
        ordered.push(queues[at].remove(0));
    }
    ordered.push(last(items, style.output));
    ordered.iter().map(|event| frame(event, style.names)).collect()
}

fn last(items: &[Meant], output: Output) -> Value {
    let mut response = json!({"id": "r", "status": "completed", "model": "m"});
    match output {
        Output::All => {
            response["output"] = items.iter().enumerate().map(|(at, item)| whole(at, item)).collect();
        }
        Output::Empty => response["output"] = json!([]),
        Output::Null => response["output"] = Value::Null,
        Output::Missing => {}
    }
    json!({"type": "response.completed", "response": response})
}

/// An event on the wire; its type may be in the name alone.
fn frame(event: &Value, by_name: bool) -> String {
    let mut data = event.clone();
    let name = event["type"].as_str().unwrap_or_default();
    if by_name && let Value::Object(members) = &mut data {
        members.remove("type");
    }
    format!("event: {name}\ndata: {data}\n\n")
}

/// What the events tell of texts and calls: what grew, and what ended.
#[derive(Debug, Default, PartialEq)]
struct Told {
    texts: Vec<String>,
    refusals: Vec<String>,
    calls: Vec<(String, String)>,
    grown: String,
    grown_arguments: String,
}

fn read(body: &str, length: usize) -> (Told, Result<Response<Value>, Error>) {
    let mut stream = StreamReader::<Value, String>::with_default_sink();
    let mut told = Told::default();
    for piece in body.as_bytes().chunks(length) {
        stream.push(piece);
        while let Some(event) = stream.next_event().expect("no error") {
            match event {
                Event::ContentDelta { delta, snapshot, sink, .. } => {
                    assert_eq!(sink, snapshot);
                    told.grown.push_str(delta);
                }
                Event::RefusalDelta { delta, .. } => told.grown.push_str(delta),
                Event::ToolCallDelta { delta, .. } => told.grown_arguments.push_str(delta),
                Event::ContentDone { content, .. } => told.texts.push(content.to_owned()),
                Event::RefusalDone { refusal, .. } => told.refusals.push(refusal.to_owned()),
                Event::ToolCallDone { call, .. } => {
                    told.calls.push((call.name().to_owned(), call.arguments().to_owned()));
                }
                _ => {}
            }
        }
    }
    (told, stream.finish())
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

fn check(items: &[Meant], style: &Style, body: &str, length: usize) {
    let (told, response) = read(body, length);
    let response = response.unwrap_or_else(|error| panic!("{style:?}: {error}\n{body}"));
    let full =
        responses::parse::<Value>(last(items, Output::All)["response"].to_string().as_bytes()).expect("a response");

    let calls = |response: &Response<Value>| -> Vec<(String, String)> {
        response.tool_calls().map(|call| (call.name().to_owned(), call.arguments().to_owned())).collect()
    };
    assert_eq!(calls(&response), calls(&full), "{style:?}\n{body}");
    if style.added || style.item_done || style.output == Output::All {
        let ids =
            |response: &Response<Value>| response.tool_calls().map(|call| call.id().to_owned()).collect::<Vec<_>>();
        assert_eq!(ids(&response), ids(&full), "{style:?}\n{body}");
    }
    match (&response.outcome, &full.outcome) {
        (Outcome::ToolCalls(came), Outcome::ToolCalls(meant)) => assert_eq!(came.len(), meant.len()),
        (came, meant) => assert_eq!(came, meant, "{style:?}\n{body}"),
    }

    let meant = |of: fn(&Meant) -> Option<&str>| items.iter().filter_map(of).map(str::to_owned).collect::<Vec<_>>();
    let texts = meant(|item| if let Meant::Text(text) = item { Some(text) } else { None });
    let refusals = meant(|item| if let Meant::Refusal(text) = item { Some(text) } else { None });
    assert_eq!(sorted(told.texts), sorted(texts.clone()), "{style:?}\n{body}");
    assert_eq!(sorted(told.refusals), sorted(refusals.clone()), "{style:?}\n{body}");
    assert_eq!(sorted(told.calls), sorted(calls(&full)), "{style:?}\n{body}");
    let length: usize = texts.iter().chain(&refusals).map(String::len).sum();
    assert_eq!(told.grown.len(), length, "{style:?}\n{body}");
    assert_eq!(told.grown_arguments.len(), calls(&full).iter().map(|(_, text)| text.len()).sum::<usize>());
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..cases(300) })]

    #[test]
    fn the_answer_is_the_one_that_was_meant_whatever_events_are_left_out(
        items in proptest::collection::vec(item(), 1..4),
        style in style(),
        cuts in proptest::collection::vec(any::<Index>(), 0..4),
        turns in proptest::collection::vec(any::<Index>(), 1..12),
        length in 1_usize..300,
    ) {
        // What cannot be told apart is not meant to be.
        let is_plain = items.iter().filter(|item| !matches!(item, Meant::Reasoning(_))).count() < 2;
        prop_assume!(style.is_enough(&items) && (is_plain || style.added || style.index == Number::Each || style.ids || (style.item_done && !style.deltas && !style.done && !style.part_done) || style.output == Output::All && style.index == Number::Each));
        let body = stream(&items, &style, &cuts, &turns);
        check(&items, &style, &body, length);
    }
}

#[test]
fn an_incomplete_response_keeps_the_text_that_streamed() {
    let body = [
        json!({"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": "{\"a\":"}),
        json!({"type": "response.incomplete", "response": {"status": "incomplete", "output": [],
               "incomplete_details": {"reason": "max_output_tokens"}}}),
    ];
    let body: String = body.iter().map(|event| frame(event, false)).collect();
    let (_, response) = read(&body, 7);
    assert_eq!(response.unwrap().outcome, Outcome::CutOff("{\"a\":".into()));
}

#[test]
fn an_event_without_a_type_is_no_hole_in_the_answer() {
    let delta = |delta: &str| json!({"type": "response.output_text.delta", "output_index": 0, "delta": delta});
    let typeless = json!({"output_index": 0, "delta": "1"});
    let body = |output: Output| {
        let events = [delta("["), typeless.clone(), delta("]"), last(&[Meant::Text("[1]")], output)];
        events.iter().map(|event| format!("data: {event}\n\n")).collect::<String>()
    };
    assert_eq!(read(&body(Output::All), 9).1.unwrap().into_parsed(), Ok(json!([1])));
    let mut stream = StreamReader::<Value>::new();
    stream.push(body(Output::Empty).as_bytes());
    assert!(matches!(stream.finish(), Err(Error::Interrupted(_))));
}

#[test]
fn reasoning_streams_and_is_in_the_response() {
    let body = [
        json!({"type": "response.reasoning_summary_text.delta", "output_index": 0, "summary_index": 0, "delta": "First"}),
        json!({"type": "response.reasoning_summary_text.delta", "output_index": 0, "summary_index": 0, "delta": ", then."}),
        json!({"type": "response.output_text.delta", "output_index": 1, "content_index": 0, "delta": "[1]"}),
        last(&[], Output::Missing),
    ];
    let mut stream = StreamReader::<Value>::new();
    stream.push(body.iter().map(|event| frame(event, false)).collect::<String>().as_bytes());
    let mut thoughts = Vec::new();
    while let Some(event) = stream.next_event().unwrap() {
        if let Event::ReasoningDelta { snapshot, .. } = event {
            thoughts.push(snapshot.to_owned());
        }
    }
    assert_eq!(thoughts, ["First", "First, then."]);
    let response = stream.finish().unwrap();
    assert_eq!(response.reasoning().as_deref(), Some("First, then."));
    assert!(matches!(&response.output[0], OutputItem::Other { kind, .. } if kind == "reasoning"));
    assert_eq!(response.into_parsed(), Ok(json!([1])));
}

#[test]
fn a_final_answer_beside_calls_is_the_outcome_and_the_calls_are_still_there() {
    let call = whole(0, &Meant::Call { name: "f", arguments: "{}" });
    let mut message = whole(1, &Meant::Text("[1]"));
    let parse = |message: &Value| {
        let body = json!({"status": "completed", "output": [call, message]});
        responses::parse::<Value>(body.to_string().as_bytes()).unwrap()
    };
    let unmarked = parse(&message);
    assert!(matches!(unmarked.outcome, Outcome::ToolCalls(_)));
    assert_eq!(unmarked.parse_content::<Vec<u8>>(), Ok(vec![1]));
    message["phase"] = "final_answer".into();
    let marked = parse(&message);
    assert_eq!(marked.outcome, Outcome::Parsed(json!([1])));
    assert_eq!(marked.tool_calls().map(ToolCall::name).collect::<Vec<_>>(), ["f"]);
}

#[test]
fn items_of_the_last_event_that_share_an_id_are_all_kept() {
    let message =
        |text: &str| json!({"type": "message", "id": "m", "content": [{"type": "output_text", "text": text}]});
    let call = json!({"type": "function_call", "id": "f", "call_id": "c", "name": "f", "arguments": "{}"});
    let reasoning = json!({"type": "reasoning", "id": "m", "summary": []});
    for streamed in [vec![], vec![message("1")], vec![call.clone(), message("1")]] {
        let mut stream = StreamReader::<Value>::new();
        for (at, item) in streamed.iter().enumerate() {
            let event = json!({"type": "response.output_item.done", "output_index": at, "item": item});
            stream.push(format!("data: {event}\n\n").as_bytes());
        }
        let output = [&reasoning, &message("1"), &call, &call, &message("2"), &message("3"), &reasoning];
        let event = json!({"type": "response.completed", "response": {"status": "completed", "output": output}});
        stream.push(format!("data: {event}\n\n").as_bytes());
        let response = stream.finish().expect("a response");
        let came: Vec<Value> = response.output.iter().map(|item| serde_json::to_value(item).expect("JSON")).collect();
        assert_eq!(came.iter().collect::<Vec<_>>(), output);
    }
}
