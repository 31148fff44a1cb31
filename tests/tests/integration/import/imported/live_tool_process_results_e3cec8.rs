// Made from live_tool_process_results_e3cec8.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "process_results_args")]
pub struct ProcessResultsArgs {
    #[structured(title = "Analysis Data")]
    pub analysis_data: String,
}
