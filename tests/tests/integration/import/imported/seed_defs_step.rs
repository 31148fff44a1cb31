// Made from seed_defs_step.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SeedDefsStep {
    pub steps: Vec<Step>,
    pub final_answer: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(name = "step", define)]
pub struct Step {
    pub explanation: String,
    pub output: String,
}
