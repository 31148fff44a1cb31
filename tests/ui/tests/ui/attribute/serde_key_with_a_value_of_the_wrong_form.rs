use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Answer {
    #[serde(rename = 3)]
    text: String,
}

fn main() {}
