use std::collections::HashMap;
use structured_core::StructuredOutput;

type Counts = HashMap<String, u64>;

#[derive(StructuredOutput)]
struct Answer {
    counts: Counts,
}

fn main() {}
