use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(define = true)]
struct Answer {
    text: String,
}

fn main() {}
