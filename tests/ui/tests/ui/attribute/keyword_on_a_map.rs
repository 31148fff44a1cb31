use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(min_items = 1)]
    counts: HashMap<String, u64>,
}

fn main() {}
