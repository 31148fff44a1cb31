use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "value", content = "value")]
enum Answer {
    Text(String),
}

fn main() {}
