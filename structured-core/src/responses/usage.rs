//! The tokens that a response spent.

use serde::{Deserialize, Serialize};

use crate::answer::error::Tokens;
use crate::answer::lenient;

/// The tokens that a response spent. A count that a server does not tell is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the request.
    #[serde(default, deserialize_with = "lenient::count")]
    pub input_tokens: u64,
    /// What the tokens of the request were.
    #[serde(default, deserialize_with = "lenient::object")]
    pub input_tokens_details: InputTokensDetails,
    /// Tokens of the answer, those of reasoning included.
    #[serde(default, deserialize_with = "lenient::count")]
    pub output_tokens: u64,
    /// What the tokens of the answer were.
    #[serde(default, deserialize_with = "lenient::object")]
    pub output_tokens_details: OutputTokensDetails,
    /// Both together.
    #[serde(default, deserialize_with = "lenient::count")]
    pub total_tokens: u64,
}

/// What the tokens of a request were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InputTokensDetails {
    /// Tokens that the cache had.
    #[serde(default, deserialize_with = "lenient::count")]
    pub cached_tokens: u64,
}

/// What the tokens of an answer were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OutputTokensDetails {
    /// Tokens of reasoning, which the answer does not show.
    #[serde(default, deserialize_with = "lenient::count")]
    pub reasoning_tokens: u64,
}

impl From<&Usage> for Tokens {
    fn from(usage: &Usage) -> Self {
        Self { input: usage.input_tokens, output: usage.output_tokens, total: usage.total_tokens }
    }
}
