//! Chat Completions: what goes into a request, and every way a choice can end.

use serde::Deserialize;
use serde_json::{Value, json};
use structured_core::{ContentErrorKind, Error, Outcome, StructuredOutput, chat};

#[derive(Debug, Clone, PartialEq, Deserialize, StructuredOutput)]
struct Step {
    explanation: String,
    output: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, StructuredOutput)]
struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
}

const MATH_SCHEMA: &str = r#"{"type":"object","properties":{"steps":{"type":"array","items":{"type":"object","properties":{"explanation":{"type":"string"},"output":{"type":"string"}},"required":["explanation","output"],"additionalProperties":false}},"final_answer":{"type":"string"}},"required":["steps","final_answer"],"additionalProperties":false}"#;

/// Fetches the weather in the given location
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(name = "get_weather")]
struct GetWeather {
    location: String,
}

const ANSWER: &str = r#"{"steps":[{"explanation":"Subtract 7.","output":"8x = -30"}],"final_answer":"x = -15 / 4"}"#;

fn answer() -> MathReasoning {
    let steps = vec![Step { explanation: "Subtract 7.".into(), output: "8x = -30".into() }];
    MathReasoning { steps, final_answer: "x = -15 / 4".into() }
}

fn body(finish_reason: &str, message: &Value) -> Vec<u8> {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1_721_596_428, "model": "gpt-4o-2024-08-06",
        "choices": [{"index": 0, "message": message, "logprobs": null, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": 81, "completion_tokens": 11, "total_tokens": 92,
                  "completion_tokens_details": {"reasoning_tokens": 3}},
        "system_fingerprint": "fp_3407719c7f",
    })
    .to_string()
    .into_bytes()
}

fn outcome(finish_reason: &str, message: &Value) -> Outcome<MathReasoning> {
    let completion = chat::parse(&body(finish_reason, message)).expect("a chat completion");
    let [choice] = <[_; 1]>::try_from(completion.choices).expect("one choice");
    choice.outcome
}

fn error(finish_reason: &str, message: &Value) -> Error {
    chat::parse::<MathReasoning>(&body(finish_reason, message)).and_then(chat::ChatCompletion::into_parsed).unwrap_err()
}

#[test]
fn a_response_format_holds_the_schema_as_the_text_it_is() {
    assert_eq!(
        serde_json::to_string(&chat::response_format::<MathReasoning>()).unwrap(),
        format!(
            r#"{{"type":"json_schema","json_schema":{{"name":"MathReasoning","strict":true,"schema":{MATH_SCHEMA}}}}}"#
        )
    );
}

#[test]
fn a_tool_is_strict_and_says_its_description() {
    let schema = GetWeather::JSON_SCHEMA;
    assert_eq!(
        serde_json::to_string(&chat::tool::<GetWeather>()).unwrap(),
        format!(
            r#"{{"type":"function","function":{{"name":"get_weather","description":"Fetches the weather in the given location","strict":true,"parameters":{schema}}}}}"#
        )
    );
}

#[test]
fn a_request_part_is_a_constant_and_goes_through_a_value() {
    const FORMAT: chat::ResponseFormat = chat::response_format::<MathReasoning>();
    let value = serde_json::to_value(FORMAT).unwrap();
    assert_eq!(value["json_schema"]["schema"]["properties"]["final_answer"]["type"], "string");
}

#[test]
fn the_envelope_has_the_names_of_the_wire() {
    let message = json!({"role": "assistant", "content": ANSWER, "refusal": null});
    let completion = chat::parse::<MathReasoning>(&body("stop", &message)).unwrap();
    assert_eq!(completion.id, "chatcmpl-1");
    assert_eq!(completion.created, 1_721_596_428);
    assert_eq!(completion.model, "gpt-4o-2024-08-06");
    assert_eq!(completion.system_fingerprint.as_deref(), Some("fp_3407719c7f"));
    let usage = completion.usage.expect("usage was sent");
    assert_eq!((usage.prompt_tokens, usage.completion_tokens, usage.total_tokens), (81, 11, 92));
    assert_eq!(usage.completion_tokens_details.reasoning_tokens, 3);
    let choice = &completion.choices[0];
    assert_eq!((choice.index, &choice.finish_reason), (0, &Some(chat::FinishReason::Stop)));
    assert_eq!(choice.message.content.as_deref(), Some(ANSWER));
    assert_eq!(completion.into_parsed().unwrap(), answer());
}

