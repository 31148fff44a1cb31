//! Every answer is admitted by the schema of its request, as another validator has it.

use std::sync::Arc;

use serde_json::Value;
use structured_core::profile::Profile;
use structured_lint::Document;
use structured_serve::{Options, TestServer};

use crate::support;
use crate::support::{chat, fixture, with_schema, with_tool};

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

/// Types that refuse, in code of their own, some of what their schema admits.
const BEYOND_THE_SCHEMA: &[&str] = &["Ordered"];

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
    // Each type is for the profile that it names; most are for today's rules, too.
    let mut servers = vec![TestServer::start().await];
    for profile in Profile::ALL {
        servers.push(TestServer::with(Options { profile, ..Options::default() }).await);
    }
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
            let mut answers = Vec::new();
            for server in &servers {
                answers.push(chat(server, with_schema("accepted", &schema)).await);
                if answers[answers.len() - 1].status == 200 {
                    break;
                }
            }
            let answer = answers.pop().unwrap();
            assert_eq!(answer.status, 200, "{}: {}\n{schema}", accepted.name, answer.text);
            let text = answer.content();
            assert_admits(&schema, &text);
            if BEYOND_THE_SCHEMA.contains(&accepted.name) {
                continue;
            }
            (accepted.read)(&read(&text))
                .unwrap_or_else(|error| panic!("{}: {error}\n{text}\n{schema}", accepted.name));
        }
    }
    assert!(roots > 100, "{roots}");
}

/// Answers that random schemas admit, until there are `count`. Every second seed belongs to it, from `first` on. Returns
/// the number of schemas.
async fn random_schemas_are_answered(server: Arc<TestServer>, first: u64, count: usize) -> usize {
    let client = reqwest::Client::new();
    let url = format!("{}/chat/completions", server.base_url());
    let (mut answered, mut written) = (0, 0);
    for seed in (first..).step_by(2) {
        if answered == count {
            break;
        }
        written += 1;
        let schema = support::random_schema::schema(seed);
        let response = client.post(&url).body(with_schema("random", &schema)).send().await.unwrap();
        let answer = support::read(response).await;
        if answer.status == 400 {
            // Some are refused: a definition that goes on without end, or two branches that begin alike.
            let (message, _, code) = answer.error();
            assert_ne!(code.as_deref(), Some("unanswerable_schema"), "seed {seed}: {message}\n{schema}");
            continue;
        }
        assert_admits(&schema, &answer.content());
        answered += 1;
    }
    written
}

/// On two threads, because it is the last of these tests and takes long.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_random_schemas_are_answered_with_values_that_they_admit() {
    let server = Arc::new(TestServer::start().await);
    let halves = [1, 2].map(|first| tokio::spawn(random_schemas_are_answered(Arc::clone(&server), first, 5_000)));
    let mut written = 0;
    for half in halves {
        written += half.await.unwrap();
    }
    assert!(written < 15_000, "{written} schemas were written for 10,000 that are taken");
}

#[test]
#[should_panic(expected = "is not a \"email\"")]
fn the_judge_of_these_tests_looks_at_formats() {
    assert_admits(r#"{"type":"string","format":"email"}"#, "\"nobody\"");
}

#[tokio::test]
async fn schemas_that_are_not_strict_are_answered_with_values_that_they_admit() {
    let server = TestServer::start().await;
    for schema in [
        r#"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}"#,
        r#"{"type":"object","properties":{"a":{"oneOf":[{"type":"string"},{"type":"integer"}]}},"required":["a"]}"#,
        r##"{"type":"object","properties":{"a":{"allOf":[{"$ref":"#/$defs/P"},{"properties":{"y":{"type":"boolean"}},"required":["y"]}]}},"required":["a"],"$defs":{"P":{"type":"object","properties":{"x":{"type":"number"}},"required":["x"]}}}"##,
        r#"{"type":"object","properties":{"a":{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"minItems":2,"maxItems":2}},"required":["a"]}"#,
        r#"{"type":"object","properties":{"a":{"type":"array","items":{"type":"integer","minimum":1,"maximum":5},"uniqueItems":true,"minItems":5}},"required":["a"]}"#,
        r#"{"type":"object","properties":{"a":{"type":"string","minLength":3,"allOf":[{"maxLength":5},{"pattern":"^[a-z]*$"}]}},"required":["a"]}"#,
        r#"{"properties":{"a":{"enum":["x",1,null,{"k":[1]}]}},"required":["a"]}"#,
        r#"{"type":"object","properties":{"a":{"type":"integer","minimum":3,"anyOf":[{"maximum":4},{"multipleOf":10}]}},"required":["a"]}"#,
        r#"{"type":"object","properties":{"a":{}},"required":["a","b"],"additionalProperties":{"type":"integer"}}"#,
        r##"{"type":"object","properties":{"a":{"type":"string"},"b":{"$ref":"#/properties/a"}},"required":["a","b"]}"##,
        r##"{"type":"object","properties":{"a":{"$ref":"#/definitions/A","maxLength":2}},"required":["a"],"definitions":{"A":{"type":"string","minLength":2}}}"##,
        r#"{"type":["object"],"properties":{"a":{"type":["integer","string"],"minimum":5,"minLength":4}},"required":["a"]}"#,
    ] {
        for _ in 0..10 {
            let body = with_schema("loose", schema).replace("\"strict\":true", "\"strict\":false");
            assert_admits(schema, &chat(&server, body).await.content());
        }
    }
}
