// Made from live_tool_analyze_data_662e5e.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "analyze_data_args")]
pub struct AnalyzeDataArgs {
    #[structured(title = "Data Request")]
    pub data_request: String,
}
