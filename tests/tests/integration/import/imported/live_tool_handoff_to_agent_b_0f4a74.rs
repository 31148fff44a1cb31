// Made from live_tool_handoff_to_agent_b_0f4a74.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "handoff_to_agent_b_args")]
pub struct HandoffToAgentBArgs {
    #[structured(title = "Input")]
    pub input: String,
}
