// Made from live_tool_transfer_to_analytics_agent_68811a.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolTransferToAnalyticsAgent68811a {}
