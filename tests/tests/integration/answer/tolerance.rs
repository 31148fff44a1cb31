//! Answers of models that do not keep to the schema: read only where that is asked for, and what was changed is told.

use serde_json::{Value, json};
use structured_core::partial::PartialParser;
use structured_core::{
    Outcome, Repair, StructuredOutput, TextSink, Tolerant, ToolCall, chat, read_tolerant, responses,
};

#[derive(Debug, PartialEq, serde::Deserialize, StructuredOutput)]
#[structured(partial)]
struct Person {
    name: String,
    age: u8,
}

fn ada() -> Person {
    Person { name: "Ada".into(), age: 36 }
}

/// Texts around one answer, and what is taken off each.
fn cases() -> Vec<(&'static str, Vec<Repair>)> {
    let thought = |text: &str| Repair::Thinking(text.into());
    let (before, after) = (|text: &str| Repair::Before(text.into()), |text: &str| Repair::After(text.into()));
    vec![
        (r#"{"name": "Ada", "age": 36}"#, vec![]),
        ("\n\n  {\"name\": \"Ada\", \"age\": 36}\n", vec![]),
        ("```json\n{\"name\": \"Ada\", \"age\": 36}\n```", vec![Repair::CodeFence]),
        ("```\n{\"name\": \"Ada\", \"age\": 36}\n```\n", vec![Repair::CodeFence]),
        ("\u{feff}{\"name\": \"Ada\", \"age\": 36}", vec![Repair::ByteOrderMark]),
        (
            "<think>Who? {\"name\": \"Bob\"}</think>\n{\"name\": \"Ada\", \"age\": 36}",
            vec![thought("Who? {\"name\": \"Bob\"}")],
        ),
        ("Who?</think>{\"name\": \"Ada\", \"age\": 36}", vec![thought("Who?")]),
        ("{\"name\": \"Ada\", \"age\": 36}\nThat is all.", vec![after("That is all.")]),
        ("Here you are: {\"name\": \"Ada\", \"age\": 36}", vec![before("Here you are:")]),
        ("{\"name\": \"Ada\", \"age\": 36.0}", vec![Repair::Integer]),
        (
            "{\"name\": \"Ada\", \"age\": 36}{\"name\": \"Bob\", \"age\": 1}",
            vec![after("{\"name\": \"Bob\", \"age\": 1}")],
        ),
        (
            "<think>Hm.</think>\nSure!\n```json\n{\"name\": \"Ada\", \"age\": 36.00}\n```\nBye",
            vec![thought("Hm."), before("Sure!"), Repair::CodeFence, after("Bye"), Repair::Integer],
        ),
    ]
}

#[test]
fn what_stands_around_the_json_is_taken_off_and_told() {
    for (text, repairs) in cases() {
        let read = read_tolerant::<Person>(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((read.value, read.repairs), (ada(), repairs), "{text}");
    }
}

#[test]
fn no_text_is_repaired_into_another_value() {
    for text in [
        "",
        "no JSON",
        "```json\n{\"name\": \"Ada\"",
        "{\"name\": \"Ada\", \"age\": 36.5}",
        "{\"name\": \"Ada\", \"age\": 36.0e1}",
        "{\"name\": \"Ada\", \"age\": 300}",
        "<think>{\"name\": \"Ada\", \"age\": 36}",
        "{\"name\": \"Ada\", \"age\": \"36\"}",
    ] {
        let error = read_tolerant::<Person>(text).expect_err(text);
        assert_eq!(error.text(), text);
    }
    // Numbers in texts are texts.
    let read = read_tolerant::<Vec<Value>>("[\"1.0\", 2.0]").expect("JSON");
    assert_eq!((read.value, read.repairs), (vec![json!("1.0"), json!(2.0)], vec![]));
}

fn chat_body(content: &str) -> String {
    json!({"choices": [{"finish_reason": "stop", "message": {"content": content}}]}).to_string()
}

#[test]
fn the_modes_of_both_apis_and_of_streams_are_off_by_default() {
    for (text, repairs) in cases() {
        let body = chat_body(text);
        let strict = chat::parse::<Person>(body.as_bytes()).expect("a completion").choices.remove(0);
        assert_eq!(strict.outcome.parsed().is_some(), repairs.is_empty(), "{text}");
        assert!(strict.repairs.is_empty());
        let tolerant = chat::parse_tolerant::<Person>(body.as_bytes()).expect("a completion").choices.remove(0);
        assert_eq!((tolerant.outcome, &tolerant.repairs), (Outcome::Parsed(ada()), &repairs), "{text}");

        let item = json!({"type": "message", "content": [{"type": "output_text", "text": text}]});
        let body = json!({"status": "completed", "output": [item]}).to_string();
        let response = responses::parse_tolerant::<Person>(body.as_bytes()).expect("a response");
        assert_eq!((response.outcome, &response.repairs), (Outcome::Parsed(ada()), &repairs), "{text}");

        for length in [1, 5, 1000] {
            let mut stream = chat::StreamReader::<Person>::new().tolerant();
            let characters: Vec<char> = text.chars().collect();
            for piece in characters.chunks(length) {
                let delta = json!({"choices": [{"delta": {"content": piece.iter().collect::<String>()}}]});
                stream.push(format!("data: {delta}\n\n").as_bytes());
            }
            stream.push(b"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
            let choice = stream.finish().expect("a stream").choices.remove(0);
            assert_eq!((choice.outcome, &choice.repairs), (Outcome::Parsed(ada()), &repairs), "{text}");
        }
    }
}

#[test]
fn a_tolerant_sink_hands_on_the_json_alone_in_any_split() {
    for (text, _) in cases().into_iter().filter(|(text, _)| !text.starts_with("Who?")) {
        let characters: Vec<char> = text.chars().collect();
        for length in 1..=characters.len() {
            let mut sink = Tolerant::<PartialParser<Person>>::default();
            let mut plain = Tolerant::<String>::default();
            for piece in characters.chunks(length) {
                let piece: String = piece.iter().collect();
                sink.push(&piece);
                plain.push(&piece);
            }
            assert_eq!(plain.get(), "{\"name\": \"Ada\", \"age\": 36}", "{text} in pieces of {length}");
            assert!(sink.get().is_done(), "{text} in pieces of {length}: {:?}", sink.get().error());
        }
    }
}

#[test]
fn a_tolerant_sink_passes_whole_numbers_on_as_integers_and_no_other_number_or_text_changed() {
    let zeros = "0".repeat(40);
    let text = format!("[1.0, -2.00 ,3.{zeros}, 4.5, 5.0e1, 6.{zeros}1, {{\"a.0\": \"7.0 \\\" 8.0\"}}, 9., 0.0]");
    let passed = format!("[1, -2 ,3, 4.5, 5.0e1, 6.{zeros}1, {{\"a.0\": \"7.0 \\\" 8.0\"}}, 9., 0]");
    for length in 1..=text.len() {
        let mut sink = Tolerant::<String>::default();
        for piece in text.as_bytes().chunks(length) {
            sink.push(std::str::from_utf8(piece).expect("ASCII"));
        }
        assert_eq!(*sink.get(), passed, "in pieces of {length}");
    }
}

#[test]
fn arguments_that_are_null_are_those_of_a_tool_without_any() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Nothing {}
    for text in ["null", "", " ", "{}"] {
        let read = ToolCall::function("c", "now", text).parse_tolerant::<Nothing>().expect("no arguments");
        assert_eq!(read.value, Nothing {});
    }
    assert!(ToolCall::function("c", "now", "null").parse::<Nothing>().is_err());
}
