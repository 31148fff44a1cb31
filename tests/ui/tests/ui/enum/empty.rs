use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Never {}

fn main() {}
