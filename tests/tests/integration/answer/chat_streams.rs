//! Streams of Chat Completions: the events that come of their bytes, and the same answer at the end.

use serde_json::{Value, json};
use structured_core::chat::{ChatCompletion, Event, FinishReason};
use structured_core::{Error, Outcome, chat};

/// A chunk with one choice, framed.
pub(super) fn chunk(index: u32, delta: &Value, finish_reason: &Value) -> String {
    let choice = json!({"index": index, "delta": delta, "logprobs": null, "finish_reason": finish_reason});
    frame(
        &json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}),
    )
}

/// One event of a stream.
pub(super) fn frame(data: &Value) -> String {
    format!("data: {data}\n\n")
}

pub(super) const DONE: &str = "data: [DONE]\n\n";

/// What happened in a stream, as texts that can be compared.
fn told<T: serde::de::DeserializeOwned + std::fmt::Debug>(stream: &mut chat::StreamReader<T>) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(event) = stream.next_event().expect("no error") {
        told.push(match event {
            Event::ContentDelta { choice, delta, snapshot, .. } => format!("{choice} content +{delta} ={snapshot}"),
            Event::ContentDone { choice, content, .. } => format!("{choice} content done {content}"),
            Event::RefusalDelta { choice, delta, snapshot } => format!("{choice} refusal +{delta} ={snapshot}"),
            Event::RefusalDone { choice, refusal } => format!("{choice} refusal done {refusal}"),
            Event::ReasoningDelta { choice, delta, snapshot } => format!("{choice} reasoning +{delta} ={snapshot}"),
            Event::ToolCallDelta { choice, index, delta, call } => {
                format!("{choice} call {index} {} +{delta}", call.name())
            }
            Event::ToolCallDone { choice, index, call } => {
                format!("{choice} call {index} done {}({})", call.name(), call.arguments())
            }
            Event::LogprobsDelta { choice, content, refusal } => {
                format!("{choice} logprobs {} {}", content.len(), refusal.len())
            }
            Event::Finished { choice, finish_reason, outcome } => {
                let word = finish_reason.map_or("-", FinishReason::as_str);
                format!("{choice} {word}: {outcome:?}")
            }
            Event::Usage(usage) => format!("usage {}", usage.total_tokens),
            other => format!("{other:?}"),
        });
    }
    told
}

/// The completion of a whole stream.
pub(super) fn finished<T: serde::de::DeserializeOwned>(text: &str) -> Result<ChatCompletion<T>, Error> {
    let mut stream = chat::StreamReader::new();
    stream.push(text.as_bytes());
    stream.finish()
}

#[test]
fn deltas_come_with_the_text_so_far_and_the_answer_at_the_end() {
    let mut stream = chat::StreamReader::<Vec<u8>>::new();
    stream.push(chunk(0, &json!({"role": "assistant", "content": "", "refusal": null}), &Value::Null).as_bytes());
    assert!(told(&mut stream).is_empty());
    stream.push(chunk(0, &json!({"content": "[1,"}), &Value::Null).as_bytes());
    assert_eq!(told(&mut stream), ["0 content +[1, =[1,"]);
    stream.push(chunk(0, &json!({"content": " 2]"}), &Value::Null).as_bytes());
    stream.push(chunk(0, &json!({}), &json!("stop")).as_bytes());
    stream.push(DONE.as_bytes());
    assert_eq!(told(&mut stream), ["0 content + 2] =[1, 2]", "0 content done [1, 2]", "0 stop: Parsed([1, 2])"]);
    let completion = stream.finish().unwrap();
    assert_eq!((&*completion.id, &*completion.model, completion.created), ("chatcmpl-1", "m", 1));
    assert_eq!(completion.choices[0].message.role, "assistant");
    assert_eq!(completion.into_parsed(), Ok(vec![1, 2]));
}

