use serde::Deserialize;
use structured_core::{StructuredOutput, Tools};

#[derive(Deserialize, StructuredOutput)]
#[structured(name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
struct Lookup {
    query: String,
}

#[derive(Tools)]
enum Action {
    Lookup(Lookup),
}

fn main() {}
