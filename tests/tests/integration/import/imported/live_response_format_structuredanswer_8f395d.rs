// Made from live_response_format_StructuredAnswer_8f395d.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "StructuredAnswer")]
pub struct StructuredAnswer {
    #[structured(title = "Rating")]
    pub rating: i64,
    #[structured(title = "Joke")]
    pub joke: String,
}
