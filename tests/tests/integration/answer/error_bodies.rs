//! Bodies that are errors, or not a completion at all.

use serde_json::Value;
use structured_core::{Error, chat};

#[test]
fn an_error_body_is_an_error_with_its_fields() {
    let body = br#"{"error": {"message": "Invalid schema for response_format 'Math'", "type": "invalid_request_error",
        "param": "response_format", "code": null, "extra": 1}}"#;
    let Err(Error::Api(error)) = chat::parse::<Value>(body) else { panic!() };
    assert_eq!(error.message, "Invalid schema for response_format 'Math'");
    assert_eq!(error.kind.as_deref(), Some("invalid_request_error"));
    assert_eq!(error.param.as_deref(), Some("response_format"));
    assert_eq!(error.code, None);
    assert!(error.raw.contains("\"extra\": 1"));
    assert_eq!(
        Error::Api(error).to_string(),
        "the API answered with an error: Invalid schema for response_format 'Math' (type `invalid_request_error`, \
         param `response_format`)"
    );
}

#[test]
fn error_bodies_of_other_servers_are_known() {
    for (body, message, code) in [
        (
            r#"{"error": "'response_format.type' must be 'json_schema' or 'text'"}"#,
            "'response_format.type' must be 'json_schema' or 'text'",
            None,
        ),
        (
            r#"{"error": {"code": 400, "message": "Provider returned error", "metadata": {"raw": "…"}}}"#,
            "Provider returned error",
            Some("400"),
        ),
        (
            r#"{"object": "error", "message": "no such model", "type": "NotFoundError", "param": null, "code": 404}"#,
            "no such model",
            Some("404"),
        ),
        (r#"{"message": "Unauthorized", "request_id": "1"}"#, "Unauthorized", None),
    ] {
        let Err(Error::Api(error)) = chat::parse::<Value>(body.as_bytes()) else { panic!("{body}") };
        assert_eq!((&*error.message, error.code.as_deref()), (message, code));
    }
}

#[test]
fn a_body_that_is_no_completion_is_kept() {
    for body in ["<html>502 Bad Gateway</html>", "", "[]", "{\"output\": []}", "{\"choices\": 3}", "null", "17"] {
        let Err(Error::Body { expected, error }) = chat::parse::<Value>(body.as_bytes()) else { panic!("{body}") };
        assert_eq!((expected, error.text()), ("a chat completion", body));
    }
    let Err(Error::Body { error, .. }) = chat::parse::<Value>(b"{\"choices\": \"\xFF\"}") else { panic!() };
    assert!(error.text().starts_with("{\"choices\""));
}
