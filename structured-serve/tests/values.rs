//! Every answer is admitted by the schema of its request, as another validator has it.

mod support;

use serde_json::Value;
use structured_core::lint::Document;
use structured_serve::TestServer;
use support::{chat, with_schema, with_tool};

fn fixture(file: &str) -> String {
    let path = format!("{}/tests/fixtures/schemas/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[track_caller]
fn assert_admits(schema: &str, value: &str) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let value: Value = serde_json::from_str(value).unwrap_or_else(|error| panic!("{error}: {value}"));
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    if let Err(error) = validator.validate(&value) {
        panic!("{error} at {}\nschema: {schema}\nvalue: {value}", error.instance_path());
    }
}

#[tokio::test]
async fn every_schema_that_the_api_took_is_answered_with_a_value_that_it_admits() {
    let server = TestServer::start().await;
    let index: Value = serde_json::from_str(&fixture("index.json")).unwrap();
    let cases = index["valid"].as_array().unwrap();
    for case in cases {
        let schema = fixture(case["file"].as_str().unwrap());
        for _ in 0..3 {
            let answer = chat(&server, with_schema("fixture", &schema)).await;
            assert_admits(&schema, &answer.content());
            let answer = chat(&server, with_tool("fixture", &schema)).await;
            let arguments = &answer.json()["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"];
            assert_admits(&schema, arguments.as_str().unwrap_or_else(|| panic!("{}", answer.text)));
        }
    }
    assert_eq!(cases.len(), 65);
}

/// A schema without its definitions, and these as a member of an object. The order of properties is kept.
fn parts(schema: &str) -> (String, String) {
    let (mut kept, mut definitions) = (Vec::new(), String::new());
    for member in Document::read(schema).unwrap().root.members().unwrap() {
        let text = format!("\"{}\":{}", member.name, member.value.to_minified());
        if &*member.name == "$defs" {
            definitions = format!(",{text}");
        } else {
            kept.push(text);
        }
    }
    (format!("{{{}}}", kept.join(",")), definitions)
}

#[tokio::test]
async fn every_accepted_type_of_the_project_is_answered_with_a_value_that_it_reads() {
    let server = TestServer::start().await;
    let mut roots = 0;
    for accepted in structured_tests::types::accepted_types() {
        let mut schema = accepted.schema.to_owned();
        // A component is the property of a root, with its definitions at the top.
        let mut read: Box<dyn Fn(&str) -> String> = Box::new(str::to_owned);
        let node: Value = serde_json::from_str(&schema).unwrap();
        if node["type"] != "object" {
            let (component, definitions) = parts(&schema);
            if component.contains("\"#\"") {
                continue;
            }
            schema = format!(
                r#"{{"type":"object","properties":{{"value":{component}}},"required":["value"],"additionalProperties":false{definitions}}}"#
            );
            read = Box::new(|text| serde_json::from_str::<Value>(text).unwrap()["value"].to_string());
        }
        roots += 1;
        for _ in 0..3 {
            let answer = chat(&server, with_schema("accepted", &schema)).await;
            assert_eq!(answer.status, 200, "{}: {}\n{schema}", accepted.name, answer.text);
            let text = answer.content();
            assert_admits(&schema, &text);
            (accepted.read)(&read(&text))
                .unwrap_or_else(|error| panic!("{}: {error}\n{text}\n{schema}", accepted.name));
        }
    }
    assert!(roots > 100, "{roots}");
}
