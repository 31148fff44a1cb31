// errors: 2
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Yes,
    Count(#[structured(as = "i64")] bool),
}

fn main() {}
