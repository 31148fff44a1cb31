//! The Responses API.

use proptest::prelude::*;
use serde_json::{Value, json};
use structured_core::{Error, responses};

use super::seen::Seen;
use super::{Kind, Sent, Tape, Written, error, framed, json_text, kind_of, side, tapes};

/// The items of the answer, whole.
fn items(tape: &mut Tape, written: &Written, with_commentary: bool) -> Vec<Value> {
    let mut items = Vec::new();
    if !written.reasoning.is_empty() {
        let summary = json!([{"type": "summary_text", "text": written.reasoning}]);
        items.push(json!({"type": "reasoning", "id": "rs_1", "summary": summary}));
    }
    if tape.one_in(6) && with_commentary {
        let part = json!({"type": "output_text", "text": "Let me see."});
        items.push(json!({"type": "message", "id": "msg_0", "phase": "commentary", "content": [part]}));
    }
    let part = match &written.kind {
        Kind::Refusal(text) => Some(json!({"type": "refusal", "refusal": text})),
        Kind::Calls(_) => None,
        _ => Some(json!({"type": "output_text", "text": written.content()})),
    };
    if let Some(mut part) = part {
        if part["type"] == "output_text" {
            side(tape, &mut part, "annotations", json!([]));
            side(tape, &mut part, "logprobs", json!([]));
        }
        let mut message = json!({"type": "message", "id": "msg_1", "content": [part]});
        side(tape, &mut message, "role", json!("assistant"));
        side(tape, &mut message, "status", json!("completed"));
        items.push(message);
    }
    for (at, call) in written.calls().iter().enumerate() {
        let mut item = json!({"type": "function_call", "id": format!("fc_{at}"), "call_id": call.id, "name": call.name,
            "arguments": call.arguments});
        side(tape, &mut item, "status", json!("completed"));
        items.push(item);
    }
    items
}

