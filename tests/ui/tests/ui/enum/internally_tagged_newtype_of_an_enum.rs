use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "a")]
enum Outer {
    X(Inner),
    Y { q: i64 },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "b")]
enum Inner {
    P { z: i64 },
    Q { w: i64 },
}

fn main() {}
