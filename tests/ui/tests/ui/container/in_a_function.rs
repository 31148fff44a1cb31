use std::collections::HashMap;
use structured_core::StructuredOutput;

fn answer() {
    #[derive(StructuredOutput)]
    struct Answer {
        counts: HashMap<String, u64>,
        callback: fn(),
    }
}

fn main() {}
