// errors: 3
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Step {
    output: String,
}

#[derive(Deserialize, StructuredOutput)]
struct Source {
    url: String,
}

#[derive(Deserialize, StructuredOutput)]
struct Cost {
    tokens: u32,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Report {
    step: Step,
    title: String,
    sources: Option<Vec<Source>>,
    #[serde(flatten)]
    cost: Cost,
}

fn main() {}
