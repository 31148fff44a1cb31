// errors: 3
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(StructuredOutput)]
#[serde(tag = "kind")]
struct Tagged {
    text: Option<String>,
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Point(Point),
    Pair([i32; 2]),
    Three([i32; 3]),
    Many(Vec<f64>),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Texts {
    Tagged(Tagged),
    One([String; 1]),
}

#[derive(StructuredOutput)]
struct OfPoint {
    at: Point,
}

#[derive(StructuredOutput)]
struct OfPair {
    at: [f64; 2],
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Nested {
    Point(OfPoint),
    Pair(OfPair),
}

/// A variant with named fields is not read from a list.
#[derive(StructuredOutput)]
#[serde(untagged)]
enum Accepted {
    Point { x: f64, y: f64 },
    Pair([f64; 2]),
}

fn main() {}
