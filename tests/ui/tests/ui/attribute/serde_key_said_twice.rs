use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Answer {
    #[serde(rename = "a", rename = "b")]
    text: String,
}

fn main() {}
