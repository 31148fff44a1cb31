// errors: 2
use structured_core::StructuredOutput;

struct Inner;

#[derive(StructuredOutput)]
enum Answer {
    Known { inner: Inner },
    Unknown(Vec<Inner>),
}

fn main() {}
