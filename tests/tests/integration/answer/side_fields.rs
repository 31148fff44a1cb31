//! What stands beside the answer never costs it: each member of each recorded answer that is neither the content nor a
//! call nor the word for how it ended is dropped, and replaced by a value of every other type.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use structured_core::{Error, Outcome, chat, responses};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Api {
    Chat,
    Responses,
}

/// A recorded answer: the data of its events, or its one body.
struct Recording {
    name: String,
    api: Api,
    frames: Vec<Frame>,
    streamed: bool,
}

#[derive(Clone)]
struct Frame {
    /// The line that names the event.
    name: Option<String>,
    /// The data; `None` for what is no JSON object.
    data: Option<Value>,
    text: String,
}

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The answers of the official API, of compatible servers, and the odd ones.
fn recordings() -> Vec<Recording> {
    let mut recordings = Vec::new();
    let index: Value = serde_json::from_str(&read(&fixtures().join("answers/index.json"))).expect("the index is JSON");
    for case in index.as_array().expect("a list") {
        let api = match case["api"].as_str() {
            Some("/v1/responses") => Api::Responses,
            _ => Api::Chat,
        };
        let file = case["files"]["response"].as_str().unwrap_or_default();
        recordings.push(Recording::new(
            file,
            api,
            &read(&fixtures().join("answers").join(file)),
            case["stream"] == true,
        ));
    }
    for provider in std::fs::read_dir(fixtures().join("provider_answers")).expect("the folder is committed") {
        for answer in std::fs::read_dir(provider.expect("a folder").path()).expect("a folder") {
            let path = answer.expect("a folder").path();
            let meta: Value = serde_json::from_str(&read(&path.join("meta.json"))).expect("the description is JSON");
            let api = if meta["api"] == "responses" { Api::Responses } else { Api::Chat };
            let streamed = meta["stream"] == true;
            let file = path.join(if streamed { "response.sse" } else { "response.json" });
            recordings.push(Recording::new(&file.display().to_string(), api, &read(&file), streamed));
        }
    }
    recordings
}

impl Recording {
    fn new(name: &str, api: Api, text: &str, streamed: bool) -> Self {
        let frames = if streamed {
            let text = text.replace("\r\n", "\n");
            text.split("\n\n").filter(|event| !event.trim().is_empty()).map(Frame::read).collect()
        } else {
            let data = serde_json::from_str(text).ok();
            vec![Frame { name: None, data, text: text.to_owned() }]
        };
        Self { name: name.to_owned(), api, frames, streamed }
    }

    /// The body with one frame replaced.
    fn body(&self, changed: usize, data: &Value) -> String {
        if !self.streamed {
            return data.to_string();
        }
        let mut body = String::new();
        for (at, frame) in self.frames.iter().enumerate() {
            if at == changed {
                let name = frame.name.iter().map(|name| format!("event: {name}\n")).collect::<String>();
                body += &format!("{name}data: {data}\n\n");
            } else {
                body += &format!("{}\n\n", frame.text);
            }
        }
        body
    }

    fn outcome(&self, body: &str) -> Result<Vec<Outcome<Value>>, Error> {
        match (self.api, self.streamed) {
            (Api::Chat, false) => chat::parse(body.as_bytes()).map(of_choices),
            (Api::Chat, true) => {
                let mut stream = chat::StreamReader::new();
                stream.push(body.as_bytes());
                stream.finish().map(of_choices)
            }
            (Api::Responses, false) => responses::parse(body.as_bytes()).map(|response| vec![response.outcome]),
            (Api::Responses, true) => {
                let mut stream = responses::StreamReader::new();
                stream.push(body.as_bytes());
                stream.finish().map(|response| vec![response.outcome])
            }
        }
    }

    /// The frames that are changed: all of a short stream, and some of a long one.
    fn sample(&self) -> Vec<usize> {
        let count = self.frames.len();
        (0..count).filter(|at| *at < 3 || at + 4 > count || at % (count / 4).max(1) == 0).collect()
    }
}

fn of_choices(completion: chat::ChatCompletion<Value>) -> Vec<Outcome<Value>> {
    completion.choices.into_iter().map(|choice| choice.outcome).collect()
}

impl Frame {
    fn read(event: &str) -> Self {
        let line = |field: &str| event.lines().find_map(|line| Some(line.strip_prefix(field)?.trim().to_owned()));
        let data = line("data:").and_then(|data| serde_json::from_str(&data).ok()).filter(Value::is_object);
        Self { name: line("event:"), data, text: event.to_owned() }
    }
}

/// Members that are the answer, or say how it ended; with all that is in them.
const CHAT_ANSWER: [&str; 12] = [
    "choices",
    "message",
    "delta",
    "content",
    "tool_calls",
    "function_call",
    "refusal",
    "finish_reason",
    "native_finish_reason",
    "error",
    "reasoning_content",
    "reasoning",
];
const RESPONSES_ANSWER: [&str; 13] = [
    "output",
    "content",
    "response",
    "item",
    "part",
    "delta",
    "text",
    "arguments",
    "refusal",
    "status",
    "phase",
    "error",
    "incomplete_details",
];

/// Lists and objects of the answer that are looked into, since they hold side fields too.
const CONTAINERS: [&str; 9] =
    ["choices", "message", "delta", "output", "response", "item", "incomplete_details", "content", "part"];

