use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(from = "HashMap<String, u64>")]
struct Counts {
    total: u64,
}

fn main() {}
