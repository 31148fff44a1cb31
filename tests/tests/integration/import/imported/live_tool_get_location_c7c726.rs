// Made from live_tool_get_location_c7c726.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolGetLocationC7c726 {
    pub loc_name: String,
}
