use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    text: String,
    #[serde(flatten)]
    extra: HashMap<String, String>,
}

fn main() {}
