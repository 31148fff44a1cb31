use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Chain {
    next: Box<Chain>,
}

#[derive(StructuredOutput)]
struct Answer {
    chain: Chain,
}

fn main() {}
