//! JSON mode: its request, the rule that a message must mention JSON, and its answers.

use serde::{Deserialize, Serialize};
use serde_json::json;
use structured_core::{Error, chat, responses};

#[test]
fn json_mode_is_asked_for_without_a_schema() {
    assert_eq!(serde_json::to_string(&chat::response_format_json_object()).unwrap(), r#"{"type":"json_object"}"#);
    assert_eq!(serde_json::to_string(&responses::text_format_json_object()).unwrap(), r#"{"type":"json_object"}"#);
}

#[test]
fn json_may_be_mentioned_in_any_message_in_any_case() {
    for text in ["Answer in JSON.", "a json object", "use Json", "application/JSON;"] {
        assert!(
            chat::check_json_mode(&json!([{"role": "user", "content": "Hi"}, {"role": "system", "content": text}]))
                .is_ok()
        );
        assert!(chat::check_json_mode(&json!([{"role": "user", "content": [{"type": "text", "text": text}]}])).is_ok());
    }
}

#[test]
fn without_a_mention_the_request_is_refused_before_the_api_does() {
    let error = chat::check_json_mode(&json!([{"role": "user", "content": "Who won the world series in 2020?"}]));
    assert_eq!(error, Err(Error::JsonNotMentioned { parameter: "messages" }));
    assert_eq!(
        error.unwrap_err().to_string(),
        "nothing in `messages` mentions JSON, and the API refuses JSON mode without that; help: say in a message that \
         the answer is to be JSON"
    );
    assert!(chat::check_json_mode::<[(); 0]>(&[]).is_err());
}

#[test]
fn only_what_a_message_says_counts() {
    let messages = json!([{"role": "user", "name": "json", "content": "Hi"},
                          {"role": "assistant", "content": null, "tool_calls": [{"function": {"name": "to_json"}}]}]);
    assert!(chat::check_json_mode(&messages).is_err());
}

#[test]
fn messages_of_any_type_can_be_checked() {
    #[derive(Serialize)]
    struct Message<'a> {
        role: &'a str,
        content: &'a str,
    }
    assert!(chat::check_json_mode(&[Message { role: "system", content: "Reply with JSON" }]).is_ok());
    assert!(chat::check_json_mode(&[Message { role: "json", content: "Reply" }]).is_err());
}

#[test]
fn the_input_of_a_response_may_be_a_text_or_items() {
    assert!(responses::check_json_mode("Answer in JSON").is_ok());
    assert!(
        responses::check_json_mode(&json!([{"role": "user", "content": [{"type": "input_text", "text": "as json"}]}]))
            .is_ok()
    );
    assert_eq!(responses::check_json_mode("Answer"), Err(Error::JsonNotMentioned { parameter: "input" }));
}

#[test]
fn an_answer_in_json_mode_is_read_by_the_same_call() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Winner {
        winner: String,
    }
    let body = br#"{"choices": [{"index": 0, "finish_reason": "stop",
        "message": {"role": "assistant", "content": "{\"winner\": \"Los Angeles Dodgers\"}"}}]}"#;
    let winner = chat::parse::<Winner>(body).unwrap().into_parsed().unwrap();
    assert_eq!(winner, Winner { winner: "Los Angeles Dodgers".into() });
}
