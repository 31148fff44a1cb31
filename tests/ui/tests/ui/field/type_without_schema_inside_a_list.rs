use structured_core::StructuredOutput;

struct Inner;

#[derive(StructuredOutput)]
struct Answer {
    inner: Option<Vec<Inner>>,
}

fn main() {}
