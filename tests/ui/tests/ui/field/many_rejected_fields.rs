// errors: 3
use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    counts: HashMap<String, i64>,
    position: (f64, f64),
    id: u128,
    kept: String,
}

fn main() {}
