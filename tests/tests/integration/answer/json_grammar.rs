//! The reader of bodies accepts the JSON that `serde_json` accepts, and reads the same texts and numbers.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use structured_core::{ContentErrorKind, Error, chat, responses};

use crate::linear::{TIMES, assert_linear};
use crate::random::cases;

fn space() -> impl Strategy<Value = &'static str> + Clone {
    prop_oneof![8 => Just(""), 1 => Just(" "), 1 => Just("\r\n\t ")]
}

/// The inside of a JSON string, which may have halves of characters.
fn string_parts() -> impl Strategy<Value = Vec<String>> {
    const ESCAPES: [&str; 12] =
        [r"\n", r#"\""#, r"\\", r"\/", r"\b", r"\f", r"\r", r"\t", r"\u0041", r"\u00e9", r"\uFFFF", r"\u0000"];
    let part = prop_oneof![
        3 => "[ -!#-\\[\\]-~]{0,20}",
        1 => "[é€𝄞\u{7f}-\u{9f}]{1,3}",
        2 => proptest::sample::select(&ESCAPES[..]).prop_map(String::from),
        1 => Just(r"\ud834\udd1e".to_owned()),
        1 => proptest::sample::select(&[r"\ud834", r"\udd1e", r"\uD834x", r"\ud834\n"][..]).prop_map(String::from),
    ];
    prop::collection::vec(part, 0..6)
}

fn string() -> impl Strategy<Value = String> {
    string_parts().prop_map(|parts| format!("\"{}\"", parts.concat()))
}

fn number() -> impl Strategy<Value = String> {
    let whole = prop_oneof!["-?(0|[1-9][0-9]{0,3})", Just("18446744073709551616".to_owned()), "-?[0-9]{1,3}"];
    (whole, "(\\.[0-9]{0,3})?", "([eE][+-]?[0-9]{0,2})?")
        .prop_map(|(whole, fraction, exponent)| whole + &fraction + &exponent)
}

/// A text that is JSON, or nearly.
fn json_text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(&["null", "true", "false", "nul", "{}", "[]", "[ ]", "{ }"][..]);
    let scalar = prop_oneof![string(), number(), word.prop_map(String::from)];
    scalar.prop_recursive(4, 20, 4, |inner| {
        let element =
            (space(), inner.clone(), space()).prop_map(|(before, json, after)| format!("{before}{json}{after}"));
        let member =
            (space(), string(), space(), element.clone()).prop_map(|(a, key, b, json)| format!("{a}{key}{b}:{json}"));
        prop_oneof![
            prop::collection::vec(element, 0..4).prop_map(|elements| format!("[{}]", elements.join(","))),
            prop::collection::vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// A text with some characters removed, doubled or inserted.
fn changed(json: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let inserted =
        proptest::sample::select(&["", "\"", "\\", ",", ":", "{", "}", "[", "]", "0", "-", ".", "\u{1f}", "é"][..]);
    let change = (any::<Index>(), 0_usize..3, inserted);
    (json, prop_oneof![Just(0_usize), 1_usize..3], prop::collection::vec(change, 2)).prop_map(
        |(json, times, changes)| {
            changes.into_iter().take(times).fold(json, |json, (at, removed, inserted)| {
                let mut characters: Vec<char> = json.chars().collect();
                let at = at.index(characters.len() + 1);
                let end = (at + removed).min(characters.len());
                characters.splice(at..end, inserted.chars());
                characters.into_iter().collect()
            })
        },
    )
}

/// Whether a body is not JSON for our reader.
fn is_not_json<T>(answer: &Result<T, Error>) -> bool {
    matches!(answer, Err(Error::Body { error, .. }) if error.kind() == ContentErrorKind::NotJson)
}

/// The places of a body where a value is skipped, kept as it is, or read into a field.
const MEMBERS: [&str; 6] = ["other", "id", "created", "usage", "service_tier", "created_at"];

/// Texts with halves of characters are read again with the halves replaced, so the judge must skip texts, too.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_body_is_json_exactly_if_serde_json_reads_it(json in changed(json_text())) {
        for member in MEMBERS {
            let body = format!(r#"{{"{member}": {json}, "choices": [{{"finish_reason": "stop", "message": {{"content": "1"}}}}], "output": []}}"#);
            let (chat, response) = (chat::parse::<u32>(body.as_bytes()), responses::parse::<u32>(body.as_bytes()));
            prop_assert_eq!(is_not_json(&chat), !is_json(&body), "{}: {:?}", body, chat.map(|_| ()));
            prop_assert_eq!(is_not_json(&response), !is_json(&body), "{}: {:?}", body, response.map(|_| ()));
        }
        for body in [json.clone(), format!("{{{json}}}")] {
            let answer = chat::parse::<u32>(body.as_bytes());
            prop_assert!(is_json(&body) || answer.is_err(), "{body}");
        }
    }

    #[test]
    fn a_member_without_a_field_is_kept_as_it_is_written(json in json_text()) {
        if !is_json(&json) {
            return Ok(());
        }
        let body = format!(r#"{{"choices": [{{"finish_reason": "stop", "message": {{"content": "1", "other": {json}}}}}]}}"#);
        let completion = chat::parse::<u32>(body.as_bytes()).expect("a completion");
        let message = &completion.choices[0].message;
        prop_assert_eq!(message.extra().get("other").map(RawValue::get), Some(json.trim_matches([' ', '\t', '\r', '\n'])));
    }

    #[test]
    fn a_text_is_read_as_serde_json_reads_it(content in changed(string())) {
        if !(content.starts_with('"') && content.ends_with('"') && is_json(&content)) {
            return Ok(());
        }
        let body = format!(r#"{{"choices": [{{"finish_reason": "stop", "message": {{"content": {content}}}}}]}}"#);
        let ours = chat::parse::<Value>(body.as_bytes()).ok().and_then(|mut answer| answer.choices.remove(0).message.content);
        prop_assert_eq!(ours, serde_json::from_str::<String>(&content).ok());
    }

    #[test]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as the counts of a body are read")]
    fn a_count_is_read_as_serde_json_reads_it(number in number()) {
        let Ok(value) = serde_json::from_str::<Value>(&number) else { return Ok(()) };
        let body = format!(r#"{{"choices": [], "created": {number}}}"#);
        let completion = chat::parse::<u32>(body.as_bytes()).expect("a completion");
        let float = value.as_f64().unwrap_or_default().max(0.0) as u64;
        prop_assert_eq!(completion.created, value.as_u64().unwrap_or(float));
    }
}

#[test]
fn a_number_too_large_for_a_float_does_not_cost_the_answer() {
    let body = br#"{"created": 1e999, "id": -1e999, "choices": [{"index": 1e999, "finish_reason": "stop",
        "message": {"content": "[7]", "weight": 1e999}}]}"#;
    assert_eq!(chat::parse::<Vec<u32>>(body).expect("an answer").into_parsed().expect("the list"), [7]);
}

#[test]
fn values_beside_the_answer_may_be_as_deep_as_they_like() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let body = format!(
        r#"{{"other": {deep}, "id": {deep}, "choices": [{{"finish_reason": "stop", "message": {{"content": "[7]"}}}}]}}"#
    );
    assert_eq!(chat::parse::<Vec<u32>>(body.as_bytes()).expect("an answer").into_parsed().expect("the list"), [7]);
    let open = body.replacen(']', "", 1);
    assert!(is_not_json(&chat::parse::<Vec<u32>>(open.as_bytes())));
}

/// A text with escapes is decoded into one buffer, whose size must not be paid again for each text.
#[test]
fn many_texts_with_escapes_cost_as_much_as_one() {
    let choice = json!({"finish_reason": "stop", "message": {"content": "[\"\\u00e9\", \"x\"]", "refusal": null}});
    let body = |count: usize| json!({"choices": vec![&choice; count]}).to_string();
    assert_linear("choices with escapes", &body(500), &body(500 * TIMES), |body| {
        assert_eq!(chat::parse::<Vec<String>>(body.as_bytes()).expect("a completion").choices.len() % 500, 0);
    });
}
