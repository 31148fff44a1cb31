use std::collections::HashMap;

use structured_core::StructuredOutput;

type String = HashMap<u8, bool>;

#[derive(StructuredOutput)]
struct Answer {
    count: u32,
    texts: String,
}

fn main() {}
