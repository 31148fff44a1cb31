use std::collections::BTreeMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    lines: BTreeMap<u32, String>,
}

fn main() {}
