//! The events of a stream and its error, with its excerpt, do not depend on how the bytes were split.

use proptest::prelude::*;
use serde_json::Value;
use structured_core::{StreamLimits, chat, responses};

use super::transcript::transcript;
use crate::random;

const LIMITS: [usize; 4] = [usize::MAX, 5_000, 300, 20];

fn assert_split_does_not_matter(body: &[u8]) {
    for limit in LIMITS {
        // Of an event, and twice that of the answer.
        let limits = StreamLimits::new(limit, limit.saturating_mul(2));
        let chat = |size: usize| {
            let reader = chat::StreamReader::<Value, String>::with_default_sink().with_limits(limits);
            transcript!(reader, body, size)
        };
        let response = |size: usize| {
            let reader = responses::StreamReader::<Value, String>::with_default_sink().with_limits(limits);
            transcript!(reader, body, size)
        };
        let (whole_chat, whole_response) = (chat(body.len()), response(body.len()));
        for size in [1, 2, 3, 7] {
            let text = String::from_utf8_lossy(body);
            assert_eq!(chat(size), whole_chat, "pieces of {size}, limit {limit}: {text:?}");
            assert_eq!(response(size), whole_response, "pieces of {size}, limit {limit}: {text:?}");
        }
    }
}

#[test]
fn an_error_about_text_has_the_same_excerpt_however_the_bytes_were_split() {
    let blanks = |count: usize| "\t".repeat(count);
    for body in [
        format!("\t\n\t\t\n{}\n\"inp{}", blanks(1_500), blanks(900)),
        format!(" \n{}<html>", blanks(3_000)),
        format!("{}\r\n{}\r<html>\r\n  <b>Bad gateway</b>", blanks(10), blanks(1_990)),
        format!("<html>{}\n</html>", "é".repeat(2_000)),
        "\r\r\n\n \u{feff}x".to_owned(),
        "\u{feff}\n\n \n{\"error\"".to_owned(),
        " \n {\"choices\": 5}\n {\"choices\"".to_owned(),
    ] {
        assert_split_does_not_matter(body.as_bytes());
    }
}

/// What bodies are made of: blanks, fields, half and whole events of both APIs, JSON and text.
fn piece() -> impl Strategy<Value = String> {
    const FIXED: [&str; 38] = [
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\t",
        " ",
        "data: ",
        "data:",
        "data",
        "da",
        "event: error\n",
        "event: x\n",
        "error: down\n",
        ": comment\n",
        "id: 1\n",
        "retry: 5\n",
        "\u{feff}",
        "{",
        "}",
        "[",
        "]",
        "\"inp",
        "<html>",
        "null",
        "ping",
        "[DONE]",
        "data: [DONE]\n\n",
        "{\"error\": {\"message\": \"no\"}}",
        "{\"choices\": 5}",
        "[{\"error\": \"no\"}]",
        "{\"type\": 5}",
        "data: {\"choices\":[{\"delta\":{\"content\":\"[1, é\"}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\n\n",
        "data: {\"type\":\"response.output_text.delta\",\"delta\":\"[1]\"}\n\n",
        "data: {\"type\":\"response.failed\"}\n\n",
        "data: <b>not JSON</b>\n\n",
        "data: {\"detail\":\ndata: \"gone\"}\n\n",
    ];
    prop_oneof![
        4 => proptest::sample::select(&FIXED[..]).prop_map(str::to_owned),
        1 => ("[\t \n\ré<x]", 1..2_500_usize).prop_map(|(text, count)| text.repeat(count)),
        1 => "\\PC{0,5}".prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(random::cases(60))]

    #[test]
    fn any_text_reads_the_same_in_any_split(pieces in prop::collection::vec(piece(), 0..8)) {
        assert_split_does_not_matter(pieces.concat().as_bytes());
    }
}
