//! The Responses API: what goes into a request, every way a response can end, and its stream.

use serde::Deserialize;
use serde_json::{Value, json};
use structured_core::responses::{ContentPart, Event, OutputItem, Status};
use structured_core::{Error, Outcome, StructuredOutput, responses};

/// An event taken from a text.
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
struct CalendarEvent {
    name: String,
}

const ANSWER: &str = r#"{"name":"Science fair"}"#;

fn answer() -> CalendarEvent {
    CalendarEvent { name: "Science fair".into() }
}

fn message(parts: &Value) -> Value {
    json!({"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": parts})
}

fn text(text: &str) -> Value {
    json!([{"type": "output_text", "text": text, "annotations": [], "logprobs": []}])
}

fn response(status: &str, reason: &Value, output: &[Value]) -> Value {
    let details = if reason.is_null() { Value::Null } else { json!({"reason": reason}) };
    json!({
        "id": "resp_1", "object": "response", "created_at": 1_723_031_665, "model": "gpt-4o-2024-08-06",
        "status": status, "incomplete_details": details, "error": null, "output": output,
        "usage": {"input_tokens": 5, "output_tokens": 7, "total_tokens": 12,
                  "input_tokens_details": {"cached_tokens": 2}, "output_tokens_details": {"reasoning_tokens": 3}},
    })
}

fn parse(body: &Value) -> responses::Response<CalendarEvent> {
    responses::parse(body.to_string().as_bytes()).expect("a response")
}

fn outcome(output: &[Value]) -> Outcome<CalendarEvent> {
    parse(&response("completed", &Value::Null, output)).outcome
}

#[test]
fn a_text_format_is_flat_and_strict() {
    let schema = CalendarEvent::JSON_SCHEMA;
    assert_eq!(
        serde_json::to_string(&responses::text_format::<CalendarEvent>()).unwrap(),
        format!(
            r#"{{"type":"json_schema","name":"CalendarEvent","description":"An event taken from a text.","strict":true,"schema":{schema}}}"#
        )
    );
}

#[test]
fn a_tool_is_flat_and_strict() {
    let schema = CalendarEvent::JSON_SCHEMA;
    assert_eq!(
        serde_json::to_string(&responses::tool::<CalendarEvent>()).unwrap(),
        format!(
            r#"{{"type":"function","name":"CalendarEvent","description":"An event taken from a text.","strict":true,"parameters":{schema}}}"#
        )
    );
}

#[test]
fn the_text_is_read_and_the_envelope_kept() {
    let response = parse(&response("completed", &Value::Null, &[message(&text(ANSWER))]));
    assert_eq!((&*response.id, response.created_at, &*response.model), ("resp_1", 1_723_031_665, "gpt-4o-2024-08-06"));
    assert_eq!(response.status, Some(Status::Completed));
    let usage = response.usage.unwrap();
    assert_eq!((usage.input_tokens, usage.output_tokens, usage.total_tokens), (5, 7, 12));
    assert_eq!((usage.input_tokens_details.cached_tokens, usage.output_tokens_details.reasoning_tokens), (2, 3));
    let OutputItem::Message(message) = &response.output[0] else { panic!() };
    assert!(matches!(&message.content[0], ContentPart::Text { text, .. } if text == ANSWER));
    assert_eq!(response.into_parsed(), Ok(answer()));
}

#[test]
fn a_refusal_is_a_part_of_the_message() {
    let refusal = message(&json!([{"type": "refusal", "refusal": "I can't assist with that."}]));
    assert_eq!(outcome(&[refusal]), Outcome::Refused("I can't assist with that.".into()));
}

