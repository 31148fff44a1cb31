// errors: 2
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
#[structured(partial)]
enum Kind {
    Click { x: i32, y: i32 },
    Idle,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Event {
    id: u32,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Of<T> {
    value: T,
    #[serde(flatten)]
    kind: Kind,
}

fn main() {}
