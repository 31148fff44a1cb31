use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    rows: Vec<Option<HashMap<String, i64>>>,
}

fn main() {}
