use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Answer {
    #[structured(partial)]
    text: String,
}

fn main() {}
