//! Random answers, written as servers at their oddest write them: the answer that was written must be the answer that
//! is read, with the same events, in any split.
//!
//! Every choice is drawn from a tape of numbers. A tape that has ended gives 0, the choice of a server without oddities,
//! so a failure shrinks to the few oddities that cause it.

mod chat;
mod responses;
mod seen;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use structured_core::{Error, Outcome, ToolCall};

use self::seen::Seen;

/// The choices of one case.
struct Tape {
    numbers: std::vec::IntoIter<u16>,
}

impl Tape {
    fn new(numbers: Vec<u16>) -> Self {
        Self { numbers: numbers.into_iter() }
    }

    /// A number below `count`.
    fn pick(&mut self, count: u16) -> u16 {
        self.numbers.next().unwrap_or_default() % count
    }

    fn one_in(&mut self, count: u16) -> bool {
        self.pick(count) == count - 1
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[usize::from(self.pick(u16::try_from(choices.len()).expect("few choices")))].clone()
    }

    /// A text in a few pieces, some of them empty.
    fn pieces(&mut self, text: &str) -> Vec<String> {
        let mut pieces = vec![String::new()];
        for character in text.chars() {
            while self.one_in(8) && pieces.len() < 40 {
                pieces.push(String::new());
            }
            pieces.last_mut().expect("there is one").push(character);
        }
        pieces
    }

    /// A value that no reader may need.
    fn odd(&mut self) -> Value {
        let number = self.pick(100);
        match self.pick(8) {
            0 => Value::Null,
            1 => json!(number),
            2 => json!(f64::from(number) / 8.0),
            3 => json!("x"),
            4 => json!([]),
            5 => json!({}),
            6 => json!([{"id": null}, [number]]),
            _ => json!(true),
        }
    }
}

/// A member that may be absent, odd, or as it should be.
fn side(tape: &mut Tape, object: &mut Value, name: &str, value: Value) {
    match tape.pick(6) {
        0..=3 => object[name] = value,
        4 => object[name] = tape.odd(),
        _ => {}
    }
}

/// What a model wrote.
#[derive(Debug, Clone, PartialEq)]
struct Written {
    reasoning: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Text(Value),
    Refusal(String),
    CutOff(String),
    Filtered(String),
    Calls(Vec<Call>),
}

#[derive(Debug, Clone, PartialEq)]
struct Call {
    id: String,
    name: String,
    arguments: String,
}

impl Written {
    fn new(tape: &mut Tape) -> Self {
        let kind = match tape.pick(8) {
            0..=3 => Kind::Text(value(tape)),
            4 => Kind::Calls((0..=tape.pick(3)).map(|at| call(tape, at)).collect()),
            5 => Kind::Refusal(tape.of(&["I cannot help with that.", "Nein – 😀"]).into()),
            6 => Kind::CutOff(tape.of(&["{\"a\":", "[1]", "Grüße 😀"]).into()),
            _ => Kind::Filtered(tape.of(&["{\"a\":", "I"]).into()),
        };
        let reasoning = tape.of(&["", "", "2 and 2", "Hm… 😀\n{\"a\": 0}"]).into();
        Self { reasoning, kind }
    }

    fn content(&self) -> String {
        match &self.kind {
            Kind::Text(value) => value.to_string(),
            Kind::CutOff(text) | Kind::Filtered(text) => text.clone(),
            Kind::Refusal(_) | Kind::Calls(_) => String::new(),
        }
    }

    fn refusal(&self) -> &str {
        if let Kind::Refusal(text) = &self.kind { text } else { "" }
    }

    fn calls(&self) -> &[Call] {
        if let Kind::Calls(calls) = &self.kind { calls } else { &[] }
    }
}

fn value(tape: &mut Tape) -> Value {
    tape.of(&[
        json!({"a": 1}),
        json!([]),
        json!({"text": "line\n\"quoted\" \\ 😀 ü", "list": [{"b": null}, -1.5]}),
        json!("data: [DONE]\n\n"),
        json!({"error": {"message": "not an error"}, "choices": []}),
        json!(0),
    ])
}

fn call(tape: &mut Tape, at: u16) -> Call {
    let arguments = tape.of(&["{\"p\":1}", "{}", "{\"text\":\"} 😀 {\\\"\"}", "{\"list\":[[1],{}]}"]);
    let name = tape.of(&["f", "g", "f"]);
    Call { id: format!("call_{at}"), name: name.into(), arguments: arguments.into() }
}

