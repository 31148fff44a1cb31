//! The tokens that a chat completion used.

use alloc::borrow::Cow;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer};

use crate::answer::error::Tokens;
use crate::answer::lenient::{Cursor, NotJson, Wire, object_from_json};

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

impl<'a> Wire<'a> for Usage {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        let count = match &*key {
            "prompt_tokens" => &mut self.prompt_tokens,
            "completion_tokens" => &mut self.completion_tokens,
            "total_tokens" => &mut self.total_tokens,
            "prompt_tokens_details" => {
                value.fill(&mut self.prompt_tokens_details)?;
                return Ok(());
            }
            "completion_tokens_details" => {
                value.fill(&mut self.completion_tokens_details)?;
                return Ok(());
            }
            _ => return value.skip(),
        };
        *count = value.count()?;
        Ok(())
    }
}

impl<'a> Wire<'a> for PromptTokensDetails {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        let count = match &*key {
            "cached_tokens" => &mut self.cached_tokens,
            "audio_tokens" => &mut self.audio_tokens,
            _ => return value.skip(),
        };
        *count = value.count()?;
        Ok(())
    }
}

impl<'a> Wire<'a> for CompletionTokensDetails {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        let count = match &*key {
            "reasoning_tokens" => &mut self.reasoning_tokens,
            "audio_tokens" => &mut self.audio_tokens,
            "accepted_prediction_tokens" => &mut self.accepted_prediction_tokens,
            "rejected_prediction_tokens" => &mut self.rejected_prediction_tokens,
            _ => return value.skip(),
        };
        *count = value.count()?;
        Ok(())
    }
}

/// Only from JSON.
impl<'de> Deserialize<'de> for Usage {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object_from_json(from)
    }
}

/// Only from JSON.
impl<'de> Deserialize<'de> for PromptTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object_from_json(from)
    }
}

/// Only from JSON.
impl<'de> Deserialize<'de> for CompletionTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object_from_json(from)
    }
}
