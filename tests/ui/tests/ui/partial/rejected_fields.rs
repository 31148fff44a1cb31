// errors: 3
use std::collections::HashMap;

use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Report {
    counts: HashMap<String, i64>,
    pair: (u8, String),
    #[serde(default)]
    any: Option<serde_json::Value>,
}

fn main() {}
