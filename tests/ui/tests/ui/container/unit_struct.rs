use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Nothing;

fn main() {}
