// Made from live_tool_use_sampling_1e9d8e.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolUseSampling1e9d8e {
    pub foo: String,
}