/// What was read, in the words of what was written; and the reasoning.
fn kind_of(outcome: &Outcome<Value>, with_ids: bool) -> Kind {
    match outcome {
        Outcome::Parsed(value) => Kind::Text(value.clone()),
        Outcome::Refused(text) => Kind::Refusal(text.clone()),
        Outcome::CutOff(text) => Kind::CutOff(text.clone()),
        Outcome::Filtered(text) => Kind::Filtered(text.clone()),
        Outcome::ToolCalls(calls) => Kind::Calls(calls.iter().map(|call| call_of(call, with_ids)).collect()),
        Outcome::Unreadable(_) | Outcome::Empty => panic!("{outcome:?}"),
    }
}

fn call_of(call: &ToolCall, with_id: bool) -> Call {
    let id = if with_id { call.id().into() } else { String::new() };
    Call { id, name: call.name().into(), arguments: call.arguments().into() }
}

/// An answer as a server sends it.
struct Sent {
    bytes: Vec<u8>,
    /// Whether the calls have their ids, or the server sends none.
    with_ids: bool,
}

/// The frames of a stream as bytes.
fn framed(tape: &mut Tape, frames: &[(Option<&str>, String)], done: Option<&str>) -> Vec<u8> {
    let end = tape.of(&["\n", "\r\n", "\r"]);
    let space = tape.of(&[" ", ""]);
    let mut text = String::new();
    if tape.one_in(8) {
        text.push('\u{feff}');
    }
    if tape.one_in(8) {
        text.push_str(": open");
        text.push_str(end);
        text.push_str(end);
    }
    for (name, data) in frames {
        match tape.pick(24) {
            20 => text.extend([": keep-alive", end, end]),
            21 => text.extend(["event: ping", end, "data: {\"type\": \"ping\"}", end, end]),
            22 => text.extend(["data: null", end, end, "data:", end, end]),
            23 => text.extend(["id: 7", end, "retry: 10", end]),
            _ => {}
        }
        if let Some(name) = name {
            text.extend(["event:", space, *name, end]);
        }
        text.extend(["data:", space, data.as_str(), end, end]);
    }
    if let Some(done) = done {
        text.extend(["data:", space, done, end]);
        if tape.pick(2) == 0 {
            text.push_str(end);
        }
    }
    text.into_bytes()
}

/// JSON as a server writes it: in order, with blanks, or with every character beyond ASCII escaped.
fn json_text(tape: &mut Tape, value: &Value) -> String {
    let text = value.to_string();
    match tape.pick(4) {
        0 | 1 => text,
        2 => serde_json::to_string_pretty(value).expect("JSON").replace('\n', " "),
        _ => text.chars().map(escaped).collect(),
    }
}

fn escaped(character: char) -> String {
    if character.is_ascii() {
        return character.into();
    }
    character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// An error in the middle of an answer, and its words.
fn error(tape: &mut Tape) -> Value {
    tape.of(&[
        json!({"error": {"message": "the worker died", "type": "server_error", "code": 500}}),
        json!({"error": "the worker died"}),
        json!({"object": "error", "message": "the worker died", "code": 500}),
        json!({"detail": "the worker died"}),
        json!({"type": "error", "error": {"type": "overloaded_error", "message": "the worker died"}}),
        json!({"code": 1302, "message": "the worker died"}),
        json!({"errors": [{"message": "the worker died"}]}),
        json!({"type": "error", "message": "the worker died", "code": null, "param": null}),
    ])
}

/// Fails unless the error has the words of [`error`], and everything that the events brought.
fn assert_is_the_error(error: &Error, seen: &Seen, sent: &Sent) {
    let text = String::from_utf8_lossy(&sent.bytes);
    assert!(error.to_string().contains("the worker died"), "{error} in {text}");
    let Error::Interrupted(error) = error else {
        assert_eq!(*seen, Seen::default(), "{error:?} in {text}");
        return;
    };
    assert!(*seen == Seen::default() || matches!(error.cause, Some(Error::Api(_))), "{error:?} in {text}");
    if let [received] = &error.received[..] {
        assert_eq!(received.content, seen.content, "{text}");
    }
}

fn object(members: &[(&str, Value)]) -> Value {
    Value::Object(members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<Map<_, _>>())
}

fn tapes() -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(any::<u16>(), 0..400)
}

/// How many answers each test writes.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)
}
