use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
#[structured(partial)]
enum Page<T> {
    Items { items: Vec<T> },
}

fn main() {}
