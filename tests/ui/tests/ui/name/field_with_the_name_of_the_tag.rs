use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "kind")]
struct Answer {
    kind: String,
}

fn main() {}
