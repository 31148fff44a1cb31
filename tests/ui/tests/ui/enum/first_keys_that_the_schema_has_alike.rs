// errors: 3
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Integers {
    Order { id: i64, lines: Vec<String> },
    Invoice { id: u32, total: f64 },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Texts {
    Order { id: String, lines: Vec<String> },
    Invoice { id: std::net::Ipv4Addr, total: f64 },
}

#[derive(Deserialize, StructuredOutput)]
struct Point {
    x: f64,
}

#[derive(Deserialize, StructuredOutput)]
struct Place {
    /// In metres.
    x: f32,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Structs {
    Order { id: Point, lines: Vec<String> },
    Invoice { id: Place, total: f64 },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
#[structured(profile = "openai")]
enum Good {
    Order { id: i64, lines: Vec<String> },
    Invoice { id: u32, total: f64 },
}

fn main() {}