#[test]
fn the_message_goes_back_into_the_conversation_as_it_came() {
    let calls = json!([{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}},
                       {"id": "call_2", "type": "custom", "custom": {"name": "g", "input": "any text"}}]);
    for message in [
        json!({"role": "assistant", "content": ANSWER}),
        json!({"role": "assistant", "content": null, "refusal": "No."}),
        json!({"role": "assistant", "content": null, "tool_calls": calls}),
    ] {
        let completion = chat::parse::<Value>(&body("stop", &message)).unwrap();
        assert_eq!(serde_json::to_value(&completion.choices[0].message).unwrap(), message);
    }
}

#[test]
fn unknown_fields_and_words_never_fail() {
    let message = json!({"role": "assistant", "content": ANSWER, "annotations": [{"a": 1}], "audio": {"data": ""},
                         "reasoning": "Let me think", "function_call": {"name": "", "arguments": ""}});
    let completion = chat::parse::<MathReasoning>(&body("eos_token", &message)).unwrap();
    assert_eq!(completion.choices[0].finish_reason, Some(chat::FinishReason::Other("eos_token".into())));
    assert_eq!(completion.into_parsed().unwrap(), answer());
}

#[test]
fn fields_that_are_null_or_left_out_never_fail() {
    for body in [
        json!({"choices": [{"message": {"content": ANSWER}}]}),
        json!({"id": null, "object": null, "created": 1.5e9, "model": null, "usage": null, "service_tier": null,
               "system_fingerprint": null, "error": null,
               "choices": [{"index": 0, "finish_reason": null, "logprobs": {"content": null, "refusal": null},
                            "message": {"role": null, "content": ANSWER, "refusal": null, "tool_calls": null}}]}),
        json!({"choices": [{"finish_reason": "", "message": {"content": ANSWER, "refusal": "", "tool_calls": []}}],
               "usage": {"prompt_tokens": null, "completion_tokens": 3.0, "prompt_tokens_details": null}}),
    ] {
        let completion = chat::parse::<MathReasoning>(body.to_string().as_bytes()).unwrap();
        assert_eq!(completion.into_parsed().unwrap(), answer());
    }
}

#[test]
fn blanks_around_the_content_are_fine() {
    let message = json!({"content": format!("\n\n  {ANSWER}\n")});
    assert_eq!(outcome("stop", &message), Outcome::Parsed(answer()));
}

#[test]
fn a_content_of_several_parts_is_joined_without_the_thinking() {
    let (front, back) = ANSWER.split_at(20);
    let message = json!({"content": [
        {"type": "thinking", "thinking": [{"type": "text", "text": "hmm"}]},
        {"type": "text", "text": front}, {"type": "text", "text": back},
    ]});
    assert_eq!(outcome("stop", &message), Outcome::Parsed(answer()));
}

#[test]
fn a_refusal_is_not_a_parse_error() {
    let message = json!({"role": "assistant", "content": null, "refusal": "I cannot assist with that."});
    assert_eq!(outcome("stop", &message), Outcome::Refused("I cannot assist with that.".into()));
    let error = error("stop", &message);
    assert_eq!(error.to_string(), "the model refused to answer: I cannot assist with that.");
}

#[test]
fn a_refusal_beside_an_empty_content_is_a_refusal() {
    let message = json!({"content": "", "refusal": "No."});
    assert_eq!(outcome("stop", &message), Outcome::Refused("No.".into()));
}

#[test]
fn a_refusal_counts_before_a_text() {
    assert_eq!(outcome("stop", &json!({"content": ANSWER, "refusal": "No."})), Outcome::Refused("No.".into()));
}

#[test]
fn an_answer_that_reached_the_limit_is_cut_off_with_its_text() {
    let message = json!({"content": &ANSWER[..40], "refusal": null});
    assert_eq!(outcome("length", &message), Outcome::CutOff(ANSWER[..40].into()));
    let Error::CutOff(cut_off) = error("length", &message) else { panic!() };
    assert_eq!(cut_off.text, &ANSWER[..40]);
    assert_eq!(cut_off.reason.as_deref(), Some("length"));
    assert_eq!(cut_off.tokens.map(|tokens| (tokens.input, tokens.output, tokens.total)), Some((81, 11, 92)));
    assert_eq!(
        cut_off.to_string(),
        "the answer was cut off (`length`) after 40 characters and 11 output tokens; help: allow more tokens, or ask \
         for a shorter answer"
    );
}

#[test]
fn the_limit_is_looked_at_before_a_content_that_is_null() {
    assert_eq!(outcome("length", &json!({"content": null})), Outcome::CutOff(String::new()));
}

