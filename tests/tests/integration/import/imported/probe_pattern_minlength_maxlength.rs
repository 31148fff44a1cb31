// Made from probe_pattern_minlength_maxlength.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct ProbePatternMinlengthMaxlength {
    /// at least 1 character; at most 1 character
    #[structured(pattern = "^a$")]
    pub value: String,
}
