use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Answer {
    #[serde(renam = "body")]
    text: String,
}

fn main() {}
