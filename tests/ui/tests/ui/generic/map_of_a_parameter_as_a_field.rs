use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Page<T> {
    items: Vec<T>,
}

#[derive(StructuredOutput)]
struct Answer {
    pages: Page<HashMap<String, u64>>,
}

fn main() {}
