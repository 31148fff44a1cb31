// Made from live_tool_load_capability_22ad81.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

/// Typed arguments for a `load_capability` tool call.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolLoadCapability22ad81 {
    /// The id of the capability to load.
    pub id: String,
}
