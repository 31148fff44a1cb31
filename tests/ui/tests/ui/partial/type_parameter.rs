use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