fn response(tape: &mut Tape, written: &Written, output: Value) -> (&'static str, Value) {
    let mut response = json!({"output": output});
    side(tape, &mut response, "id", json!("resp_1"));
    side(tape, &mut response, "object", json!("response"));
    side(tape, &mut response, "created_at", json!(1_700_000_000));
    side(tape, &mut response, "model", json!("m"));
    side(tape, &mut response, "usage", json!({"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}));
    side(tape, &mut response, "service_tier", json!("default"));
    response["error"] = Value::Null;
    let reason = match written.kind {
        Kind::CutOff(_) => "max_output_tokens",
        Kind::Filtered(_) => "content_filter",
        _ => {
            response["status"] = json!("completed");
            side(tape, &mut response, "incomplete_details", Value::Null);
            return ("response.completed", response);
        }
    };
    response["status"] = json!("incomplete");
    response["incomplete_details"] = json!({"reason": reason});
    ("response.incomplete", response)
}

/// What a server leaves out of its events.
struct Habits {
    added: bool,
    done: bool,
    part_events: bool,
    deltas: bool,
    text_done: bool,
    indices: bool,
    ids: bool,
    /// Each event has another id than the one before.
    changing_ids: bool,
}

impl Habits {
    /// At least one event must bring the texts, and one the names of the calls.
    fn new(tape: &mut Tape) -> Self {
        let added = tape.pick(4) < 3;
        let done = !added || tape.pick(4) < 3;
        let deltas = !done || tape.pick(4) < 3;
        let changing_ids = added && tape.one_in(8);
        Self {
            added,
            done,
            deltas,
            part_events: tape.pick(2) == 0,
            text_done: tape.pick(3) < 2,
            indices: tape.pick(4) < 3,
            ids: !changing_ids && tape.pick(4) < 3,
            changing_ids,
        }
    }
}

struct Events<'t> {
    tape: &'t mut Tape,
    habits: Habits,
    list: Vec<(&'static str, Value)>,
    made: u32,
}

impl Events<'_> {
    fn push(&mut self, kind: &'static str, index: usize, item_id: Option<&str>, mut event: Value) {
        if self.habits.indices {
            event["output_index"] = json!(index);
        }
        if let Some(id) = item_id {
            self.made += 1;
            if self.habits.ids {
                event["item_id"] = json!(id);
            } else if self.habits.changing_ids {
                event["item_id"] = json!(format!("made_up_{}", self.made));
            }
        }
        side(self.tape, &mut event, "sequence_number", json!(self.list.len()));
        self.list.push((kind, event));
    }

    fn item(&mut self, index: usize, whole: &Value) {
        let id = whole["id"].as_str().unwrap_or_default();
        if self.habits.added {
            let mut begun = whole.clone();
            for (name, empty) in [("content", json!([])), ("summary", json!([])), ("arguments", json!(""))] {
                if begun.get(name).is_some() {
                    begun[name] = empty;
                }
            }
            self.push("response.output_item.added", index, None, json!({"item": begun}));
        }
        match whole["type"].as_str() {
            Some("message") => self.message(index, id, &whole["content"][0]),
            Some("function_call") => self.texts(
                index,
                id,
                whole["arguments"].as_str().unwrap_or_default(),
                "response.function_call_arguments.delta",
                ("response.function_call_arguments.done", "arguments"),
            ),
            _ => self.texts(
                index,
                id,
                whole["summary"][0]["text"].as_str().unwrap_or_default(),
                "response.reasoning_summary_text.delta",
                ("response.reasoning_summary_text.done", "text"),
            ),
        }
        if self.habits.done {
            self.push("response.output_item.done", index, None, json!({"item": whole}));
        }
    }

    fn message(&mut self, index: usize, id: &str, part: &Value) {
        let is_text = part["type"] == "output_text";
        if self.habits.part_events {
            let empty = if is_text {
                json!({"type": "output_text", "text": ""})
            } else {
                json!({"type": "refusal", "refusal": ""})
            };
            self.push("response.content_part.added", index, Some(id), json!({"content_index": 0, "part": empty}));
        }
        let text = part["text"].as_str().or(part["refusal"].as_str()).unwrap_or_default();
        if is_text {
            self.texts(index, id, text, "response.output_text.delta", ("response.output_text.done", "text"));
        } else {
            self.texts(index, id, text, "response.refusal.delta", ("response.refusal.done", "refusal"));
        }
        if self.habits.part_events {
            self.push("response.content_part.done", index, Some(id), json!({"content_index": 0, "part": part}));
        }
    }

    fn texts(&mut self, index: usize, id: &str, text: &str, delta: &'static str, done: (&'static str, &str)) {
        let is_reasoning = delta.contains("reasoning");
        if self.habits.deltas || is_reasoning {
            for piece in self.tape.pieces(text) {
                let mut event = json!({"delta": piece});
                side(self.tape, &mut event, "logprobs", json!([]));
                if self.tape.pick(2) == 0 {
                    event["content_index"] = json!(0);
                }
                self.push(delta, index, Some(id), event);
            }
        }
        if self.habits.text_done {
            let mut event = json!({"content_index": 0});
            event[done.1] = json!(text);
            self.push(done.0, index, Some(id), event);
        }
    }
}

fn stream(tape: &mut Tape, written: &Written, fails: bool) -> Sent {
    let habits = Habits::new(tape);
    // Only the first event of an item says that its text will be no answer.
    let items = items(tape, written, habits.added);
    let mut events = Events { tape, habits, list: Vec::new(), made: 0 };
    events.list.push(("response.created", json!({"response": {"status": "in_progress", "output": []}})));
    for (index, item) in items.iter().enumerate() {
        events.item(index, item);
    }
    let Events { tape, mut list, .. } = events;
    let mut last = None;
    if fails {
        last = Some(error(tape));
    } else {
        let output = tape.of(&[json!(items), json!(items), Value::Null, json!([])]);
        let (kind, mut response) = response(tape, written, output);
        if response["output"].is_null() && tape.pick(2) == 1 {
            response.as_object_mut().expect("an object").remove("output");
        }
        list.push((kind, json!({"response": response})));
    }
    let names = tape.of(&[true, true, false]);
    let types = !names || tape.pick(3) < 2;
    let mut frames = Vec::new();
    for (kind, mut event) in list {
        if types {
            event["type"] = json!(kind);
        }
        frames.push((names.then_some(kind), json_text(tape, &event)));
    }
    frames.extend(last.map(|error| (tape.of(&[None, Some("error")]), json_text(tape, &error))));
    let done = tape.of(&[None, Some("[DONE]")]);
    Sent { bytes: framed(tape, &frames, done), with_ids: true }
}

fn read(bytes: &[u8], length: usize) -> (Seen, Result<responses::Response<Value>, Error>) {
    let mut stream = responses::StreamReader::<Value>::new();
    let mut seen = Seen::default();
    for piece in bytes.chunks(length).map(Some).chain([None]) {
        match piece {
            Some(piece) => stream.push(piece),
            None => stream.close(),
        }
        loop {
            match stream.next_event() {
                Ok(Some(event)) => see(&mut seen, &event),
                Ok(None) => break,
                Err(_) => {}
            }
        }
    }
    (seen, stream.finish())
}

fn see(seen: &mut Seen, event: &responses::Event<'_, Value>) {
    match event {
        responses::Event::ContentDelta { delta, snapshot, .. } => seen.content(delta, snapshot),
        responses::Event::ContentDone { content, .. } => seen.content_done(content),
        responses::Event::RefusalDelta { delta, .. } => seen.refusal(delta),
        responses::Event::RefusalDone { refusal, .. } => seen.refusal_done(refusal),
        responses::Event::ReasoningDelta { delta, .. } => seen.reasoning(delta),
        responses::Event::ToolCallDelta { output_index, delta, .. } => seen.call(*output_index, delta),
        responses::Event::ToolCallDone { output_index, call, .. } => seen.call_done(*output_index, call),
        responses::Event::Finished { .. } => seen.finished += 1,
        _ => {}
    }
}

fn check_stream(tape: &[u16]) {
    let mut choices = Tape::new(tape.to_vec());
    let written = Written::new(&mut choices);
    let sent = stream(&mut choices, &written, false);
    let text = String::from_utf8_lossy(&sent.bytes);
    for length in [sent.bytes.len(), 1, 7] {
        let (seen, response) = read(&sent.bytes, length);
        let response = response.unwrap_or_else(|error| panic!("{error} in {text}"));
        assert_eq!(kind_of(&response.outcome, true), written.kind, "{text}");
        seen.assert_is(&written, &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(super::cases()) })]

    #[test]
    fn a_body_of_an_odd_server_is_the_answer_that_was_written(tape in tapes()) {
        let mut choices = Tape::new(tape);
        let written = Written::new(&mut choices);
        let items = json!(items(&mut choices, &written, true));
        let (_, body) = response(&mut choices, &written, items);
        let text = json_text(&mut choices, &body);
        let response = responses::parse::<Value>(text.as_bytes()).unwrap_or_else(|error| panic!("{error} in {text}"));
        prop_assert_eq!(kind_of(&response.outcome, true), written.kind, "{}", text);
        let back = serde_json::to_value(&response.output).expect("items");
        prop_assert_eq!(&back, &body["output"], "{}", text);
    }

    #[test]
    fn a_stream_of_an_odd_server_is_the_answer_that_was_written(tape in tapes()) {
        check_stream(&tape);
    }

    #[test]
    fn a_stream_of_an_odd_server_that_fails_is_an_error_with_its_words_and_what_came(tape in tapes()) {
        let mut choices = Tape::new(tape);
        let written = Written::new(&mut choices);
        let sent = stream(&mut choices, &written, true);
        for length in [sent.bytes.len(), 1] {
            let (seen, response) = read(&sent.bytes, length);
            super::assert_is_the_error(&response.expect_err("the server failed"), &seen, &sent);
        }
    }
}
