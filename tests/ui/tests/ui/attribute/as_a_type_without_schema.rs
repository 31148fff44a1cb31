use structured_core::StructuredOutput;

struct Inner;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(as = "Inner")]
    text: String,
}

fn main() {}
