//! The partial parser: what is seen of an answer while its text is still coming.

use std::error::Error as _;

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;
use structured_core::partial::{Field, Partial, PartialParser, Root};

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(partial)]
struct Step {
    explanation: String,
    output: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(partial)]
pub(super) struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
#[serde(rename_all = "snake_case")]
#[structured(partial)]
pub(super) enum Mood {
    Good,
    VeryBad,
}

/// A member of every kind.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(partial)]
pub(super) struct Everything {
    pub(super) text: String,
    pub(super) whole: i64,
    pub(super) float: f64,
    pub(super) flag: bool,
    pub(super) mood: Mood,
    pub(super) maybe_text: Option<String>,
    pub(super) maybe_whole: Option<u8>,
    pub(super) floats: Vec<f64>,
    pub(super) texts: Vec<Vec<String>>,
    pub(super) inner: Option<Box<Everything>>,
}

fn pushed<T: Partial<Partial: Root>>(text: &str) -> PartialParser<T> {
    let mut parser = PartialParser::new();
    parser.push(text).expect("the text is a beginning of the type");
    parser
}

/// The message for a text that is wrong, the same however the text is cut.
fn message<T: Partial<Partial: Root>>(text: &str) -> String {
    let error = |length: usize| {
        let mut parser = PartialParser::<T>::new();
        let error = text.as_bytes().chunks(length).find_map(|piece| parser.push_bytes(piece).err());
        let error = error.or_else(|| parser.finish().err()).expect("the text is wrong");
        assert!(error.source().is_none());
        error.to_string()
    };
    let at_once = error(text.len());
    assert_eq!(error(1), at_once, "byte by byte");
    assert_eq!(error(3), at_once, "in pieces of three");
    at_once
}

#[test]
fn nothing_is_known_before_the_first_byte() {
    let parser = PartialParser::<MathReasoning>::new();
    assert!(parser.snapshot().steps.is_absent() && parser.snapshot().final_answer.is_absent());
    assert!(!parser.is_done());
}

