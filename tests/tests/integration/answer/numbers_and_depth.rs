//! What a schema admits and a machine cannot hold: each is an error or a value, never a panic or a full stack.

use serde::Deserialize;
use serde_json::{Value, json};
use structured_core::{ContentError, Error, Outcome, chat, responses};

fn outcome<T: serde::de::DeserializeOwned>(content: &str) -> Outcome<T> {
    let body = json!({"choices": [{"finish_reason": "stop", "message": {"content": content}}]}).to_string();
    chat::parse(body.as_bytes()).expect("a chat completion").choices.remove(0).outcome
}

fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(content: &str) -> ContentError {
    match outcome::<T>(content) {
        Outcome::Unreadable(error) => error,
        other => panic!("{other:?}"),
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Account {
    balance: i64,
    rate: f64,
    note: String,
}

#[test]
fn negative_zero_is_the_integer_zero() {
    assert_eq!(outcome("-0"), Outcome::Parsed(0_i64));
    assert_eq!(outcome(" [ -0 ,-0]"), Outcome::Parsed(vec![0_u8, 0]));
    let text = r#"{"balance": -0, "rate": -0.5, "note": "-0 \" -0"}"#;
    assert_eq!(outcome(text), Outcome::Parsed(Account { balance: 0, rate: -0.5, note: "-0 \" -0".into() }));
}

#[test]
fn negative_zero_in_a_number_keeps_its_sign() {
    let Outcome::Parsed(zero) = outcome::<f64>("-0") else { panic!() };
    assert!(zero == 0.0 && zero.is_sign_negative());
    assert_eq!(outcome("-0.25"), Outcome::Parsed(-0.25));
    assert_eq!(outcome("[-0e3]"), Outcome::Parsed(vec![-0.0]));
}

#[test]
fn negative_zero_does_not_move_the_place_of_another_error() {
    let error = refused::<Account>(r#"{"balance": -0, "rate": "x", "note": ""}"#);
    assert_eq!((error.path(), error.line(), error.column()), ("rate", 1, 27));
    assert!(error.text().contains("-0"), "the text is kept as it came");
    assert!(error.excerpt().contains("-0"));
}

#[test]
fn negative_zero_is_an_integer_in_tool_calls_responses_and_streams_too() {
    let body = json!({"choices": [{"message": {"tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "[-0]"}}]}}]});
    let Err(Error::ToolCalls { calls }) = chat::parse::<Value>(body.to_string().as_bytes()).unwrap().into_parsed()
    else {
        panic!()
    };
    assert_eq!(calls[0].parse::<Vec<i32>>(), Ok(vec![0]));

    let body = json!({"output": [{"type": "message", "content": [{"type": "output_text", "text": "[-0]"}]}]});
    assert_eq!(responses::parse::<Vec<i32>>(body.to_string().as_bytes()).unwrap().into_parsed(), Ok(vec![0]));

    let mut stream = chat::StreamReader::<Vec<i32>>::new();
    stream.push(b"data: {\"choices\":[{\"delta\":{\"content\":\"[-0]\"},\"finish_reason\":\"stop\"}]}\n\n");
    assert_eq!(stream.finish().unwrap().into_parsed(), Ok(vec![0]));
}

#[test]
fn integers_out_of_range_are_errors_with_a_place() {
    assert_eq!(refused::<Vec<u8>>("[1, 256]").path(), "[1]");
    assert_eq!(refused::<Vec<u8>>("[-1]").reason(), "invalid value: integer `-1`, expected u8");
    refused::<i64>("9223372036854775808");
    refused::<i64>("1.0");
}

#[test]
fn numbers_beyond_a_float_are_errors() {
    assert_eq!(refused::<f64>("1e400").reason(), "number out of range");
    assert_eq!(refused::<Account>(r#"{"balance": 1, "rate": -1e999999999999, "note": ""}"#).path(), "rate");
}

#[test]
fn digits_without_end_are_errors_or_numbers() {
    let digits = "7".repeat(2_000_000);
    assert_eq!(refused::<i64>(&digits).reason(), "number out of range");
    refused::<f64>(&digits);
    refused::<Account>(&format!(r#"{{"balance": {digits}, "rate": 1, "note": ""}}"#));
    assert_eq!(outcome::<f64>(&format!("0.{digits}")), Outcome::Parsed(7.0 / 9.0));
}

#[test]
fn the_excerpt_of_a_long_text_is_short() {
    let error = refused::<i64>(&"7".repeat(1_000_000));
    assert!(error.excerpt().chars().count() <= 64, "{}", error.excerpt());
    assert!(error.to_string().len() < 300 && error.feedback().len() < 400);
    assert_eq!(error.text().len(), 1_000_000);
}

#[test]
fn lone_surrogates_are_errors() {
    for text in [r#""\ud800""#, r#""\udc00 x""#, r#""\ud800\u0041""#, r#""\ud83d""#] {
        refused::<String>(text);
    }
    assert_eq!(outcome::<String>(r#""\ud83d\ude00""#), Outcome::Parsed("😀".into()));
}

#[test]
fn a_lone_surrogate_in_the_envelope_is_an_error_that_keeps_the_body() {
    let body = br#"{"choices": [{"message": {"content": "\ud800"}}]}"#;
    let Err(Error::Body { error, .. }) = chat::parse::<Value>(body) else { panic!() };
    assert_eq!(error.path(), "choices[0].message.content");
    assert!(error.text().contains("ud800"));
}

/// A recursive type: each level of its JSON is a level of the reader.
#[derive(Debug, PartialEq, Deserialize)]
struct Node {
    next: Option<Box<Self>>,
}

fn nested(open: &str, close: &str, levels: usize) -> String {
    format!("{}{}{}", open.repeat(levels), "null", close.repeat(levels))
}

#[test]
fn a_hundred_thousand_levels_are_an_error() {
    refused::<Value>(&nested("[", "]", 100_000));
    refused::<Value>(&nested("{\"next\":", "}", 100_000));
    refused::<Node>(&nested("{\"next\":", "}", 100_000));
    refused::<Node>(&"{\"next\":".repeat(100_000));
    refused::<Vec<Vec<u8>>>(&"[".repeat(100_000));
    assert!(matches!(outcome::<Node>(&nested("{\"next\":", "}", 100)), Outcome::Parsed(_)));
}

#[test]
fn a_hundred_thousand_levels_in_a_field_that_is_not_known_do_no_harm() {
    let deep = nested("[", "]", 100_000);
    let body = format!(
        r#"{{"deep": {deep}, "choices": [{{"finish_reason": "stop", "message": {{"content": "[1]", "x": {deep}}}}}]}}"#
    );
    assert_eq!(chat::parse::<Vec<u8>>(body.as_bytes()).unwrap().into_parsed(), Ok(vec![1]));

    let body = format!(r#"{{"error": {deep}}}"#);
    assert!(matches!(chat::parse::<Value>(body.as_bytes()), Err(Error::Api(_))));

    let body = format!(r#"{{"choices": {deep}, "usage": {deep}}}"#);
    assert!(chat::parse::<Value>(body.as_bytes()).is_err());
    assert!(responses::parse::<Value>(format!(r#"{{"output": [{{"type": "x", "y": {deep}}}]}}"#).as_bytes()).is_ok());
}

#[test]
fn a_hundred_thousand_levels_in_a_stream_are_an_error() {
    let deep = nested("[", "]", 100_000);
    let mut stream = chat::StreamReader::<Value>::new();
    stream.push(format!("data: {{\"choices\": {deep}}}\n\n").as_bytes());
    assert!(stream.next_event().is_err());
    assert!(stream.finish().is_err());

    let mut stream = chat::StreamReader::<Node>::new();
    let chunk =
        json!({"choices": [{"delta": {"content": nested("{\"next\":", "}", 100_000)}, "finish_reason": "stop"}]});
    stream.push(format!("data: {chunk}\n\n").as_bytes());
    assert!(matches!(stream.finish().unwrap().into_parsed(), Err(Error::Unreadable(_))));
}

#[test]
fn thoughts_calls_and_tokens_that_hold_each_other_without_end_are_read_and_cost_linear_work() {
    let nest = |open: &str, close: &str| format!("{}null{}", open.repeat(50_000), close.repeat(50_000));
    let thoughts = nest(r#"[{"type":"thinking","thinking":"#, "}]");
    let message = format!(r#"{{"content":{thoughts}}}"#);
    let read: chat::Message = serde_json::from_str(&message).expect("a message");
    assert_eq!(read.reasoning(), None);
    let reasoning = format!(r#"{{"type":"reasoning","summary":{thoughts}}}"#);
    let body = format!(r#"{{"status":"completed","output":[{reasoning}]}}"#);
    assert_eq!(responses::parse::<Value>(body.as_bytes()).expect("a response").reasoning(), None);

    for call in [nest(r#"{"function":"#, "}"), nest(r#"{"id":"c","custom":"#, "}")] {
        let body = format!(r#"{{"choices":[{{"message":{{"tool_calls":[{call}],"function_call":{call}}}}}]}}"#);
        let completion = chat::parse::<Value>(body.as_bytes()).expect("a completion");
        assert_eq!(completion.choices[0].outcome, Outcome::Empty);
    }

    let tokens = nest(r#"[{"token":"a","top_logprobs":"#, "}]");
    let body = format!(r#"{{"choices":[{{"message":{{"content":"[1]"}},"logprobs":{{"content":{tokens}}}}}]}}"#);
    let completion = chat::parse::<Value>(body.as_bytes()).expect("a completion");
    let logprobs = completion.choices[0].logprobs.as_ref().expect("log-probabilities");
    assert_eq!(logprobs.content[0].top_logprobs[0].token, "a");
}
