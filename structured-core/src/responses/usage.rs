//! The tokens that a response used.

use alloc::borrow::Cow;

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize};

use crate::answer::error::Tokens;
use crate::answer::lenient::{Count, Fill, Root, Wire};

/// The tokens that a response used. A count that a server does not send is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the request.
    pub input_tokens: u64,
    /// Details of the tokens of the request.
    pub input_tokens_details: InputTokensDetails,
    /// Tokens of the answer, including those of reasoning.
    pub output_tokens: u64,
    /// Details of the tokens of the answer.
    pub output_tokens_details: OutputTokensDetails,
    /// The sum.
    pub total_tokens: u64,
}

/// Details of the tokens of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct InputTokensDetails {
    /// Tokens that came from the cache.
    pub cached_tokens: u64,
}

/// Details of the tokens of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct OutputTokensDetails {
    /// Tokens of reasoning, which is not part of the answer.
    pub reasoning_tokens: u64,
}

impl From<&Usage> for Tokens {
    fn from(usage: &Usage) -> Self {
        Self { input: usage.input_tokens, output: usage.output_tokens, total: usage.total_tokens }
    }
}

impl<'de> Wire<'de> for Usage {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        match &**key {
            "input_tokens" => self.input_tokens = entries.next_value::<Count>()?.0,
            "input_tokens_details" => drop(entries.next_value_seed(Fill(&mut self.input_tokens_details))?),
            "output_tokens" => self.output_tokens = entries.next_value::<Count>()?.0,
            "output_tokens_details" => drop(entries.next_value_seed(Fill(&mut self.output_tokens_details))?),
            "total_tokens" => self.total_tokens = entries.next_value::<Count>()?.0,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl<'de> Wire<'de> for InputTokensDetails {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        let is_known = key == "cached_tokens";
        if is_known {
            self.cached_tokens = entries.next_value::<Count>()?.0;
        }
        Ok(is_known)
    }
}

impl<'de> Wire<'de> for OutputTokensDetails {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        let is_known = key == "reasoning_tokens";
        if is_known {
            self.reasoning_tokens = entries.next_value::<Count>()?.0;
        }
        Ok(is_known)
    }
}

impl<'de> Deserialize<'de> for Usage {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Root::deserialize(from)?.0)
    }
}

impl<'de> Deserialize<'de> for InputTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Root::deserialize(from)?.0)
    }
}

impl<'de> Deserialize<'de> for OutputTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Root::deserialize(from)?.0)
    }
}
