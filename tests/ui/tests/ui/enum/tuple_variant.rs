use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Shape {
    Circle { radius: f64 },
    Rectangle(f64, f64),
}

fn main() {}
