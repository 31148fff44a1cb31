//! Chat Completions.

use proptest::prelude::*;
use serde_json::{Value, json};
use structured_core::{Error, Outcome, chat};

use super::seen::Seen;
use super::{Call, Kind, Sent, Tape, Written, error, framed, json_text, kind_of, object, side, tapes};

fn finish_word(tape: &mut Tape, written: &Written) -> Value {
    match &written.kind {
        Kind::Text(_) => tape.of(&[json!("stop"), json!("stop"), json!("STOP"), json!("eos"), json!("end_turn")]),
        Kind::Refusal(_) => json!("stop"),
        Kind::CutOff(_) => tape.of(&[json!("length"), json!("max_tokens"), json!("MAX_TOKENS"), json!("abort")]),
        Kind::Filtered(_) => tape.of(&[json!("content_filter"), json!("SAFETY"), json!("RECITATION")]),
        Kind::Calls(_) => tape.of(&[json!("tool_calls"), json!("stop"), json!("function_call")]),
    }
}

/// A word that is no reason to end.
fn no_word(tape: &mut Tape, object: &mut Value) {
    match tape.pick(8) {
        0..=4 => object["finish_reason"] = Value::Null,
        5 => object["finish_reason"] = json!(""),
        6 => object["finish_reason"] = json!("null"),
        _ => {}
    }
}

