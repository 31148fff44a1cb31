// errors: 2
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "kind", content = "content")]
enum Kind {
    Text(String),
    Nothing,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
struct Inner {
    level: i64,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Deserialize, StructuredOutput)]
struct Twice {
    #[serde(flatten)]
    one: Inner,
    #[serde(flatten)]
    two: Inner,
}

#[derive(Deserialize, StructuredOutput)]
struct Level {
    level: i64,
}

#[derive(Deserialize, StructuredOutput)]
struct Known {
    #[serde(flatten)]
    one: Inner,
    #[serde(flatten)]
    two: Level,
}

fn main() {}