#[test]
fn an_incomplete_response_is_cut_off_and_its_text_never_read() {
    for content in [&ANSWER[..10], ANSWER] {
        let response = parse(&response("incomplete", &json!("max_output_tokens"), &[message(&text(content))]));
        assert_eq!(response.outcome, Outcome::CutOff(content.into()));
        let Err(Error::CutOff(error)) = response.into_parsed() else { panic!() };
        assert_eq!(
            (error.reason.as_deref(), error.tokens.map(|tokens| tokens.output)),
            (Some("max_output_tokens"), Some(7))
        );
    }
}

#[test]
fn an_incomplete_response_without_output_is_cut_off() {
    let response =
        parse(&response("incomplete", &json!("max_output_tokens"), &[json!({"type": "reasoning", "summary": []})]));
    assert_eq!(response.outcome, Outcome::CutOff(String::new()));
}

#[test]
fn the_content_filter_keeps_the_text() {
    let response = parse(&response("incomplete", &json!("content_filter"), &[message(&text("{\"na"))]));
    assert_eq!(response.outcome, Outcome::Filtered("{\"na".into()));
}

#[test]
fn a_response_that_is_not_ready_is_not_read() {
    for status in ["in_progress", "queued", "cancelled"] {
        let Err(Error::CutOff(error)) = parse(&response(status, &Value::Null, &[])).into_parsed() else { panic!() };
        assert_eq!(error.reason.as_deref(), Some(status));
    }
}

#[test]
fn a_failed_response_is_an_error_of_the_api() {
    let mut body = response("failed", &Value::Null, &[]);
    assert!(matches!(responses::parse::<Value>(body.to_string().as_bytes()), Err(Error::Api(_))));
    body["error"] = json!({"code": "server_error", "message": "The model failed"});
    let Err(Error::Api(error)) = responses::parse::<Value>(body.to_string().as_bytes()) else { panic!() };
    assert_eq!((&*error.message, error.code.as_deref()), ("The model failed", Some("server_error")));
}

#[test]
fn commentary_is_kept_and_never_read() {
    let mut commentary = message(&text("Looking at the calendar …"));
    commentary["phase"] = json!("commentary");
    let mut final_answer = message(&text(ANSWER));
    final_answer["phase"] = json!("final_answer");
    assert_eq!(outcome(&[commentary.clone(), final_answer]), Outcome::Parsed(answer()));
    assert_eq!(outcome(&[commentary.clone(), message(&text(ANSWER))]), Outcome::Parsed(answer()));
    assert_eq!(outcome(&[commentary]), Outcome::Empty);
}

