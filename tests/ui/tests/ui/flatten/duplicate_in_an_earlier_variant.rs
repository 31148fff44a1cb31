// errors: 1
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Names {
    names: Vec<String>,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Twice {
        #[serde(flatten)]
        one: Names,
        #[serde(flatten)]
        two: Names,
    },
    Once {
        first: Names,
        #[serde(flatten)]
        second: Names,
    },
}

fn main() {}
