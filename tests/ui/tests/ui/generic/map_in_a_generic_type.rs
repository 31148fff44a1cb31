use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Page<T> {
    items: Vec<T>,
    counts: HashMap<String, u64>,
}

fn main() {}
