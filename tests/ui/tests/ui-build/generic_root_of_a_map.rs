use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {
    println!("{}", Page::<HashMap<String, u64>>::JSON_SCHEMA);
}
