use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type", rename = "a")]
struct First {
    x: u8,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type", rename = "b")]
struct Second {
    x: u8,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Either {
    First(First),
    Second(Second),
}

fn main() {}