#[test]
fn an_answer_that_was_cut_off_is_never_read_even_where_it_is_complete_json() {
    assert_eq!(outcome("length", &json!({"content": ANSWER})), Outcome::CutOff(ANSWER.into()));
}

#[test]
fn other_servers_words_for_the_limit_are_known() {
    for word in ["model_length", "max_tokens", "MAX_TOKENS"] {
        assert_eq!(outcome(word, &json!({"content": ANSWER})), Outcome::CutOff(ANSWER.into()));
    }
}

#[test]
fn the_content_filter_keeps_the_text() {
    let message = json!({"content": "{\"steps\": ["});
    assert_eq!(outcome("content_filter", &message), Outcome::Filtered("{\"steps\": [".into()));
    let error = error("content_filter", &message);
    assert_eq!(error.to_string(), "the content filter stopped the answer after 11 characters");
}

#[test]
fn content_that_is_not_json_is_kept_and_the_place_is_told() {
    let message = json!({"content": "The answer is 42."});
    let Outcome::Unreadable(error) = outcome("stop", &message) else { panic!() };
    assert_eq!(error.kind(), ContentErrorKind::NotJson);
    assert_eq!(error.text(), "The answer is 42.");
    assert_eq!((error.path(), error.line(), error.column()), ("", 1, 1));
}

#[test]
fn content_of_another_shape_tells_path_line_column_and_excerpt() {
    let text = "{\"steps\": [{\"explanation\": \"Subtract 7.\", \"output\": \"8x\"},\n  {\"explanation\": \"é\", \"output\": 8}], \"final_answer\": \"x\"}";
    let Outcome::Unreadable(error) = outcome("stop", &json!({"content": text})) else { panic!() };
    assert_eq!(error.kind(), ContentErrorKind::OtherShape);
    assert_eq!(error.path(), "steps[1].output");
    assert_eq!((error.line(), error.column()), (2, 34));
    assert_eq!(error.reason(), "invalid type: integer `8`, expected a string");
    assert_eq!(error.excerpt(), "…8x\"},   {\"explanation\": \"é\", \"output\": 8}], \"final_answer\": …");
    assert_eq!(error.text(), text);
    assert_eq!(
        Error::Unreadable(error).to_string(),
        "the answer is JSON of another shape: invalid type: integer `8`, expected a string, at `steps[1].output` (line \
         2, column 34), near `…8x\"},   {\"explanation\": \"é\", \"output\": 8}], \"final_answer\": …`"
    );
}

#[test]
fn a_missing_field_is_told_with_the_path_of_its_object() {
    let text = r#"{"steps": [{"explanation": "Subtract 7."}], "final_answer": "x"}"#;
    let Outcome::Unreadable(error) = outcome("stop", &json!({"content": text})) else { panic!() };
    assert_eq!((error.path(), error.reason()), ("steps[0]", "missing field `output`"));
}

#[test]
fn text_after_the_json_is_an_error() {
    let Outcome::Unreadable(error) = outcome("stop", &json!({"content": format!("{ANSWER} Bye!")})) else { panic!() };
    assert_eq!((error.kind(), error.reason()), (ContentErrorKind::NotJson, "trailing characters"));
}

