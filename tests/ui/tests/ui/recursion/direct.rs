use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Chain {
    text: String,
    next: Box<Chain>,
}

fn main() {}
