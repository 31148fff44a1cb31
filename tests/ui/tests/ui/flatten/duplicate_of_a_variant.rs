// errors: 3
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "shape")]
enum Shape {
    Circle { radius: f64 },
    Square(Square),
    Point,
}

#[derive(StructuredOutput)]
struct Square {
    side: f64,
}

#[derive(StructuredOutput)]
struct Figure {
    shape: String,
    #[serde(flatten)]
    content: Shape,
}

#[derive(StructuredOutput)]
struct Drawing {
    side: String,
    #[serde(flatten)]
    content: Shape,
}

#[derive(StructuredOutput)]
struct Sized {
    #[serde(flatten)]
    square: Square,
    #[serde(flatten)]
    content: Box<Shape>,
}

fn main() {}
