// Made from live_tool_use_elicitation_190335.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolUseElicitation190335 {
    pub question: String,
}
