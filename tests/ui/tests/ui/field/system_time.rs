use std::time::SystemTime;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    at: SystemTime,
}

fn main() {}
