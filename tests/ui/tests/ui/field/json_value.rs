use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    payload: serde_json::Value,
}

fn main() {}
