// Made from live_text_format_PersonSchemaClass_83ce39.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveTextFormatPersonSchemaClass83ce39 {
    pub name: String,
    pub age: f64,
}
