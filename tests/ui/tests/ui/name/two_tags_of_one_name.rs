use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Shape {
    Circle { radius: f64 },
    #[serde(rename = "Circle")]
    Disc { radius: f64 },
}

fn main() {}
