// errors: 3
use serde::Deserialize;
use structured_core::StructuredOutput;
use structured_core::partial::PartialParser;

#[derive(Deserialize, StructuredOutput)]
#[structured(profile = "openai", partial)]
struct Percent {
    #[structured(minimum = 300, maximum = 1)]
    value: u32,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Position(f64, f64);

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
enum Shape {
    Circle { radius: f64 },
    Line(f64, f64),
}

#[derive(Deserialize, StructuredOutput)]
#[structured(profile = "openai", partial)]
struct Answer {
    percent: Percent,
    positions: Vec<Position>,
    shape: Option<Box<Shape>>,
}

fn main() {
    let parser = PartialParser::<Percent>::new();
    let percent: &PercentPartial = parser.snapshot();
    let _ = percent.value;
    let parser = PartialParser::<Answer>::new();
    let _ = &parser.snapshot().shape;
}
