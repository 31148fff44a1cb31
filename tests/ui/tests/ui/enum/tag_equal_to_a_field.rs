use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Text { r#type: String },
}

fn main() {}
