// errors: 2

use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(inline)]
#[serde(tag = "kind", content = "value")]
enum Shape {
    Group { first: Option<Box<Self>>, number: u8 },
    Point { x: f64, other: Vec<Self> },
}

#[derive(StructuredOutput)]
struct Drawing {
    shape: Shape,
}

#[derive(StructuredOutput)]
#[structured(inline)]
struct Chapter {
    parts: Vec<Option<Box<Chapter>>>,
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Part {
    Chapter { chapter: Chapter },
    Text { text: String },
}

fn main() {}
