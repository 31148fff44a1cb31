use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[structured(schemars)]
struct Place {
    city: String,
}

fn main() {}
