use structured_core::{StructuredOutput, Tools};

#[derive(StructuredOutput)]
struct Search {
    query: String,
}

#[derive(Tools)]
enum Action {
    Search(Search),
}

fn main() {}
