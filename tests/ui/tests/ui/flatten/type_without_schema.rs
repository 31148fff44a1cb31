use structured_core::StructuredOutput;

struct Inner;

#[derive(StructuredOutput)]
struct Answer {
    text: String,
    #[serde(flatten)]
    inner: Inner,
}

fn main() {}
