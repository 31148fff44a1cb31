use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(content = "value")]
enum Answer {
    Text(String),
}

fn main() {}
