use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(as = "HashMap<String, String>")]
    text: String,
}

fn main() {}