#[test]
fn a_refusal_streams_as_a_refusal() {
    let mut stream = chat::StreamReader::<Vec<u8>>::new();
    stream.push(chunk(0, &json!({"role": "assistant", "content": null, "refusal": ""}), &Value::Null).as_bytes());
    stream.push(chunk(0, &json!({"refusal": "I'm"}), &Value::Null).as_bytes());
    stream.push(chunk(0, &json!({"refusal": " sorry"}), &Value::Null).as_bytes());
    stream.push(chunk(0, &json!({}), &json!("stop")).as_bytes());
    assert_eq!(
        told(&mut stream),
        [
            "0 refusal +I'm =I'm",
            "0 refusal + sorry =I'm sorry",
            "0 refusal done I'm sorry",
            "0 stop: Refused(\"I'm sorry\")"
        ]
    );
    assert_eq!(stream.finish().unwrap().into_parsed(), Err(Error::Refused { refusal: "I'm sorry".into() }));
}

#[test]
fn an_answer_that_reached_the_limit_is_cut_off_with_its_usage() {
    let usage = json!({"object": "chat.completion.chunk", "choices": [], "usage":
        {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}});
    let text = [chunk(0, &json!({"content": "[1, 2]"}), &json!("length")), frame(&usage), DONE.to_string()];
    let Err(Error::CutOff(error)) = finished::<Vec<u8>>(&text.concat()).unwrap().into_parsed() else { panic!() };
    assert_eq!((&*error.text, error.tokens.map(|tokens| tokens.total)), ("[1, 2]", Some(12)));
}

#[test]
fn a_chunk_without_choices_tells_the_usage() {
    let mut stream = chat::StreamReader::<Value>::new();
    stream.push(chunk(0, &json!({"content": "1"}), &json!("stop")).as_bytes());
    stream.push(
        frame(&json!({"object": "chat.completion.chunk", "choices": [], "usage": {"total_tokens": 12}})).as_bytes(),
    );
    assert_eq!(told(&mut stream).last().unwrap(), "usage 12");
    assert_eq!(stream.finish().unwrap().usage.unwrap().total_tokens, 12);
}

#[test]
fn choices_may_be_interleaved() {
    let text = [
        chunk(1, &json!({"content": "[2"}), &Value::Null),
        chunk(0, &json!({"content": "[1"}), &Value::Null),
        chunk(1, &json!({"content": "]"}), &json!("stop")),
        chunk(2, &json!({"refusal": "No."}), &json!("stop")),
        chunk(0, &json!({"content": "]"}), &json!("stop")),
        DONE.to_string(),
    ];
    let completion = finished::<Vec<u8>>(&text.concat()).unwrap();
    let outcomes: Vec<_> = completion.choices.into_iter().map(|choice| (choice.index, choice.outcome)).collect();
    assert_eq!(
        outcomes,
        [(0, Outcome::Parsed(vec![1])), (1, Outcome::Parsed(vec![2])), (2, Outcome::Refused("No.".into()))]
    );
}

#[test]
fn tool_calls_are_told_apart_by_their_index() {
    let call = |delta: Value| chunk(0, &json!({"tool_calls": [delta]}), &Value::Null);
    let mut stream = chat::StreamReader::<Value>::new();
    let text = [
        call(json!({"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": ""}})),
        call(json!({"index": 0, "function": {"arguments": "{\"x\":"}})),
        call(json!({"index": 0, "function": {"arguments": "1}"}})),
        call(json!({"index": 1, "id": "b", "type": "function", "function": {"name": "g", "arguments": ""}})),
        call(json!({"index": 1, "function": {"arguments": "{}"}})),
        chunk(0, &json!({}), &json!("tool_calls")),
        DONE.to_string(),
    ];
    stream.push(text.concat().as_bytes());
    let events = told(&mut stream);
    assert_eq!(
        events[..events.len() - 1],
        [
            "0 call 0 f +",
            "0 call 0 f +{\"x\":",
            "0 call 0 f +1}",
            "0 call 0 done f({\"x\":1})",
            "0 call 1 g +",
            "0 call 1 g +{}",
            "0 call 1 done g({})",
        ]
    );
    let Outcome::ToolCalls(calls) = stream.finish().unwrap().choices.remove(0).outcome else { panic!() };
    assert_eq!((calls[0].id(), calls[1].id()), ("a", "b"));
    assert_eq!(calls[0].parse::<Value>(), Ok(json!({"x": 1})));
}