#[test]
fn text_of_another_shape_tells_the_place() {
    let Outcome::Unreadable(error) = outcome(&[message(&text(r#"{"name": 5}"#))]) else { panic!() };
    assert_eq!((error.path(), error.text()), ("name", r#"{"name": 5}"#));
}

#[test]
fn function_calls_are_told_with_the_id_that_their_result_names() {
    let call = json!({"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "CalendarEvent",
                      "arguments": ANSWER, "status": "completed"});
    let Outcome::ToolCalls(calls) = outcome(&[json!({"type": "reasoning", "id": "rs_1", "summary": []}), call]) else {
        panic!()
    };
    assert_eq!((calls[0].id(), calls[0].name()), ("call_1", "CalendarEvent"));
    assert_eq!(calls[0].parse::<CalendarEvent>(), Ok(answer()));
}

#[test]
fn items_without_a_type_of_their_own_are_kept_for_the_next_request() {
    let reasoning = json!({"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAAA"});
    let response = parse(&response("completed", &Value::Null, &[reasoning.clone(), message(&text(ANSWER))]));
    let OutputItem::Other { kind, raw } = &response.output[0] else { panic!() };
    assert_eq!(kind, "reasoning");
    assert_eq!(serde_json::from_str::<Value>(raw).unwrap(), reasoning);
}

#[test]
fn a_body_that_is_no_response_is_kept() {
    for body in ["", "{}", "{\"choices\": []}", "<html>", "[1]"] {
        let Err(Error::Body { expected, error }) = responses::parse::<Value>(body.as_bytes()) else { panic!("{body}") };
        assert_eq!((expected, error.text()), ("a response", body));
    }
}

/// A stream of the given events; the `type` comes last, as some servers write it.
fn stream(events: &[Value]) -> String {
    let frames = events.iter().map(|event| format!("event: {}\ndata: {event}\n\n", event["type"]));
    frames.collect::<Vec<_>>().concat()
}

fn told(stream: &mut responses::StreamReader<CalendarEvent, String>) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(event) = stream.next_event().expect("no error") {
        told.push(match event {
            Event::ContentDelta { delta, snapshot, sink, .. } => {
                assert_eq!(sink, snapshot);
                format!("content +{delta} ={snapshot}")
            }
            Event::ContentDone { content, .. } => format!("content done {content}"),
            Event::CommentaryDelta { delta, .. } => format!("commentary +{delta}"),
            Event::RefusalDelta { delta, .. } => format!("refusal +{delta}"),
            Event::RefusalDone { refusal, .. } => format!("refusal done {refusal}"),
            Event::ToolCallDelta { delta, call, .. } => format!("call {} +{delta}", call.name()),
            Event::ToolCallDone { call, .. } => format!("call done {}({})", call.name(), call.arguments()),
            Event::LogprobsDelta { tokens, .. } => format!("logprobs {}", tokens.len()),
            Event::Finished { response } => format!("finished {:?}", response.status),
            other => format!("{other:?}"),
        });
    }
    told
}

fn begun() -> Value {
    json!({"type": "response.created", "response": response("in_progress", &Value::Null, &[])})
}

fn added(index: u32, item: &Value) -> Value {
    json!({"type": "response.output_item.added", "output_index": index, "item": item})
}

fn delta(kind: &str, index: u32, delta: &str) -> Value {
    json!({"type": format!("response.{kind}.delta"), "output_index": index, "content_index": 0, "delta": delta})
}

#[test]
fn text_streams_to_the_same_response() {
    let whole = response("completed", &Value::Null, &[message(&text(ANSWER))]);
    let mut streamed = responses::StreamReader::with_default_sink();
    streamed.push(
        stream(&[
            begun(),
            added(0, &message(&json!([]))),
            delta("output_text", 0, &ANSWER[..8]),
            json!({"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": &ANSWER[8..],
               "logprobs": [{"token": "x", "logprob": -1.0, "bytes": [120], "top_logprobs": []}]}),
            json!({"type": "response.output_text.done", "output_index": 0, "content_index": 0, "text": ANSWER}),
            json!({"type": "response.something.new", "delta": {"an": "object"}, "text": 3}),
            json!({"type": "response.completed", "response": whole}),
        ])
        .as_bytes(),
    );
    assert_eq!(
        told(&mut streamed),
        [
            "content +{\"name\": ={\"name\":",
            "content +\"Science fair\"} ={\"name\":\"Science fair\"}",
            "logprobs 1",
            "content done {\"name\":\"Science fair\"}",
            "finished Some(Completed)",
        ]
    );
    assert_eq!(streamed.finish().unwrap(), parse(&whole));
}

#[test]
fn commentary_streams_beside_the_answer() {
    let mut commentary = message(&json!([]));
    commentary["phase"] = json!("commentary");
    let mut streamed = responses::StreamReader::with_default_sink();
    streamed.push(
        stream(&[
            added(0, &commentary),
            delta("output_text", 0, "Looking"),
            added(1, &message(&json!([]))),
            delta("output_text", 1, ANSWER),
        ])
        .as_bytes(),
    );
    assert_eq!(told(&mut streamed), ["commentary +Looking".to_string(), format!("content +{ANSWER} ={ANSWER}")]);
    assert_eq!(streamed.sink().map(String::as_str), Some(ANSWER));
}

#[test]
fn refusals_and_calls_stream() {
    let call = json!({"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "f", "arguments": ""});
    let mut streamed = responses::StreamReader::with_default_sink();
    streamed.push(
        stream(&[
            delta("refusal", 0, "No"),
            delta("refusal", 0, "."),
            json!({"type": "response.refusal.done", "output_index": 0, "content_index": 0, "refusal": "No."}),
            added(1, &call),
            delta("function_call_arguments", 1, "{}"),
            json!({"type": "response.function_call_arguments.done", "output_index": 1, "arguments": "{}"}),
        ])
        .as_bytes(),
    );
    assert_eq!(
        told(&mut streamed),
        ["refusal +No", "refusal +.", "refusal done No.", "call f +", "call f +{}", "call done f({})"]
    );
    let Err(Error::Interrupted(error)) = streamed.finish() else { panic!() };
    assert_eq!((&*error.received[0].refusal, error.received[0].tool_calls[0].id()), ("No.", "call_1"));
}

#[test]
fn texts_that_come_only_when_they_are_done_are_not_lost() {
    let mut streamed = responses::StreamReader::with_default_sink();
    streamed.push(
        stream(&[json!({"type": "response.output_text.done", "output_index": 0, "content_index": 0, "text": ANSWER})])
            .as_bytes(),
    );
    assert_eq!(told(&mut streamed), [format!("content +{ANSWER} ={ANSWER}"), format!("content done {ANSWER}")]);
}

#[test]
fn an_incomplete_stream_ends_cut_off() {
    let whole = response("incomplete", &json!("max_output_tokens"), &[message(&text("{\"na"))]);
    let mut streamed = responses::StreamReader::<CalendarEvent>::new();
    streamed.push(
        stream(&[delta("output_text", 0, "{\"na"), json!({"type": "response.incomplete", "response": whole})])
            .as_bytes(),
    );
    assert_eq!(streamed.finish().unwrap().outcome, Outcome::CutOff("{\"na".into()));
}

#[test]
fn items_that_the_last_event_leaves_out_are_those_that_streamed() {
    let mut streamed = responses::StreamReader::<CalendarEvent>::new();
    streamed.push(
        stream(&[
            json!({"type": "response.output_item.done", "output_index": 0, "item": message(&text(ANSWER))}),
            json!({"type": "response.completed", "response": response("completed", &Value::Null, &[])}),
        ])
        .as_bytes(),
    );
    assert_eq!(streamed.finish().unwrap().into_parsed(), Ok(answer()));
}

#[test]
fn errors_in_a_stream_are_told_and_what_came_is_kept() {
    let mut failed = response("failed", &Value::Null, &[]);
    failed["error"] = json!({"code": "server_error", "message": "The model failed"});
    for event in [
        json!({"type": "error", "code": "server_error", "message": "The model failed", "param": null, "sequence_number": 3}),
        json!({"type": "error", "error": {"code": "server_error", "message": "The model failed"}}),
        json!({"type": "response.failed", "response": failed}),
    ] {
        let mut streamed = responses::StreamReader::<CalendarEvent>::new();
        streamed.push(stream(&[delta("output_text", 0, "{\"na"), event]).as_bytes());
        let Err(Error::Interrupted(error)) = streamed.finish() else { panic!() };
        assert_eq!(error.received[0].content, "{\"na");
        let Some(Error::Api(error)) = error.cause else { panic!() };
        assert_eq!((&*error.message, error.code.as_deref()), ("The model failed", Some("server_error")));
    }
}

#[test]
fn a_connection_that_ends_early_is_an_error_that_keeps_what_came() {
    let mut streamed = responses::StreamReader::<CalendarEvent>::new();
    streamed.push(stream(&[begun(), delta("output_text", 0, ANSWER)]).as_bytes());
    streamed.push(b"data: [DONE]\n\n");
    let Err(Error::Interrupted(error)) = streamed.finish() else { panic!() };
    assert_eq!((&*error.received[0].content, error.cause), (ANSWER, None));
}
