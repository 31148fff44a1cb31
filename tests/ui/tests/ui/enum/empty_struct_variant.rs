use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Shape {
    Circle { radius: f64 },
    Nothing {},
}

fn main() {}