#[test]
fn tool_calls_without_an_index_begin_with_a_new_id() {
    let call = |delta: Value| chunk(0, &json!({"tool_calls": [delta]}), &Value::Null);
    let text = [
        call(json!({"id": "a", "function": {"name": "f", "arguments": "{"}})),
        call(json!({"function": {"arguments": "}"}})),
        call(json!({"id": "b", "function": {"name": "g", "arguments": "[]"}})),
        chunk(0, &json!({}), &json!("tool_calls")),
    ];
    let Outcome::ToolCalls(calls) = finished::<Value>(&text.concat()).unwrap().choices.remove(0).outcome else {
        panic!()
    };
    let calls: Vec<_> = calls.iter().map(|call| (call.name(), call.arguments())).collect();
    assert_eq!(calls, [("f", "{}"), ("g", "[]")]);
}

#[test]
fn frames_that_are_no_chunks_are_passed_over() {
    let filter = json!({"id": "", "object": "", "created": 0, "model": "", "choices": [
        {"index": 0, "finish_reason": null, "content_filter_results": {}, "content_filter_offsets": {"start_offset": 0}}]});
    let text = [
        frame(&json!({"choices": [], "object": "", "prompt_filter_results": [{"prompt_index": 0}]})),
        ": keep-alive\n\nevent: ping\ndata:\n\nid: 7\nretry: 100\n\n".to_string(),
        chunk(0, &json!({"content": "[1]"}), &Value::Null),
        frame(&filter),
        chunk(0, &json!({}), &json!("stop")),
        frame(&filter),
        DONE.to_string(),
    ];
    let completion = finished::<Vec<u8>>(&text.concat()).unwrap();
    assert_eq!((&*completion.id, completion.choices.len()), ("chatcmpl-1", 1));
    assert_eq!(completion.into_parsed(), Ok(vec![1]));
}

#[test]
fn lines_may_end_in_any_way_and_data_may_stand_on_several() {
    let data = json!({"choices": [{"delta": {"content": "[1]"}, "finish_reason": "stop"}]}).to_string();
    let (front, back) = data.split_at(data.find("\"delta\"").unwrap());
    for end in ["\n", "\r\n", "\r"] {
        for text in [
            format!("\u{feff}data: {data}{end}{end}data: [DONE]{end}{end}"),
            format!(":comment{end}data:{front}{end}: another{end}data: {back}{end}{end}data:[DONE]{end}{end}"),
        ] {
            assert_eq!(finished::<Vec<u8>>(&text).unwrap().into_parsed(), Ok(vec![1]), "{text:?}");
        }
    }
}

