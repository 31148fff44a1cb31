// errors: 1
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Step {
    output: String,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
}

fn main() {}
