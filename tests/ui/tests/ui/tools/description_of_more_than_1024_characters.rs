use serde::Deserialize;
use structured_core::{StructuredOutput, Tools};

#[derive(Deserialize, StructuredOutput)]
#[structured(description = "Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. Looks things up. ")]
struct Lookup {
    query: String,
}

#[derive(Tools)]
enum Action {
    Lookup(Lookup),
}

fn main() {}
