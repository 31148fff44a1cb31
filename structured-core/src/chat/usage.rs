//! The tokens that a chat completion used.

use alloc::borrow::Cow;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess};

use crate::answer::error::Tokens;
use crate::answer::lenient::{Count, Fill, Root, Wire};

/// The tokens that a completion used. A count that a server does not send is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the request.
    pub prompt_tokens: u64,
    /// Tokens of the answer, including those of reasoning.
    pub completion_tokens: u64,
    /// The sum.
    pub total_tokens: u64,
    /// Details of the tokens of the request.
    pub prompt_tokens_details: PromptTokensDetails,
    /// Details of the tokens of the answer.
    pub completion_tokens_details: CompletionTokensDetails,
}

/// Details of the tokens of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct PromptTokensDetails {
    /// Tokens that came from the cache.
    pub cached_tokens: u64,
    /// Tokens of audio.
    pub audio_tokens: u64,
}

/// Details of the tokens of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct CompletionTokensDetails {
    /// Tokens of reasoning, which is not part of the answer.
    pub reasoning_tokens: u64,
    /// Tokens of audio.
    pub audio_tokens: u64,
    /// Tokens of the predicted output that appear in the answer.
    pub accepted_prediction_tokens: u64,
    /// Tokens of the predicted output that do not appear in the answer, and are billed.
    pub rejected_prediction_tokens: u64,
}

impl From<&Usage> for Tokens {
    fn from(usage: &Usage) -> Self {
        Self { input: usage.prompt_tokens, output: usage.completion_tokens, total: usage.total_tokens }
    }
}

impl<'de> Wire<'de> for Usage {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        let count = match &**key {
            "prompt_tokens" => &mut self.prompt_tokens,
            "completion_tokens" => &mut self.completion_tokens,
            "total_tokens" => &mut self.total_tokens,
            "prompt_tokens_details" => {
                entries.next_value_seed(Fill(&mut self.prompt_tokens_details))?;
                return Ok(true);
            }
            "completion_tokens_details" => {
                entries.next_value_seed(Fill(&mut self.completion_tokens_details))?;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        *count = entries.next_value::<Count>()?.0;
        Ok(true)
    }
}

impl<'de> Wire<'de> for PromptTokensDetails {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        let count = match &**key {
            "cached_tokens" => &mut self.cached_tokens,
            "audio_tokens" => &mut self.audio_tokens,
            _ => return Ok(false),
        };
        *count = entries.next_value::<Count>()?.0;
        Ok(true)
    }
}

impl<'de> Wire<'de> for CompletionTokensDetails {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        let count = match &**key {
            "reasoning_tokens" => &mut self.reasoning_tokens,
            "audio_tokens" => &mut self.audio_tokens,
            "accepted_prediction_tokens" => &mut self.accepted_prediction_tokens,
            "rejected_prediction_tokens" => &mut self.rejected_prediction_tokens,
            _ => return Ok(false),
        };
        *count = entries.next_value::<Count>()?.0;
        Ok(true)
    }
}

impl<'de> Deserialize<'de> for Usage {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Root::deserialize(from)?.0)
    }
}

impl<'de> Deserialize<'de> for PromptTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Root::deserialize(from)?.0)
    }
}

impl<'de> Deserialize<'de> for CompletionTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Root::deserialize(from)?.0)
    }
}
