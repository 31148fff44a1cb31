use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Line {
    #[structured(minimum = 1)]
    amount: u32,
}

#[derive(StructuredOutput)]
struct Order {
    id: String,
    #[serde(flatten)]
    line: Line,
}

fn main() {}
