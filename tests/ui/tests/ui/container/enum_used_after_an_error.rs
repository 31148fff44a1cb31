use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Shape {
    Pair(f64, f64),
}

#[derive(StructuredOutput)]
struct Answer {
    shape: Option<Shape>,
    #[serde(flatten)]
    other: Shape,
}

fn main() {}