fn head(tape: &mut Tape, object: &mut Value, kind: &str) {
    side(tape, object, "id", json!("chatcmpl-1"));
    side(tape, object, "created", json!(1_700_000_000));
    side(tape, object, "model", json!("m"));
    side(tape, object, "object", json!(kind));
    side(tape, object, "system_fingerprint", json!("fp"));
    side(tape, object, "service_tier", json!("default"));
    side(tape, object, "usage", json!({"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}));
}

fn body(tape: &mut Tape, written: &Written) -> Sent {
    let mut message = json!({});
    side(tape, &mut message, "role", json!("assistant"));
    let (content, refusal) = (written.content(), written.refusal());
    message["content"] = match tape.pick(6) {
        _ if content.is_empty() => tape.of(&[Value::Null, json!(""), json!([])]),
        0..=3 => json!(content),
        4 => json!([{"type": "text", "text": content}]),
        _ => json!([{"type": "text", "text": ""}, null, {"type": "text", "text": content}]),
    };
    match (refusal.is_empty(), tape.pick(3)) {
        (true, pick) => message["refusal"] = if pick == 2 { tape.of(&[json!(""), json!([])]) } else { Value::Null },
        (false, 2) => message["content"] = json!([{"type": "refusal", "refusal": refusal}]),
        (false, _) => message["refusal"] = json!(refusal),
    }
    if !written.reasoning.is_empty() {
        let name = tape.of(&["reasoning_content", "reasoning"]);
        message[name] = json!(written.reasoning);
    }
    let with_ids = tape.pick(4) < 3;
    if let Some(calls) = Some(written.calls()).filter(|calls| !calls.is_empty()) {
        let calls = calls.iter().map(|call| {
            let arguments = serde_json::from_str::<Value>(&call.arguments).expect("arguments are JSON");
            let arguments =
                if tape.one_in(4) && arguments == call.arguments { arguments } else { json!(call.arguments) };
            let mut json = json!({"function": {"name": call.name, "arguments": arguments}});
            side(tape, &mut json, "type", json!("function"));
            side(tape, &mut json, "index", json!(0));
            if with_ids {
                json["id"] = json!(call.id);
            }
            json
        });
        message["tool_calls"] = calls.collect();
    } else if tape.one_in(3) {
        message["tool_calls"] = tape.of(&[Value::Null, json!([])]);
    }
    let mut choice = json!({"message": message, "finish_reason": finish_word(tape, written)});
    side(tape, &mut choice, "index", json!(0));
    side(tape, &mut choice, "logprobs", Value::Null);
    let mut body = json!({"choices": [choice]});
    head(tape, &mut body, "chat.completion");
    Sent { bytes: json_text(tape, &body).into_bytes(), with_ids }
}

/// How a server numbers and names the pieces of calls.
#[derive(Clone, Copy, PartialEq)]
enum Numbering {
    Right,
    AllZero,
    None,
    /// Numbers that are texts.
    Texts,
    Negative,
}

fn call_pieces(tape: &mut Tape, calls: &[Call], with_ids: bool, numbering: Numbering) -> Vec<Value> {
    let repeats_name = tape.one_in(4);
    let repeats_id = with_ids && tape.one_in(4);
    let mut per_call = Vec::new();
    for (at, call) in calls.iter().enumerate() {
        let mut pieces = tape.pieces(&call.arguments);
        // Where nothing else tells the calls apart, an empty piece would say nothing.
        pieces.retain(|piece| !piece.is_empty());
        let piece = |(place, arguments): (usize, &String)| {
            let mut piece = json!({"function": {"arguments": arguments}});
            match numbering {
                Numbering::Right => piece["index"] = json!(at),
                Numbering::AllZero => piece["index"] = json!(0),
                Numbering::Texts => piece["index"] = json!(at.to_string()),
                Numbering::Negative => piece["index"] = json!(-1),
                Numbering::None => {}
            }
            if place == 0 || repeats_name {
                piece["function"]["name"] = json!(call.name);
            }
            if with_ids && (place == 0 || repeats_id) {
                piece["id"] = json!(call.id);
                piece["type"] = json!("function");
            }
            piece
        };
        per_call.push(pieces.iter().enumerate().map(piece).collect::<Vec<_>>());
    }
    // Only right numbers let calls interleave. They begin in the order of their numbers.
    if numbering != Numbering::Right || !tape.one_in(3) {
        return per_call.concat();
    }
    let (mut mixed, mut begun) = (Vec::new(), 0);
    let mut rest: Vec<_> = per_call.into_iter().map(Vec::into_iter).collect();
    while rest.iter().any(|pieces| pieces.len() > 0) {
        let at = usize::from(tape.pick(begun + 1)).min(rest.len() - 1);
        let open = rest.iter().position(|pieces| pieces.len() > 0).unwrap_or_default();
        let at = if rest[at].len() > 0 { at } else { open };
        mixed.extend(rest[at].next());
        begun = begun.max(u16::try_from(at).expect("few calls") + 1);
    }
    mixed
}

fn deltas(tape: &mut Tape, written: &Written) -> (Vec<Value>, bool) {
    let mut deltas = vec![];
    if tape.pick(4) < 3 {
        deltas.push(json!({"role": "assistant", "content": tape.of(&[json!(""), Value::Null])}));
    }
    let name = tape.of(&["reasoning_content", "reasoning"]);
    deltas.extend(tape.pieces(&written.reasoning).into_iter().map(|piece| object(&[(name, json!(piece))])));
    let in_parts = tape.one_in(6);
    deltas.extend(tape.pieces(&written.content()).into_iter().map(|piece| {
        let content = if in_parts { json!([{"type": "text", "text": piece}]) } else { json!(piece) };
        json!({"content": content})
    }));
    if !written.refusal().is_empty() {
        deltas.extend(tape.pieces(written.refusal()).into_iter().map(|piece| json!({"refusal": piece})));
    }
    let numbering = tape.of(&[
        Numbering::Right,
        Numbering::Right,
        Numbering::AllZero,
        Numbering::None,
        Numbering::Texts,
        Numbering::Negative,
    ]);
    let with_ids = numbering == Numbering::AllZero || numbering == Numbering::Negative || tape.pick(4) < 3;
    let pieces = call_pieces(tape, written.calls(), with_ids, numbering);
    if tape.one_in(4) && numbering != Numbering::None {
        if !pieces.is_empty() {
            deltas.push(json!({"tool_calls": pieces}));
        }
    } else {
        deltas.extend(pieces.into_iter().map(|piece| json!({"tool_calls": [piece]})));
    }
    (deltas, with_ids)
}

fn chunk(tape: &mut Tape, mut choice: Value) -> Value {
    side(tape, &mut choice, "index", json!(0));
    if choice["index"].as_f64().is_some_and(|index| index != 0.0) {
        choice["index"] = json!(0);
    }
    if tape.one_in(3) {
        choice["logprobs"] = Value::Null;
    }
    let mut chunk = json!({"choices": [choice]});
    head(tape, &mut chunk, "chat.completion.chunk");
    chunk
}

fn stream(tape: &mut Tape, written: &Written, fails: bool) -> Sent {
    let (mut deltas, with_ids) = deltas(tape, written);
    let word = finish_word(tape, written);
    let ends_with_text = tape.one_in(4) && !deltas.is_empty();
    let last = if ends_with_text { deltas.pop() } else { None };
    let mut chunks = Vec::new();
    for mut delta in deltas {
        if tape.one_in(6) {
            delta["role"] = json!("assistant");
        }
        if tape.one_in(6) {
            delta["refusal"] = delta.get("refusal").cloned().unwrap_or_default();
        }
        let mut choice = json!({"delta": delta});
        no_word(tape, &mut choice);
        chunks.push(chunk(tape, choice));
    }
    if fails {
        chunks.push(error(tape));
    } else {
        let mut choice = json!({"finish_reason": word});
        match (last, tape.pick(4)) {
            (Some(last), _) => choice["delta"] = last,
            (None, 0 | 1) => choice["delta"] = json!({}),
            (None, 2) => choice["delta"] = json!({"content": ""}),
            (None, _) => choice["delta"] = Value::Null,
        }
        chunks.push(chunk(tape, choice));
        if tape.one_in(3) {
            let mut usage = json!({"usage": {"prompt_tokens": 1}});
            side(tape, &mut usage, "choices", json!([]));
            if !usage["choices"].is_array() || usage["choices"].as_array().is_some_and(|list| !list.is_empty()) {
                usage["choices"] = json!([]);
            }
            chunks.push(usage);
        }
    }
    let name = tape.of(&[None, None, None, Some("message")]);
    let frames: Vec<_> = chunks.iter().map(|chunk| (name, json_text(tape, chunk))).collect();
    let done = tape.of(&[Some("[DONE]"), Some("[DONE] "), Some("[done]"), None]);
    Sent { bytes: framed(tape, &frames, done), with_ids }
}

fn read(bytes: &[u8], length: usize) -> (Seen, Result<chat::Choice<Value>, Error>) {
    let mut stream = chat::StreamReader::<Value>::new();
    let mut seen = Seen::default();
    let mut pieces = bytes.chunks(length);
    loop {
        match pieces.next() {
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
        if pieces.len() == 0 && seen.finished > 0 {
            break;
        }
        if pieces.len() == 0 {
            stream.close();
            while let Ok(Some(event)) = stream.next_event() {
                see(&mut seen, &event);
            }
            break;
        }
    }
    (seen, stream.finish().map(|mut completion| completion.choices.remove(0)))
}

fn see(seen: &mut Seen, event: &chat::Event<'_, Value>) {
    match event {
        chat::Event::ContentDelta { delta, snapshot, .. } => seen.content(delta, snapshot),
        chat::Event::ContentDone { content, .. } => seen.content_done(content),
        chat::Event::RefusalDelta { delta, .. } => seen.refusal(delta),
        chat::Event::RefusalDone { refusal, .. } => seen.refusal_done(refusal),
        chat::Event::ReasoningDelta { delta, .. } => seen.reasoning(delta),
        chat::Event::ToolCallDelta { index, delta, .. } => seen.call(*index as u64, delta),
        chat::Event::ToolCallDone { index, call, .. } => seen.call_done(*index as u64, call),
        chat::Event::Finished { .. } => seen.finished += 1,
        _ => {}
    }
}

fn expected(written: &Written, with_ids: bool) -> Kind {
    let mut kind = written.kind.clone();
    if let Kind::Calls(calls) = &mut kind
        && !with_ids
    {
        for call in calls.iter_mut() {
            call.id.clear();
        }
    }
    kind
}

/// The arguments that came as JSON instead of a text are kept as they are written.
fn compact(mut kind: Kind) -> Kind {
    if let Kind::Calls(calls) = &mut kind {
        for call in calls {
            let value: Value = serde_json::from_str(&call.arguments).expect("arguments are JSON");
            call.arguments = value.to_string();
        }
    }
    kind
}

fn check_stream(tape: &[u16]) {
    let mut choices = Tape::new(tape.to_vec());
    let written = Written::new(&mut choices);
    let sent = stream(&mut choices, &written, false);
    let text = String::from_utf8_lossy(&sent.bytes);
    for length in [sent.bytes.len(), 1, 7] {
        let (seen, choice) = read(&sent.bytes, length);
        let choice = choice.unwrap_or_else(|error| panic!("{error} in {text}"));
        assert_eq!(kind_of(&choice.outcome, sent.with_ids), expected(&written, sent.with_ids), "{text}");
        assert_eq!(choice.message.reasoning().unwrap_or_default(), written.reasoning, "{text}");
        seen.assert_is(&written, &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(super::cases()) })]

    #[test]
    fn a_body_of_an_odd_server_is_the_answer_that_was_written(tape in tapes()) {
        let mut choices = Tape::new(tape);
        let written = Written::new(&mut choices);
        let sent = body(&mut choices, &written);
        let text = String::from_utf8_lossy(&sent.bytes);
        let completion = chat::parse::<Value>(&sent.bytes);
        let choice = completion.unwrap_or_else(|error| panic!("{error} in {text}")).choices.remove(0);
        prop_assert!(!matches!(choice.outcome, Outcome::Unreadable(_) | Outcome::Empty), "{:?} in {}", choice.outcome, text);
        let read = compact(kind_of(&choice.outcome, sent.with_ids));
        prop_assert_eq!(read, expected(&written, sent.with_ids), "{}", text);
        prop_assert_eq!(choice.message.reasoning().unwrap_or_default(), written.reasoning, "{}", text);
        let back = serde_json::to_string(&choice.message).expect("a message");
        prop_assert_eq!(serde_json::from_str::<chat::Message>(&back).expect("a message"), choice.message, "{}", text);
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
            let (seen, choice) = read(&sent.bytes, length);
            super::assert_is_the_error(&choice.expect_err("the server failed"), &seen, &sent);
        }
    }
}
