use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "shape")]
enum Shape {
    Circle { radius: f64 },
    Point,
}

#[derive(StructuredOutput)]
#[serde(tag = "unit", content = "length")]
enum Length {
    Metres(f64),
}

#[derive(StructuredOutput)]
struct Figure {
    #[serde(flatten)]
    shape: Shape,
    #[serde(flatten)]
    length: Length,
}

fn main() {}
