// Made from probe_minmax_maxlength_pattern.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct ProbeMinmaxMaxlengthPattern {
    #[structured(minimum = 3, maximum = 5)]
    pub a: i64,
    /// at most 4 characters
    #[structured(pattern = "^[a-z]+$")]
    pub s: String,
    #[structured(min_items = 2, max_items = 2)]
    pub arr: Vec<i64>,
}
