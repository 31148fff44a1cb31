//! Answers that providers really gave, streamed and not: each is read as `index.json` says.
//!
//! `recorded.txt` lists them; `RECORDED_ANSWERS=overwrite cargo test` writes it anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;
use structured_core::{Error, Outcome, ToolCall, chat, responses};

#[derive(Deserialize)]
struct Case {
    set: String,
    name: String,
    api: String,
    host: Option<String>,
    stream: bool,
    files: Files,
    expect: String,
    value: Value,
}

#[derive(Deserialize)]
struct Files {
    response: String,
}

/// What the index says of one choice.
struct Expected<'a> {
    parsed: &'a Value,
    refusal: &'a str,
    tool_calls: &'a [Value],
}

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers")
}

fn cases() -> Vec<Case> {
    let index = std::fs::read(fixtures().join("index.json")).expect("the index is committed");
    serde_json::from_slice(&index).expect("the index is JSON")
}

impl Case {
    fn body(&self) -> Vec<u8> {
        std::fs::read(fixtures().join(&self.files.response)).expect("each case has an answer")
    }

    /// The outcomes of all choices.
    fn read(&self) -> Result<Vec<Outcome<Value>>, Error> {
        let body = self.body();
        if self.api == "/v1/responses" {
            return Ok(vec![self.read_response(&body)?.outcome]);
        }
        let completion = if self.stream { streamed(chat::StreamReader::new(), &body)? } else { chat::parse(&body)? };
        Ok(completion.choices.into_iter().map(|choice| choice.outcome).collect())
    }

    fn read_response(&self, body: &[u8]) -> Result<responses::Response<Value>, Error> {
        if !self.stream {
            return responses::parse(body);
        }
        let mut stream = responses::StreamReader::new();
        stream.push(body);
        stream.finish()
    }

    fn expected(&self, index: usize) -> Expected<'_> {
        const NOTHING: &Value = &Value::Null;
        if self.set == "node" {
            let value = &self.value[index];
            let refusal = if self.expect == "refusal" { value.as_str().unwrap_or_default() } else { "" };
            return Expected { parsed: value, refusal, tool_calls: &[] };
        }
        let choice = &self.value[index];
        Expected {
            parsed: choice.get("parsed").unwrap_or(NOTHING),
            refusal: choice["refusal"].as_str().unwrap_or_default(),
            tool_calls: choice["tool_calls"].as_array().map_or(&[], Vec::as_slice),
        }
    }

    /// What the table says of the case; panics where the reading differs from the index.
    fn check(&self) -> &'static str {
        let outcomes = match self.read() {
            Err(error) if self.expect == "other" => {
                assert!(matches!(error, Error::Body { .. }), "{}: {error}", self.name);
                return "refused: no body of this API";
            }
            outcomes => outcomes.unwrap_or_else(|error| panic!("{}: {error}", self.name)),
        };
        if self.expect == "text" {
            // No schema was asked for: the text is kept, and is no JSON.
            let [Outcome::Unreadable(error)] = &outcomes[..] else { panic!("{}: {outcomes:?}", self.name) };
            assert_eq!(error.text(), self.value);
            return "text";
        }
        assert_eq!(outcomes.len(), self.value.as_array().map_or(0, Vec::len), "{}", self.name);
        let mut words = outcomes.iter().enumerate().map(|(index, outcome)| self.check_choice(index, outcome));
        let word = words.next().expect("each case has a choice");
        assert!(words.all(|other| other == word), "{}", self.name);
        word
    }

    fn check_choice(&self, index: usize, outcome: &Outcome<Value>) -> &'static str {
        let expected = self.expected(index);
        match (&*self.expect, outcome) {
            ("parsed", Outcome::Parsed(value)) => {
                assert_eq!(value, expected.parsed, "{}", self.name);
                "parsed"
            }
            ("refusal", Outcome::Refused(text)) => {
                assert_eq!(text, expected.refusal, "{}", self.name);
                "refused by the model"
            }
            ("tool_calls", Outcome::ToolCalls(calls)) => {
                assert_eq!(calls.len(), expected.tool_calls.len(), "{}", self.name);
                calls.iter().zip(expected.tool_calls).for_each(|(call, expected)| check_call(call, expected));
                "tool calls"
            }
            (expect, outcome) => panic!("{}: {expect} expected, {outcome:?} read", self.name),
        }
    }
}

fn check_call(call: &ToolCall, expected: &Value) {
    assert_eq!(call.name(), expected["name"]);
    assert_eq!(call.parse::<Value>().expect("recorded arguments are JSON"), expected["arguments"]);
    assert!(!call.id().is_empty());
}

fn streamed(mut stream: chat::StreamReader<Value>, body: &[u8]) -> Result<chat::ChatCompletion<Value>, Error> {
    for chunk in body.chunks(7) {
        stream.push(chunk);
    }
    stream.finish()
}

#[test]
fn every_recorded_answer_is_read_as_the_index_says() {
    let cases = cases();
    assert_eq!(cases.len(), 99);
    let mut table = String::new();
    for case in &cases {
        let how = if case.stream { "streamed" } else { "whole" };
        let host = case.host.as_deref().unwrap_or("-");
        writeln!(table, "{:<9} {how:<8} {:<28} {host} {} {}", case.set, case.check(), case.api, case.name)
            .expect("a string takes any text");
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/integration/answer/recorded.txt");
    if std::env::var_os("RECORDED_ANSWERS").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, &table).expect("the table can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("the table is committed");
    assert_eq!(committed, table, "`RECORDED_ANSWERS=overwrite cargo test` writes the table anew");
}

#[test]
fn every_file_of_the_fixtures_belongs_to_a_case() {
    let named: Vec<String> = cases().into_iter().map(|case| case.files.response).collect();
    for set in ["node", "recorded"] {
        for file in std::fs::read_dir(fixtures().join(set)).expect("the set is committed") {
            let name = file.expect("the folder can be read").file_name().into_string().expect("names are ASCII");
            if name.contains(".response.") {
                assert!(named.contains(&format!("{set}/{name}")), "{name} is in no case");
            }
        }
    }
}
