use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Counts(HashMap<String, u64>),
    Text(String),
}

fn main() {}
