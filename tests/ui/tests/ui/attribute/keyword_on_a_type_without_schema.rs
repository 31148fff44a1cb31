use structured_core::StructuredOutput;

struct Inner;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(minimum = 1)]
    inner: Inner,
}

fn main() {}
