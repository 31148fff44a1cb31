// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Kind {
    Click { x: i32, y: i32 },
    Idle,
}

#[derive(StructuredOutput)]
struct Event {
    id: u32,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(StructuredOutput)]
struct Signed {
    author: String,
    #[serde(flatten)]
    event: Event,
}

const SCHEMA: &str = Event::JSON_SCHEMA;
const SIGNED: &str = Signed::JSON_SCHEMA;

fn main() {}
