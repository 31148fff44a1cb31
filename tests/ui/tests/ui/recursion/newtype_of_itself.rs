use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Loop(Box<Loop>);

fn main() {}
