// Made from live_tool_get_capital_5503c6.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolGetCapital5503c6 {
    pub country: String,
}
