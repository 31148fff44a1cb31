// Made from live_response_format_StructuredAnswer_94b8f0.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "StructuredAnswer")]
pub struct StructuredAnswer {
    #[structured(title = "Poem")]
    pub poem: String,
    #[structured(title = "Style")]
    pub style: String,
}
