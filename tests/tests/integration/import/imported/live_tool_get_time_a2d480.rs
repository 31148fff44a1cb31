// Made from live_tool_get_time_a2d480.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolGetTimeA2d480 {
    pub timezone: String,
}
