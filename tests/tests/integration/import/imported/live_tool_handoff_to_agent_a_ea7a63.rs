// Made from live_tool_handoff_to_agent_a_ea7a63.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "handoff_to_agent_a_args")]
pub struct HandoffToAgentAArgs {
    #[structured(title = "Input")]
    pub input: String,
}
