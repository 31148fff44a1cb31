use std::ops::Range;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    pages: Range<u32>,
}

fn main() {}
