use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(inline, define)]
struct Answer {
    text: String,
}

fn main() {}
