// errors: 4
use std::collections::HashMap;

use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Report {
    counts: HashMap<String, i64>,
    pair: (u8, String),
    seven: (u8, u8, u8, u8, u8, u8, u8),
    #[serde(default)]
    any: Option<serde_json::Value>,
}

fn main() {}
