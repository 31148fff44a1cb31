//! `structured_core::with`: reading, writing, and errors.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;
use structured_core::partial::PartialParser;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Call {
    #[serde(with = "structured_core::with::json_text")]
    any: serde_json::Value,
    #[serde(with = "structured_core::with::entries")]
    counts: BTreeMap<String, u8>,
}

#[test]
fn json_in_a_string_is_read_and_written() {
    assert!(Call::JSON_SCHEMA.starts_with(r#"{"type":"object","properties":{"any":{"type":"string"},"#));
    let text = r#"{"any":"{\"b\":[1,null]}","counts":[{"key":"a","value":1}]}"#;
    let call: Call = serde_json::from_str(text).unwrap();
    assert_eq!(call.any["b"][0], 1);
    assert_eq!(serde_json::to_string(&call).unwrap(), text);
}

#[test]
fn a_string_that_holds_no_json_is_an_error_that_points_into_the_string() {
    let error = serde_json::from_str::<Call>(r#"{"any":"{,}","counts":[]}"#).unwrap_err().to_string();
    assert!(error.starts_with("in the string: key must be a string at line 1 column 2"), "{error}");
}

#[test]
fn a_key_that_comes_twice_is_an_error_that_names_it() {
    let text = r#"{"any":"1","counts":[{"key":"a b","value":1},{"key":"c","value":1},{"key":"a b","value":2}]}"#;
    let error = serde_json::from_str::<Call>(text).unwrap_err().to_string();
    assert!(error.starts_with("the key \"a b\" comes twice at line 1 column"), "{error}");
}

#[test]
fn a_key_of_another_type_is_an_error_at_the_key() {
    #[derive(Debug, Deserialize)]
    struct Numbered {
        #[serde(with = "structured_core::with::entries")]
        _map: HashMap<u8, String>,
    }
    let error = serde_json::from_str::<Numbered>(r#"{"_map":[{"key":"x","value":"y"}]}"#).unwrap_err().to_string();
    assert!(error.starts_with("invalid type: string \"x\", expected u8"), "{error}");
}

#[test]
fn the_entries_of_a_growing_answer_are_shown_one_after_the_other() {
    let mut parser = PartialParser::<Call>::new();
    parser.push(r#"{"any":"{}","counts":[{"key":"a","value":1},{"key":"b","va"#).unwrap();
    let counts = &parser.snapshot().counts;
    assert!(format!("{counts:?}").contains("Entry { key: \"a\", value: 1 }"), "{counts:?}");
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(partial)]
#[serde(tag = "kind", content = "value")]
enum Payload {
    #[serde(with = "structured_core::with::json_text")]
    Any(serde_json::Value),
    #[serde(with = "structured_core::with::entries")]
    Counts(BTreeMap<String, u8>),
    /// serde also takes the key on the field.
    Named(#[serde(with = "structured_core::with::entries")] BTreeMap<String, bool>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Message {
    payloads: Vec<Payload>,
}

#[test]
fn a_newtype_variant_is_read_by_the_function_that_its_key_names() {
    let text = concat!(
        r#"{"payloads":[{"kind":"Any","value":"[1,null]"},"#,
        r#"{"kind":"Counts","value":[{"key":"a","value":1}]},{"kind":"Named","value":[{"key":"b","value":true}]}]}"#,
    );
    let schema = serde_json::from_str(Message::JSON_SCHEMA).unwrap();
    assert!(jsonschema::draft202012::is_valid(&schema, &serde_json::from_str(text).unwrap()));
    let message: Message = serde_json::from_str(text).unwrap();
    assert_eq!(message.payloads[0], Payload::Any(serde_json::json!([1, null])));
    assert_eq!(serde_json::to_string(&message).unwrap(), text);
    let mut parser = PartialParser::<Message>::new();
    parser.push(&text[..text.len() - 20]).unwrap();
    assert!(format!("{:?}", parser.snapshot()).contains("Entry { key: \"a\", value: 1 }"));
}
