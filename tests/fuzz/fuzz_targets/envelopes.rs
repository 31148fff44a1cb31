//! Envelopes with odd members, built by structure: bodies and streams of both APIs. They are read to the same events and
//! the same end in any split, what came goes back, and nothing panics.
#![no_main]

#[path = "../../tests/integration/answer/transcript.rs"]
mod transcript;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};
use structured_core::{chat, responses};

use transcript::transcript;

/// A value of any type, where a server may put one.
#[derive(Debug, Arbitrary)]
enum Odd {
    Null,
    Bool(bool),
    Number(i16),
    Float(i8),
    Text(String),
    Word(Word),
    List(Vec<Odd>),
    Object(Vec<(Word, Odd)>),
}

/// The words of the wire, as names and as values.
#[derive(Debug, Clone, Copy, Arbitrary)]
enum Word {
    Id, Index, Type, Role, Content, Refusal, ToolCalls, Function, FunctionCall, Name, Arguments, Input, CallId, Message,
    Delta, FinishReason, NativeFinishReason, Error, Code, Detail, Usage, Logprobs, Choices, Output, Status, Phase, Text,
    OutputText, Item, ItemId, Part, OutputIndex, ContentIndex, Response, Reasoning, ReasoningContent, ReasoningDetails,
    Summary, Stop, Length, Assistant, FinalAnswer, Completed, Incomplete, Failed, Json, HalfJson, Empty, Call, Thinking,
}

const WORDS: [&str; 50] = [
    "id", "index", "type", "role", "content", "refusal", "tool_calls", "function", "function_call", "name", "arguments",
    "input", "call_id", "message", "delta", "finish_reason", "native_finish_reason", "error", "code", "detail", "usage",
    "logprobs", "choices", "output", "status", "phase", "text", "output_text", "item", "item_id", "part", "output_index",
    "content_index", "response", "reasoning", "reasoning_content", "reasoning_details", "summary", "stop", "length",
    "assistant", "final_answer", "completed", "incomplete", "failed", "{\"a\":[1]}", "{\"a\":", "", "c1", "thinking",
];

impl Word {
    fn text(self) -> &'static str {
        WORDS[self as usize]
    }
}

impl Odd {
    fn json(&self, depth: usize) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => json!(value),
            Self::Number(number) => json!(number),
            Self::Float(number) => json!(f64::from(*number) / 4.0),
            Self::Text(text) => json!(text),
            Self::Word(word) => json!(word.text()),
            Self::List(_) | Self::Object(_) if depth > 6 => Value::Null,
            Self::List(items) => items.iter().map(|item| item.json(depth + 1)).collect(),
            Self::Object(members) => object(members, depth),
        }
    }
}

fn object(members: &[(Word, Odd)], depth: usize) -> Value {
    let members = members.iter().map(|(name, value)| (name.text().to_owned(), value.json(depth + 1)));
    Value::Object(members.collect::<Map<_, _>>())
}

/// One event of a stream; the same members make a body.
#[derive(Debug, Arbitrary)]
struct Frame {
    kind: u8,
    members: Vec<(Word, Odd)>,
    outer: Vec<(Word, Odd)>,
}

const KINDS: [&str; 12] = [
    "response.output_text.delta", "response.output_text.done", "response.refusal.delta", "response.refusal.done",
    "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.added",
    "response.output_item.done", "response.content_part.done", "response.reasoning_text.delta", "response.completed",
    "response.incomplete",
];

impl Frame {
    /// A chunk whose delta, or a choice whose message, has the members.
    fn chat(&self, place: &str) -> Value {
        let mut choice = json!({place: object(&self.members, 0)});
        if let Value::Object(outer) = object(&self.outer, 0) {
            choice.as_object_mut().expect("an object").extend(outer);
        }
        json!({"choices": [choice]})
    }

    fn response(&self) -> Value {
        let kind = KINDS[usize::from(self.kind) % KINDS.len()];
        let mut event = object(&self.members, 0);
        event["type"] = kind.into();
        for (name, inner) in [("item", object(&self.outer, 0)), ("response", json!({"output": [object(&self.outer, 0)]}))] {
            if event.get(name).is_none() {
                event[name] = inner;
            }
        }
        event
    }
}

fn read_chat(body: &[u8], size: usize) -> String {
    transcript!(chat::StreamReader::<Value, String>::with_default_sink(), body, size)
}

fn read_response(body: &[u8], size: usize) -> String {
    transcript!(responses::StreamReader::<Value, String>::with_default_sink(), body, size)
}

fuzz_target!(|frames: Vec<Frame>| {
    let stream = |event: &dyn Fn(&Frame) -> Value| -> Vec<u8> {
        let events = frames.iter().map(|frame| format!("data: {}\n\n", event(frame)));
        (events.collect::<String>() + "data: [DONE]\n\n").into_bytes()
    };
    let chunks = stream(&|frame| frame.chat("delta"));
    assert_eq!(read_chat(&chunks, chunks.len()), read_chat(&chunks, 3));
    let events = stream(&Frame::response);
    assert_eq!(read_response(&events, events.len()), read_response(&events, 3));
    for frame in &frames {
        if let Ok(completion) = chat::parse::<Value>(frame.chat("message").to_string().as_bytes()) {
            let stored = serde_json::to_string(&completion).expect("an answer is JSON");
            let again: chat::ChatCompletion<Value> = serde_json::from_str(&stored).expect("the same answer");
            assert_eq!(again, completion);
        }
        let body = json!({"status": "completed", "output": [object(&frame.members, 0), object(&frame.outer, 0)]});
        if let Ok(response) = responses::parse::<Value>(body.to_string().as_bytes()) {
            let stored = serde_json::to_string(&response).expect("an answer is JSON");
            let again: responses::Response<Value> = serde_json::from_str(&stored).expect("the same answer");
            assert_eq!(again, response);
        }
    }
});
