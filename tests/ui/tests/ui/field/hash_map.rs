use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    counts: HashMap<String, i64>,
}

fn main() {}
