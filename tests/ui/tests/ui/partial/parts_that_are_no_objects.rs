// errors: 5
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Debug, Clone, Deserialize, StructuredOutput)]
#[structured(partial)]
enum Unit {
    First,
    Second,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
#[structured(partial)]
enum Tagged {
    Words(Vec<String>),
    Count(u8),
    Unit(Unit),
    Nothing,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Answer {
    #[serde(flatten)]
    unit: Unit,
    #[serde(flatten)]
    text: String,
}

fn main() {}
