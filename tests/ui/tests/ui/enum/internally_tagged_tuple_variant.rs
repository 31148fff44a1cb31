use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Pair(f64, f64),
}

fn main() {}
