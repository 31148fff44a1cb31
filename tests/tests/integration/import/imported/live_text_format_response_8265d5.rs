// Made from live_text_format_response_8265d5.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveTextFormatResponse8265d5 {
    pub name: String,
    pub age: i64,
}
