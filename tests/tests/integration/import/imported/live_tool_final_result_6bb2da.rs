// Made from live_tool_final_result_6bb2da.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "MyOutput")]
pub struct MyOutput {
    pub age: i64,
    pub name: String,
}
