// Made from live_tool_create_file_b6f321.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolCreateFileB6f321 {
    pub path: String,
}
