// Made from live_tool_final_result_551385.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolFinalResult551385 {
    pub city: String,
    pub summary: String,
}
