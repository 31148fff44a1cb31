//! The tokens that a chat completion spent.

use serde::{Deserialize, Serialize};

use crate::answer::error::Tokens;
use crate::answer::lenient;

/// The tokens that a completion spent. A count that a server does not tell is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the request.
    #[serde(default, deserialize_with = "lenient::count")]
    pub prompt_tokens: u64,
    /// Tokens of the answer, those of reasoning included.
    #[serde(default, deserialize_with = "lenient::count")]
    pub completion_tokens: u64,
    /// Both together.
    #[serde(default, deserialize_with = "lenient::count")]
    pub total_tokens: u64,
    /// What the tokens of the request were.
    #[serde(default, deserialize_with = "lenient::object")]
    pub prompt_tokens_details: PromptTokensDetails,
    /// What the tokens of the answer were.
    #[serde(default, deserialize_with = "lenient::object")]
    pub completion_tokens_details: CompletionTokensDetails,
}

/// What the tokens of a request were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PromptTokensDetails {
    /// Tokens that the cache had.
    #[serde(default, deserialize_with = "lenient::count")]
    pub cached_tokens: u64,
    /// Tokens of sound.
    #[serde(default, deserialize_with = "lenient::count")]
    pub audio_tokens: u64,
}

/// What the tokens of an answer were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CompletionTokensDetails {
    /// Tokens of reasoning, which the answer does not show.
    #[serde(default, deserialize_with = "lenient::count")]
    pub reasoning_tokens: u64,
    /// Tokens of sound.
    #[serde(default, deserialize_with = "lenient::count")]
    pub audio_tokens: u64,
    /// Tokens of the request's prediction that came true.
    #[serde(default, deserialize_with = "lenient::count")]
    pub accepted_prediction_tokens: u64,
    /// Tokens of the request's prediction that did not, and are paid for.
    #[serde(default, deserialize_with = "lenient::count")]
    pub rejected_prediction_tokens: u64,
}

impl From<&Usage> for Tokens {
    fn from(usage: &Usage) -> Self {
        Self { input: usage.prompt_tokens, output: usage.completion_tokens, total: usage.total_tokens }
    }
}
