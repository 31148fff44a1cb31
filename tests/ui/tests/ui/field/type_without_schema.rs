use structured_core::StructuredOutput;

struct Inner;

#[derive(StructuredOutput)]
struct Answer {
    inner: Inner,
}

fn main() {}
