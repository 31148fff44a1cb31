use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(transparent)]
struct Pair(u8, u8);

fn main() {}
