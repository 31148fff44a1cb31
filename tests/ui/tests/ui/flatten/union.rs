use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Shape {
    Circle { radius: f64 },
    Square { side: f64 },
}

#[derive(StructuredOutput)]
struct Answer {
    text: String,
    #[serde(flatten)]
    shape: Shape,
}

fn main() {}