/// The JSON pointers of all side fields.
fn side_fields(api: Api, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(api, value, "", &mut found);
    found
}

fn collect(api: Api, value: &Value, path: &str, found: &mut Vec<String>) {
    let answer = if api == Api::Chat { &CHAT_ANSWER[..] } else { &RESPONSES_ANSWER[..] };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(api, item, &format!("{path}/{index}"), found);
            }
        }
        Value::Object(members) => {
            // A call is the answer.
            let is_call = members.contains_key("call_id") || members.contains_key("function");
            for (name, value) in members.iter().filter(|_| !is_call) {
                let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
                let name = name.as_str();
                if !answer.contains(&name) {
                    found.push(path);
                } else if CONTAINERS.contains(&name) && !(api == Api::Chat && name == "content") {
                    collect(api, value, &path, found);
                }
            }
        }
        _ => {}
    }
}

/// Replaces the value at a pointer, or takes it out.
fn changed(value: &Value, pointer: &str, by: Option<&Value>) -> Value {
    let mut value = value.clone();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer has a name");
    let name = name.replace("~1", "/").replace("~0", "~");
    if let Some(Value::Object(members)) = value.pointer_mut(parent) {
        match by {
            Some(by) => members.insert(name, by.clone()),
            None => members.remove(&name),
        };
    }
    value
}

/// What cannot be told from what a server may mean.
fn says_something_else(api: Api, pointer: &str, by: Option<&Value>) -> bool {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let is = |of: fn(&Value) -> bool| by.is_some_and(of);
    match (api, name) {
        // Another number is another choice, and another type another kind of item or part.
        (Api::Chat, "index") => is(Value::is_number),
        (Api::Responses, "type") => is(Value::is_string),
        _ => false,
    }
}

#[test]
fn no_side_field_of_any_type_costs_the_answer() {
    let values = [Value::Null, json!(7), json!("odd"), json!([1, "x"]), json!({"odd": 1})];
    let (mut checked, mut wrong) = (0, Vec::new());
    for recording in recordings() {
        let whole: String = recording.frames.iter().map(|frame| format!("{}\n\n", frame.text)).collect();
        let expected = recording.outcome(&whole);
        if expected.is_err() {
            continue;
        }
        for at in recording.sample() {
            let Some(data) = &recording.frames[at].data else { continue };
            for pointer in side_fields(recording.api, data) {
                for by in values.iter().map(Some).chain([None]) {
                    if says_something_else(recording.api, &pointer, by) {
                        continue;
                    }
                    let body = recording.body(at, &changed(data, &pointer, by));
                    let outcome = recording.outcome(&body);
                    if outcome != expected {
                        let what = format!("{}: frame {at}, {pointer} replaced by {by:?}", recording.name);
                        wrong.push(format!("{what}: {outcome:?}"));
                    }
                    checked += 1;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    assert!(checked > 20_000, "{checked}");
}

#[test]
fn bytes_that_are_not_utf8_cost_the_answer_only_where_they_are_in_it() {
    /// The body with `!` in the place of a byte that is not UTF-8.
    fn bytes(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| if byte == b'!' { 0xFF } else { byte }).collect()
    }
    let chat = |id: &str, content: &str| {
        format!(
            r#"{{"id": "{id}", "x": "{id}", "choices": [{{"finish_reason": "stop", "message": {{"content": "{content}"}}}}]}}"#
        )
    };
    let response = |id: &str, text: &str| {
        format!(
            r#"{{"id": "{id}", "x": "{id}", "status": "completed", "output": [{{"type": "message", "content": "{text}"}}]}}"#
        )
    };
    let chunk = |id: &str, content: &str| {
        let delta = format!(r#"{{"id": "{id}", "choices": [{{"delta": {{"content": "{content}"}}}}]}}"#);
        format!("data: {delta}\n\ndata: {{\"choices\": [{{\"delta\": {{}}, \"finish_reason\": \"stop\"}}]}}\n\n")
    };
    let event = |id: &str, delta: &str| {
        let text = format!(r#"{{"type": "response.output_text.delta", "x": "{id}", "delta": "{delta}"}}"#);
        format!(
            "data: {text}\n\ndata: {{\"type\": \"response.completed\", \"response\": {{\"status\": \"completed\"}}}}\n\n"
        )
    };
    let streamed_chat = |body: String| {
        let mut stream = chat::StreamReader::<String>::new();
        stream.push(&bytes(&body));
        stream.finish().and_then(chat::ChatCompletion::into_parsed)
    };
    let streamed_response = |body: String| {
        let mut stream = responses::StreamReader::<String>::new();
        stream.push(&bytes(&body));
        stream.finish().and_then(responses::Response::into_parsed)
    };
    let read = |id: &str, text: &str| {
        let text = text.replace('"', "\\\"");
        [
            chat::parse::<String>(&bytes(&chat(id, &text))).and_then(chat::ChatCompletion::into_parsed),
            responses::parse::<String>(&bytes(&response(id, &text))).and_then(responses::Response::into_parsed),
            streamed_chat(chunk(id, &text)),
            streamed_response(event(id, &text)),
        ]
    };
    for answer in read("a!b", r#""yes""#) {
        assert_eq!(answer.as_deref(), Ok("yes"));
    }
    for answer in read("ab", r#""y!s""#) {
        assert!(answer.is_err(), "{answer:?}");
    }
}
