use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Counts(HashMap<String, u64>),
    Number { value: f64 },
}

fn main() {}
