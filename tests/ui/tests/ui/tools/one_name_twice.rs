use serde::Deserialize;
use structured_core::{StructuredOutput, Tools};

#[derive(Deserialize, StructuredOutput)]
#[structured(name = "search")]
struct Search {
    query: String,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(name = "search")]
struct WebSearch {
    query: String,
}

#[derive(Tools)]
enum Action {
    Search(Search),
    Web(WebSearch),
}

fn main() {}
