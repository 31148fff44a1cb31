// Made from live_tool_generate_report_ed9725.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "generate_report_args")]
pub struct GenerateReportArgs {
    #[structured(title = "Processed Data")]
    pub processed_data: String,
}
