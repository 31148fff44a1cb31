use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Shape {
    Circle {
        radius: f64,
        #[serde(rename = "radius")]
        size: f64,
    },
    Point { x: f64 },
}

fn main() {}
