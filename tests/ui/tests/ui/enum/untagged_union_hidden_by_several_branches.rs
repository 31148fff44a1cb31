// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Inner {
    Number(u8),
    Words(Vec<String>),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Values {
    Number(i64),
    Words(Vec<String>),
    Inner(Inner),
}

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Event {
    Started { at: u64 },
    Ended { after: f64 },
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Deeper {
    Event(Event),
    Flag(bool),
    Nothing,
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Events {
    Nothing,
    Started { at: u64, r#type: String },
    Ended { after: f64, r#type: String },
    Flag(bool),
    Deeper(Deeper),
}

#[derive(StructuredOutput)]
struct Answer {
    values: Values,
    events: Events,
}

fn main() {}
