// errors: 5
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "shape")]
enum Shape {
    Circle { radius: f64 },
    Point,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
struct Figure {
    name: String,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "unit", deny_unknown_fields)]
enum Closed {
    Metres { length: f64 },
}

#[derive(Deserialize, StructuredOutput)]
struct Author {
    author: String,
}

#[derive(Deserialize, StructuredOutput)]
struct Way {
    #[serde(flatten)]
    closed: Closed,
    #[serde(flatten)]
    author: Author,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "job")]
enum Job {
    Clean(Room),
    Rest,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
struct Room {
    room: String,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "kind")]
struct Plan {
    day: String,
}

#[derive(Deserialize, StructuredOutput)]
enum Task {
    Planned {
        #[serde(flatten)]
        plan: Plan,
        #[serde(flatten)]
        job: Job,
    },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "kind")]
struct Trip {
    #[serde(flatten)]
    closed: Closed,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
struct ClosedAround {
    #[serde(flatten)]
    author: Author,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "kind")]
struct Book {
    #[serde(flatten)]
    inner: ClosedAround,
}

fn main() {}
