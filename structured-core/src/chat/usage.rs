//! The tokens that a chat completion spent.

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess};

use crate::answer::error::Tokens;
use crate::answer::lenient::{CountIn, FillCounts};

/// The tokens that a completion spent. A count that a server does not send is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the request.
    pub prompt_tokens: u64,
    /// Tokens of the answer, those of reasoning included.
    pub completion_tokens: u64,
    /// Both together.
    pub total_tokens: u64,
    /// What the tokens of the request were.
    pub prompt_tokens_details: PromptTokensDetails,
    /// What the tokens of the answer were.
    pub completion_tokens_details: CompletionTokensDetails,
}

/// What the tokens of a request were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct PromptTokensDetails {
    /// Tokens that the cache had.
    pub cached_tokens: u64,
    /// Tokens of sound.
    pub audio_tokens: u64,
}

/// What the tokens of an answer were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct CompletionTokensDetails {
    /// Tokens of reasoning, which the answer does not show.
    pub reasoning_tokens: u64,
    /// Tokens of sound.
    pub audio_tokens: u64,
    /// Tokens of the request's prediction that came true.
    pub accepted_prediction_tokens: u64,
    /// Tokens of the request's prediction that did not, and are paid for.
    pub rejected_prediction_tokens: u64,
}

impl From<&Usage> for Tokens {
    fn from(usage: &Usage) -> Self {
        Self { input: usage.prompt_tokens, output: usage.completion_tokens, total: usage.total_tokens }
    }
}

impl Usage {
    /// The counts and their names on the wire.
    fn counts(&mut self) -> [CountIn<'_>; 9] {
        let Self { prompt_tokens, completion_tokens, total_tokens, prompt_tokens_details, completion_tokens_details } =
            self;
        [
            ("", "prompt_tokens", prompt_tokens),
            ("", "completion_tokens", completion_tokens),
            ("", "total_tokens", total_tokens),
            ("prompt_tokens_details", "cached_tokens", &mut prompt_tokens_details.cached_tokens),
            ("prompt_tokens_details", "audio_tokens", &mut prompt_tokens_details.audio_tokens),
            ("completion_tokens_details", "reasoning_tokens", &mut completion_tokens_details.reasoning_tokens),
            ("completion_tokens_details", "audio_tokens", &mut completion_tokens_details.audio_tokens),
            (
                "completion_tokens_details",
                "accepted_prediction_tokens",
                &mut completion_tokens_details.accepted_prediction_tokens,
            ),
            (
                "completion_tokens_details",
                "rejected_prediction_tokens",
                &mut completion_tokens_details.rejected_prediction_tokens,
            ),
        ]
    }

    /// Reads the value of a member. `None` if the value is not an object.
    pub(crate) fn read<'de, A: MapAccess<'de>>(entries: &mut A) -> Result<Option<Self>, A::Error> {
        let mut usage = Self::default();
        let is_object = entries.next_value_seed(FillCounts::new(&mut usage.counts()))?;
        Ok(is_object.then_some(usage))
    }
}

impl<'de> Deserialize<'de> for Usage {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut usage = Self::default();
        FillCounts::new(&mut usage.counts()).read(from)?;
        Ok(usage)
    }
}

impl<'de> Deserialize<'de> for PromptTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut details = Self::default();
        let Self { cached_tokens, audio_tokens } = &mut details;
        FillCounts::new(&mut [("", "cached_tokens", cached_tokens), ("", "audio_tokens", audio_tokens)]).read(from)?;
        Ok(details)
    }
}

impl<'de> Deserialize<'de> for CompletionTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut details = Self::default();
        let Self { reasoning_tokens, audio_tokens, accepted_prediction_tokens, rejected_prediction_tokens } =
            &mut details;
        FillCounts::new(&mut [
            ("", "reasoning_tokens", reasoning_tokens),
            ("", "audio_tokens", audio_tokens),
            ("", "accepted_prediction_tokens", accepted_prediction_tokens),
            ("", "rejected_prediction_tokens", rejected_prediction_tokens),
        ])
        .read(from)?;
        Ok(details)
    }
}
