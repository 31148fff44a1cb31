use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    extra: serde_json::Map<String, serde_json::Value>,
}

fn main() {}
