//! The tokens that a response spent.

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess};

use crate::answer::error::Tokens;
use crate::answer::lenient::{CountIn, FillCounts};

/// The tokens that a response spent. A count that a server does not tell is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the request.
    pub input_tokens: u64,
    /// What the tokens of the request were.
    pub input_tokens_details: InputTokensDetails,
    /// Tokens of the answer, those of reasoning included.
    pub output_tokens: u64,
    /// What the tokens of the answer were.
    pub output_tokens_details: OutputTokensDetails,
    /// Both together.
    pub total_tokens: u64,
}

/// What the tokens of a request were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct InputTokensDetails {
    /// Tokens that the cache had.
    pub cached_tokens: u64,
}

/// What the tokens of an answer were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct OutputTokensDetails {
    /// Tokens of reasoning, which the answer does not show.
    pub reasoning_tokens: u64,
}

impl From<&Usage> for Tokens {
    fn from(usage: &Usage) -> Self {
        Self { input: usage.input_tokens, output: usage.output_tokens, total: usage.total_tokens }
    }
}

impl Usage {
    /// The counts and their names on the wire.
    fn counts(&mut self) -> [CountIn<'_>; 5] {
        let Self { input_tokens, output_tokens, total_tokens, input_tokens_details, output_tokens_details } = self;
        [
            ("", "input_tokens", input_tokens),
            ("", "output_tokens", output_tokens),
            ("", "total_tokens", total_tokens),
            ("input_tokens_details", "cached_tokens", &mut input_tokens_details.cached_tokens),
            ("output_tokens_details", "reasoning_tokens", &mut output_tokens_details.reasoning_tokens),
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

impl<'de> Deserialize<'de> for InputTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut details = Self::default();
        let Self { cached_tokens } = &mut details;
        FillCounts::new(&mut [("", "cached_tokens", cached_tokens)]).read(from)?;
        Ok(details)
    }
}

impl<'de> Deserialize<'de> for OutputTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut details = Self::default();
        let Self { reasoning_tokens } = &mut details;
        FillCounts::new(&mut [("", "reasoning_tokens", reasoning_tokens)]).read(from)?;
        Ok(details)
    }
}
