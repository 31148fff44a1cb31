use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Answer {
    Text {
        text: String,
        #[serde(flatten)]
        extra: HashMap<String, String>,
    },
    Nothing,
}

fn main() {}
