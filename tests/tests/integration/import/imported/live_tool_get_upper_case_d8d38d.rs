// Made from live_tool_get_upper_case_d8d38d.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolGetUpperCaseD8d38d {
    pub text: String,
}
