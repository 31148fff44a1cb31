use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Shape {
    Circle,
    Square,
}

const SCHEMA: &str = <Shape as StructuredOutput>::JSON_SCHEMA;

fn main() {}
