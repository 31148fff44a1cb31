// Made from live_tool_final_result_98ccb3.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolFinalResult98ccb3 {
    pub answers: Vec<Answer>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(define)]
pub struct Answer {
    pub answer: String,
    pub label: String,
}
