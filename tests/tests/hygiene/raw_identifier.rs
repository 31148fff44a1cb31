//! Raw identifiers are names without their `r#`.
#![expect(non_camel_case_types, reason = "raw identifiers are lower case")]

use serde::{Deserialize, Serialize};
use structured_core::{StructuredOutput, json_schema};

#[derive(Debug, Serialize, Deserialize, StructuredOutput)]
struct r#struct {
    r#type: r#enum,
    r#match: Vec<r#enum>,
    r#loop: Option<Box<r#struct>>,
}

#[derive(Debug, Serialize, Deserialize, StructuredOutput)]
enum r#enum {
    r#if,
    r#else,
}

#[derive(Debug, Serialize, Deserialize, StructuredOutput)]
enum r#union<r#fn> {
    r#async { r#await: r#fn },
    r#yield(r#fn),
}

#[test]
fn raw_identifiers_are_names_without_their_mark() {
    assert_eq!(r#struct::NAME, "struct");
    assert_eq!(
        r#struct::JSON_SCHEMA,
        concat!(
            r##"{"type":"object","properties":{"type":{"$ref":"#/$defs/enum"},"##,
            r##""match":{"type":"array","items":{"$ref":"#/$defs/enum"}},"loop":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"##,
            r#""required":["type","match","loop"],"additionalProperties":false,"#,
            r#""$defs":{"enum":{"type":"string","enum":["if","else"]}}}"#
        )
    );
    let value = r#struct { r#type: r#enum::r#if, r#match: vec![r#enum::r#else], r#loop: None };
    assert_eq!(
        serde_json::to_string(&value).expect("it can be written"),
        r#"{"type":"if","match":["else"],"loop":null}"#
    );
    let union = json_schema::<r#union<bool>>();
    assert!(union.contains(r#"{"async":{"type":"object","properties":{"await":{"type":"boolean"}}"#), "{union}");
    let value = r#union::r#async { r#await: r#union::r#yield(true) };
    assert_eq!(serde_json::to_string(&value).expect("it can be written"), r#"{"async":{"await":{"yield":true}}}"#);
}
