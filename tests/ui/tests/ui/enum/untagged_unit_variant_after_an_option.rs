// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Known(Option<String>),
    Missing,
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Cell {
    Number(f64),
    Empty,
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Outer {
    Cell(Cell),
    Nothing,
}

fn main() {}