#[test]
fn feedback_tells_the_model_what_to_do_better() {
    let message = json!({"content": r#"{"steps": 3, "final_answer": "x"}"#});
    assert_eq!(
        error("stop", &message).feedback().unwrap(),
        "Your answer is JSON, but not of the shape that was asked for: invalid type: integer `3`, expected a sequence, \
         at `steps` (line 1, column 11). Near: `{\"steps\": 3, \"final_answer\": \"x…`. Answer again with the whole JSON \
         document, corrected, and nothing else."
    );
    assert_eq!(error("length", &message).feedback(), None);
}

#[test]
fn tool_calls_are_told_and_read_into_their_types() {
    let message = json!({"role": "assistant", "content": null, "tool_calls": [
        {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{\"location\":\"Paris\"}"}},
    ]});
    let Outcome::ToolCalls(calls) = outcome("tool_calls", &message) else { panic!() };
    assert_eq!((calls[0].id(), calls[0].name()), ("call_1", "get_weather"));
    assert_eq!(calls[0].parse::<GetWeather>().unwrap(), GetWeather { location: "Paris".into() });
    assert_eq!(
        error("tool_calls", &message).to_string(),
        "the model called `get_weather` instead of answering; help: run the calls and send their results, or send \
         `tool_choice` as `none`"
    );
}

#[test]
fn a_forced_tool_call_that_ends_with_stop_is_a_tool_call() {
    let message = json!({"content": "", "tool_calls": [{"id": "c", "function": {"name": "f", "arguments": "{}"}}]});
    assert!(matches!(outcome("stop", &message), Outcome::ToolCalls(_)));
}

#[test]
fn bad_arguments_keep_their_text() {
    let message =
        json!({"tool_calls": [{"id": "c", "function": {"name": "get_weather", "arguments": "{\"location\": 5}"}}]});
    let Outcome::ToolCalls(calls) = outcome("tool_calls", &message) else { panic!() };
    let Err(Error::BadArguments { tool, error }) = calls[0].parse::<GetWeather>() else { panic!() };
    assert_eq!((&*tool, error.path(), error.text()), ("get_weather", "location", "{\"location\": 5}"));
}

#[test]
fn arguments_may_be_empty_or_an_object() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Nothing {}
    let message = json!({"tool_calls": [{"id": "a", "function": {"name": "now", "arguments": ""}},
                                        {"id": "b", "function": {"name": "get_weather", "arguments": {"location": "Rome"}}}]});
    let Outcome::ToolCalls(calls) = outcome("tool_calls", &message) else { panic!() };
    assert_eq!(calls[0].parse::<Nothing>().unwrap(), Nothing {});
    assert_eq!(calls[1].parse::<GetWeather>().unwrap(), GetWeather { location: "Rome".into() });
}

#[test]
fn an_unknown_tool_is_told_with_those_that_are_known() {
    let message = json!({"tool_calls": [{"id": "a", "function": {"name": "launch", "arguments": "{}"}}]});
    let Outcome::ToolCalls(calls) = outcome("tool_calls", &message) else { panic!() };
    let error = Error::unknown_tool(&calls[0], &["get_weather", "now"]);
    assert_eq!(error.to_string(), "the model called `launch`, which is not one of the tools: `get_weather`, `now`");
}

#[test]
fn an_answer_without_anything_is_empty() {
    for message in [json!({"content": null}), json!({"content": ""}), json!({}), Value::Null] {
        assert_eq!(outcome("stop", &message), Outcome::Empty);
    }
    let no_choices = chat::parse::<Value>(br#"{"choices": []}"#).unwrap();
    assert_eq!(no_choices.into_parsed(), Err(Error::Empty));
}

#[test]
fn every_choice_has_its_own_ending() {
    let body = json!({"choices": [
        {"index": 0, "finish_reason": "stop", "message": {"content": "[1]"}},
        {"index": 1, "finish_reason": "length", "message": {"content": "[1,"}},
        {"index": 2, "finish_reason": "stop", "message": {"content": null, "refusal": "No."}},
    ]});
    let completion = chat::parse::<Vec<u8>>(body.to_string().as_bytes()).unwrap();
    let outcomes: Vec<_> = completion.choices.into_iter().map(|choice| choice.outcome).collect();
    assert_eq!(outcomes, [Outcome::Parsed(vec![1]), Outcome::CutOff("[1,".into()), Outcome::Refused("No.".into())]);
}

#[test]
fn log_probabilities_are_kept() {
    let body = json!({"choices": [{"message": {"content": "[]"}, "logprobs": {"content": [
        {"token": "[]", "logprob": -0.5, "bytes": [91, 93], "top_logprobs": [{"token": "[", "logprob": -1.5, "bytes": null}]},
    ], "refusal": null}}]});
    let completion = chat::parse::<Value>(body.to_string().as_bytes()).unwrap();
    let logprobs = completion.choices[0].logprobs.as_ref().unwrap();
    assert_eq!((&*logprobs.content[0].token, logprobs.content[0].bytes.as_deref()), ("[]", Some(&b"[]"[..])));
    assert_eq!(logprobs.content[0].top_logprobs[0].token, "[");
}

#[test]
fn errors_travel_between_threads_and_read_well_in_one_line() {
    fn check<E: std::error::Error + Send + Sync + 'static>(error: &E) {
        let text = error.to_string();
        assert!(!text.contains('\n') && !text.ends_with('.'), "{text}");
    }
    check(&error("stop", &json!({"content": "no\n\n\njson"})));
    check(&error("stop", &json!({"content": "{\n\n\"steps\": 5}"})));
    check(&error("length", &json!({"content": ANSWER})));
    check(&error("stop", &json!({})));
    assert!(size_of::<Error>() <= 128);
}
