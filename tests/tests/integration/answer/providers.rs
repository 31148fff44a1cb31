//! Answers of thirteen compatible servers, as recorded: each is read as an independent program reads it.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;
use structured_core::{Error, Outcome, ToolCall, chat, responses};

#[derive(Deserialize)]
struct Meta {
    api: String,
    status: u16,
    stream: bool,
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    outcome: String,
    text: Option<String>,
    json: Option<Value>,
    tool_calls: Vec<ExpectedCall>,
}

#[derive(Deserialize)]
struct ExpectedCall {
    name: String,
    arguments: Value,
    arguments_text: Option<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/provider_answers")
}

/// One folder for each answer, in one for each provider.
fn answers() -> impl Iterator<Item = PathBuf> {
    let folders = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).expect("the folder is committed");
        entries.map(|entry| entry.expect("the folder can be read").path())
    };
    folders(folder()).flat_map(folders)
}

impl Meta {
    fn read(&self, body: &[u8]) -> Result<Outcome<Value>, Error> {
        match (&*self.api, self.stream) {
            ("chat", false) => {
                chat::parse_response(self.status, body).map(|mut completion| completion.choices.remove(0).outcome)
            }
            ("chat", true) => {
                let mut stream = chat::StreamReader::new().with_status(self.status);
                body.chunks(11).for_each(|piece| stream.push(piece));
                stream.finish().map(|mut completion| completion.choices.remove(0).outcome)
            }
            (_, false) => responses::parse_response(self.status, body).map(|response| response.outcome),
            (_, true) => {
                let mut stream = responses::StreamReader::new().with_status(self.status);
                body.chunks(11).for_each(|piece| stream.push(piece));
                stream.finish().map(|response| response.outcome)
            }
        }
    }

    /// What differs from the expectation.
    fn difference(&self, body: &[u8]) -> Option<String> {
        let read = self.read(body);
        let Expected { outcome, text, json, tool_calls } = &self.expected;
        let text = text.as_deref().unwrap_or_default();
        let is_right = match (&**outcome, &read) {
            // A JSON scalar is a text to whom asked for no JSON, and this reader is asked for JSON.
            ("parsed" | "text", Ok(Outcome::Parsed(value))) => json.as_ref().is_none_or(|json| json == value),
            ("text", Ok(Outcome::Unreadable(error))) => error.text() == text,
            ("cut_off", Ok(Outcome::CutOff(came))) => came == text,
            ("refused", Ok(Outcome::Refused(_)))
            | ("filtered", Ok(Outcome::Filtered(_)))
            | ("empty", Ok(Outcome::Empty))
            | ("error", Err(Error::Api(_) | Error::Interrupted(_))) => true,
            ("tool_calls", Ok(Outcome::ToolCalls(calls))) => {
                calls.len() == tool_calls.len()
                    && calls.iter().zip(tool_calls).all(|(call, expected)| expected.is(call))
            }
            _ => false,
        };
        (!is_right).then(|| format!("{outcome} expected, read: {read:?}"))
    }
}

impl ExpectedCall {
    fn is(&self, call: &ToolCall) -> bool {
        let arguments = call.parse::<Value>().unwrap_or_default();
        let text = self.arguments_text.as_deref().unwrap_or(call.arguments());
        call.name() == self.name && arguments == self.arguments && call.arguments() == text
    }
}

#[test]
fn every_recorded_answer_of_a_compatible_server_is_read_as_it_was_meant() {
    let mut differences = Vec::new();
    let mut count = 0;
    for path in answers() {
        let meta = std::fs::read(path.join("meta.json")).expect("each answer is described");
        let meta: Meta = serde_json::from_slice(&meta).expect("the description is JSON");
        let file = if meta.stream { "response.sse" } else { "response.json" };
        let body = std::fs::read(path.join(file)).expect("each case has an answer");
        differences.extend(meta.difference(&body).map(|difference| format!("{}: {difference}", path.display())));
        count += 1;
    }
    assert_eq!(count, 72);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
