use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Next(Box<Chain>);

#[derive(StructuredOutput)]
struct Chain {
    next: Next,
}

fn main() {}
