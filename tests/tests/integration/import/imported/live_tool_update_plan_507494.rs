// Made from live_tool_update_plan_507494.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolUpdatePlan507494 {
    pub plan: String,
}
