use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    text: String,
    #[serde(flatten)]
    inner: Box<Answer>,
}

fn main() {}
