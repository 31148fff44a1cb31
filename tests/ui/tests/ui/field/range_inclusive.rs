use std::ops::RangeInclusive;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    pages: RangeInclusive<u32>,
}

fn main() {}
