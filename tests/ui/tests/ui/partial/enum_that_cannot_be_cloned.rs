use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
enum Mood {
    Good,
    Bad,
}

fn main() {}
