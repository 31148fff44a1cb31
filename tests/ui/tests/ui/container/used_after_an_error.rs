use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Position(f64, f64);

#[derive(StructuredOutput)]
struct Answer {
    position: Position,
    all: Vec<Position>,
}

const SCHEMA: &str = <Answer as StructuredOutput>::JSON_SCHEMA;

fn main() {}
