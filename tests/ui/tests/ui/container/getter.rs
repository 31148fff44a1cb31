use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct DurationDef {
    #[serde(getter = "secs")]
    secs: u64,
}

fn main() {}
