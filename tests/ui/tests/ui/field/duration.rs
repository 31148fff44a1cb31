use std::time::Duration;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    timeout: Duration,
}

fn main() {}
