use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Position(f64, f64);

fn main() {}
