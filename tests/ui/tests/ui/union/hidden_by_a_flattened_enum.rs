// errors: 4
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
enum Kind {
    Key { code: String },
    Idle,
}

#[derive(Deserialize, StructuredOutput)]
struct Event {
    id: u32,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Deserialize, StructuredOutput)]
struct Idle {
    id: u32,
    r#type: OnlyIdle,
}

#[derive(Deserialize, StructuredOutput)]
enum OnlyIdle {
    Idle,
}

#[derive(Deserialize, StructuredOutput)]
struct Named {
    r#type: String,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum ByTheEnum {
    Kind(Kind),
    Event(Event),
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum ByAStruct {
    Named(Named),
    Event(Event),
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum ByOneVariant {
    Event(Event),
    Idle(Idle),
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum ByTheSame {
    Nothing { text: String },
    Event(Event),
    Inline {
        id: u8,
        number: i64,
        #[serde(flatten)]
        kind: Kind,
    },
}

fn main() {}
