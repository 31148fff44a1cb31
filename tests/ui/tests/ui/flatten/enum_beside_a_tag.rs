// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "shape")]
enum Shape {
    Circle { radius: f64 },
    Point,
}

#[derive(StructuredOutput)]
struct Figure {
    name: String,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Drawn {
        by: String,
        #[serde(flatten)]
        shape: Shape,
    },
    Named(Figure),
    Nothing,
}

fn main() {}