#[test]
fn an_answer_that_was_not_streamed_is_read_as_a_whole() {
    let body = "\n {\"choices\": [{\"finish_reason\": \"stop\",\n\n \"message\": {\"content\": \"[1]\"}}]}";
    assert_eq!(finished::<Vec<u8>>(body).unwrap().into_parsed(), Ok(vec![1]));
    let error = "{\n  \"error\": {\n    \"message\": \"no such model\"\n  }\n}";
    assert!(matches!(finished::<Vec<u8>>(error), Err(Error::Api(error)) if error.message == "no such model"));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_answer_however_it_is_split() {
    for body in ["\u{feff}{\"error\": \"x\"", "\u{feff}\u{feff}{}", "\u{feff} [1", "\u{feff}data: {\n\n"] {
        let told = |size: usize| {
            let mut stream = chat::StreamReader::<Value>::new();
            for piece in body.as_bytes().chunks(size) {
                stream.push(piece);
            }
            stream.finish().unwrap_err().to_string()
        };
        assert_eq!(told(body.len()), told(1), "{body:?}");
    }
}

#[test]
fn an_end_that_is_told_twice_is_one_event() {
    let mut stream = chat::StreamReader::<Vec<u8>>::new();
    stream.push(chunk(0, &json!({"content": "[1]"}), &json!("stop")).as_bytes());
    stream.push(chunk(0, &json!({"content": ""}), &json!("stop")).as_bytes());
    let ends = told(&mut stream).into_iter().filter(|event| event.contains("Parsed")).count();
    assert_eq!(ends, 1);
}

#[test]
fn text_after_the_end_is_not_lost() {
    let text = [
        chunk(0, &json!({"content": "[1"}), &json!("stop")),
        chunk(0, &json!({"content": ", 2]"}), &Value::Null),
        DONE.to_string(),
    ];
    assert_eq!(finished::<Vec<u8>>(&text.concat()).unwrap().into_parsed(), Ok(vec![1, 2]));
}

#[test]
fn log_probabilities_are_told_and_gathered() {
    let token = |token: &str| json!({"token": token, "logprob": -0.5, "bytes": [91], "top_logprobs": []});
    let part = |content: &str, logprobs: Value| {
        frame(
            &json!({"choices": [{"index": 0, "delta": {"content": content}, "logprobs": logprobs, "finish_reason": null}]}),
        )
    };
    let mut stream = chat::StreamReader::<Value>::new();
    stream.push(part("[", json!({"content": [token("[")], "refusal": null})).as_bytes());
    stream.push(part("]", json!({"content": [token("]")], "refusal": null})).as_bytes());
    stream.push(chunk(0, &json!({}), &json!("stop")).as_bytes());
    assert_eq!(told(&mut stream)[..2], ["0 content +[ =[", "0 logprobs 1 0"]);
    let tokens = stream.finish().unwrap().choices.remove(0).logprobs.unwrap().content;
    assert_eq!(tokens.iter().map(|token| &*token.token).collect::<Vec<_>>(), ["[", "]"]);
}

#[test]
fn a_sink_follows_the_content_of_its_choice() {
    let mut stream = chat::StreamReader::<Vec<u8>, String>::with_default_sink();
    stream.push(chunk(0, &json!({"content": "[1,"}), &Value::Null).as_bytes());
    stream.push(chunk(1, &json!({"content": "[7,"}), &Value::Null).as_bytes());
    stream.push(chunk(0, &json!({"content": "2]"}), &json!("stop")).as_bytes());
    let mut seen = Vec::new();
    while let Some(event) = stream.next_event().unwrap() {
        if let Event::ContentDelta { choice, snapshot, sink, .. } = event {
            assert_eq!(sink, snapshot, "a sink is never ahead of its event");
            seen.push((choice, sink.clone()));
        }
    }
    assert_eq!(seen, [(0, "[1,".into()), (1, "[7,".into()), (0, "[1,2]".into())]);
    assert_eq!(stream.sink(1).map(String::as_str), Some("[7,"));
    assert_eq!(stream.sink(2), None);
}

/// A whole body and the stream of the same answer.
#[test]
fn the_last_completion_is_the_one_that_parse_gives() {
    let usage = json!({"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3});
    for (message, deltas, reason) in [
        (
            json!({"role": "assistant", "content": "[1]", "refusal": null}),
            vec![
                json!({"role": "assistant", "content": "", "refusal": null}),
                json!({"content": "[1"}),
                json!({"content": "]"}),
            ],
            "stop",
        ),
        (
            json!({"role": "assistant", "content": null, "refusal": "No."}),
            vec![
                json!({"role": "assistant", "content": null, "refusal": ""}),
                json!({"refusal": "No"}),
                json!({"refusal": "."}),
            ],
            "stop",
        ),
        (
            json!({"role": "assistant", "content": "[1"}),
            vec![json!({"role": "assistant", "content": ""}), json!({"content": "[1"})],
            "length",
        ),
        (
            json!({"role": "assistant", "content": null, "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}),
            vec![
                json!({"role": "assistant", "content": null}),
                json!({"tool_calls": [{"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": ""}}]}),
                json!({"tool_calls": [{"index": 0, "function": {"arguments": "{}"}}]}),
            ],
            "tool_calls",
        ),
    ] {
        let head = json!({"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "usage": usage,
            "choices": [{"index": 0, "message": message, "finish_reason": reason, "logprobs": null}]});
        let whole = chat::parse::<Vec<u8>>(head.to_string().as_bytes()).unwrap();
        let mut text: String = deltas.iter().map(|delta| chunk(0, delta, &Value::Null)).collect();
        text += &chunk(0, &json!({}), &json!(reason));
        text += &frame(&json!({"object": "chat.completion.chunk", "choices": [], "usage": usage}));
        text += DONE;
        assert_eq!(finished::<Vec<u8>>(&text).unwrap(), whole);
    }
    assert_eq!(FinishReason::from("tool_calls").as_str(), "tool_calls");
}
