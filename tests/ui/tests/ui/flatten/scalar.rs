use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    text: String,
    #[serde(flatten)]
    extra: String,
}

fn main() {}