#[test]
fn a_string_grows_in_its_place() {
    let parser = pushed::<MathReasoning>(r#"{"steps": [{"explanation": "Subtract 7", "output": "8x = "#);
    let [Field::Growing(step)] = parser.snapshot().steps.items() else { panic!("one step is growing") };
    assert_eq!(step.explanation, Field::Done(String::from("Subtract 7")));
    assert_eq!(step.output, Field::Growing(String::from("8x = ")));
    assert!(parser.snapshot().final_answer.is_absent());
}

#[test]
fn a_number_is_not_seen_before_its_end() {
    assert_eq!(pushed::<Everything>(r#"{"whole": 12"#).snapshot().whole, Field::Absent);
    assert_eq!(pushed::<Everything>(r#"{"whole": 1234,"#).snapshot().whole, Field::Done(1234));
    assert_eq!(pushed::<Everything>(r#"{"floats": [1.5, 2"#).snapshot().floats.items(), [Field::Done(1.5)]);
}

#[test]
fn an_enum_a_boolean_and_null_are_not_seen_before_their_end() {
    assert_eq!(pushed::<Everything>(r#"{"mood": "very_b"#).snapshot().mood, Field::Absent);
    assert_eq!(pushed::<Everything>(r#"{"mood": "very_bad""#).snapshot().mood, Field::Done(Mood::VeryBad));
    assert_eq!(pushed::<Everything>(r#"{"flag": tru"#).snapshot().flag, Field::Absent);
    assert_eq!(pushed::<Everything>(r#"{"maybe_text": nul"#).snapshot().maybe_text, Field::Absent);
    assert_eq!(pushed::<Everything>(r#"{"maybe_text": null"#).snapshot().maybe_text, Field::Done(None));
}

#[test]
fn half_an_escape_is_not_seen() {
    let mut parser = pushed::<MathReasoning>(r#"{"final_answer": "a\ud83"#);
    assert_eq!(parser.snapshot().final_answer.as_str(), "a");
    parser.push(r"d\ude0").expect("half a surrogate pair");
    assert_eq!(parser.snapshot().final_answer.as_str(), "a");
    parser.push(r"0b").expect("the rest of it");
    assert_eq!(parser.snapshot().final_answer, Field::Growing(String::from("a\u{1f600}b")));
}

#[test]
fn half_a_character_is_not_seen() {
    let mut parser = PartialParser::<MathReasoning>::new();
    let text = r#"{"final_answer": "für "#.as_bytes();
    parser.push_bytes(&text[..19]).expect("a beginning");
    assert_eq!(parser.snapshot().final_answer.as_str(), "f");
    parser.push_bytes(&text[19..]).expect("the other half");
    assert_eq!(parser.snapshot().final_answer.as_str(), "für ");
}

#[test]
fn keys_come_in_any_order_and_unknown_ones_are_skipped() {
    let text =
        r#" { "final_answer" : "x", "why": {"a": [1, -2.5e+3, "]}\"", true, null, {}], "b": []}, "steps": [ ] } "#;
    let parser = pushed::<MathReasoning>(text);
    assert!(parser.is_done());
    let answer = parser.finish().expect("complete");
    assert!(answer.steps.done().is_some_and(Vec::is_empty));
    assert_eq!(answer.final_answer, Field::Done(String::from("x")));
}

#[test]
fn an_option_that_does_not_come_is_none_at_the_end() {
    let text =
        r#"{"text":"","whole":-0,"float":1,"flag":true,"mood":"good","maybe_whole":7,"floats":[],"texts":[["a"]]}"#;
    let parser = pushed::<Everything>(text);
    assert_eq!(parser.snapshot().maybe_text, Field::Done(None));
    assert!(matches!(parser.snapshot().inner, Field::Done(None)));
    assert_eq!(parser.snapshot().maybe_whole, Field::Done(Some(7)));
    assert_eq!(parser.snapshot().whole, Field::Done(0), "`-0` is the integer 0");
}

#[test]
fn a_wrong_type_is_an_error_with_its_place() {
    let text = "{\"steps\": [{\"explanation\": \"a\", \"output\": \"b\"},\n {\"explanation\": 7";
    assert_eq!(
        message::<MathReasoning>(text),
        "`steps[1].explanation`: expected a string, found `7` (line 2, column 18)"
    );
}

#[test]
fn every_wrong_text_says_what_is_wrong() {
    let everything = [
        (r#"{"whole": 1.5,"#, "`whole`: invalid type: floating point `1.5`, expected i64 (line 1, column 11)"),
        (r#"{"maybe_whole": 256 "#, "`maybe_whole`: invalid value: integer `256`, expected u8 (line 1, column 17)"),
        (r#"{"float": 1e400}"#, "`float`: number out of range (line 1, column 11)"),
        (r#"{"float": 1.e"#, "`float`: this is not a number in JSON (line 1, column 13)"),
        (r#"{"float": 01}"#, "expected `,` or `}`, found `1` (line 1, column 12)"),
        (r#"{"flag": trve"#, "`flag`: this word is not `true`, `false` or `null` (line 1, column 12)"),
        (r#"{"mood": "so so""#, "`mood`: unknown variant `so so`, expected `good` or `very_bad` (line 1, column 10)"),
        (r#"{"texts": [["a"], {"#, "`texts[1]`: expected an array, found `{` (line 1, column 19)"),
        (r#"{"text": "a\x"#, "`text`: a backslash is not followed by a JSON escape here (line 1, column 13)"),
        (r#"{"text": "a", "text": "b""#, "`text`: the key occurs twice in one object (line 1, column 23)"),
        (r#"{"text": "a"]"#, "expected `,` or `}`, found `]` (line 1, column 13)"),
        (r#"{"text" "a""#, "expected `:`, found `\"` (line 1, column 9)"),
        (r#"{"text": "a", }"#, "expected a key in quotes, found `}` (line 1, column 15)"),
        ("[", "expected an object, found `[` (line 1, column 1)"),
        (r#"{"inner": {}"#, "`inner`: the object ends without the key `text` (line 1, column 12)"),
        (r#"{"text": "a"#, "the text ends before the value does (line 1, column 12)"),
        ("", "the text ends before the value does (line 1, column 1)"),
    ];
    for (text, expected) in everything {
        if !text.is_empty() {
            assert_eq!(message::<Everything>(text), expected);
        }
    }
    let lone = "a `\\u` escape is one half of a surrogate pair and the other half is missing";
    let texts = [r#"{"text": "\udc00"#, r#"{"text": "\ud83dx"#, r#"{"text": "\ud83d\u0041"#];
    assert!(texts.into_iter().all(|text| message::<Everything>(text).contains(lone)));
    assert_eq!(
        message::<Everything>("{\"text\": \"a\nb"),
        "`text`: the control character \\u000a is not escaped in a string (line 1, column 12)"
    );
    assert_eq!(
        message::<Everything>("{\"unknown\": [\n\n\u{0}"),
        "expected a value, found `\0` (line 3, column 1)",
        "lines are counted in values that are skipped"
    );
    assert_eq!(
        message::<MathReasoning>(r#"{"steps":[],"final_answer":""} x"#),
        "more text follows the end of the value (line 1, column 32)"
    );
}

#[test]
fn after_an_error_the_snapshot_stays_and_every_push_fails() {
    let mut parser = pushed::<MathReasoning>(r#"{"final_answer": "42", "steps": ["#);
    let first = parser.push("7").expect_err("a step is an object");
    assert_eq!(parser.push("").expect_err("still wrong"), first);
    assert_eq!(parser.push("{}]}").expect_err("still wrong"), first);
    assert_eq!(parser.snapshot().final_answer, Field::Done(String::from("42")));
    assert_eq!(parser.finish().expect_err("still wrong"), first);
}

#[test]
fn bytes_that_are_not_utf_8_are_an_error() {
    let mut parser = pushed::<MathReasoning>(r#"{"final_answer": ""#);
    parser.push_bytes(b"\xe2\x82").expect("the beginning of a character");
    let error = parser.push_bytes(b"x").expect_err("not its end");
    assert_eq!(error.to_string(), "`final_answer`: the bytes are not UTF-8 (line 1, column 19)");
}

#[test]
fn nesting_without_end_is_an_error() {
    let text = r#"{"inner":"#.repeat(100_000);
    assert!(message::<Everything>(&text).ends_with("nested deeper than 127 levels (line 1, column 1145)"));
}

#[test]
fn nesting_without_end_in_an_unknown_key_needs_no_stack() {
    let text =
        format!(r#"{{"unknown": {}{}, "steps": [], "final_answer": ""}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert!(pushed::<MathReasoning>(&text).is_done());
}

#[test]
fn digits_without_end_are_an_error_and_not_memory() {
    let mut parser = pushed::<Everything>(r#"{"float": 0."#);
    let error = (0..1000).find_map(|_| parser.push(&"1".repeat(1000)).err()).expect("no such number");
    assert_eq!(error.offset(), 10);
    assert!(error.to_string().contains("a number has more than 4096 characters"));
}
