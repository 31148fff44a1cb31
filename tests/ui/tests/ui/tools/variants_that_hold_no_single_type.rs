// errors: 3
use serde::Deserialize;
use structured_core::{StructuredOutput, ToolCall, Tools};

#[derive(Deserialize, StructuredOutput)]
struct Search {
    query: String,
}

#[derive(Tools)]
enum Action {
    Stop,
    Search(Search),
    Both(Search, Search),
    Send { to: String },
}

fn main() {
    let _ = Action::from_call(&ToolCall::function("call_1", "search", "{}"));
}
