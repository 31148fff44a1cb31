//! The tokens that a response used.

use alloc::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use crate::answer::error::Tokens;
use crate::answer::lenient::{Cursor, NotJson, Wire, object_from_json};

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

impl<'a> Wire<'a> for Usage {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "input_tokens" => self.input_tokens = value.count()?,
            "input_tokens_details" => drop(value.fill(&mut self.input_tokens_details)?),
            "output_tokens" => self.output_tokens = value.count()?,
            "output_tokens_details" => drop(value.fill(&mut self.output_tokens_details)?),
            "total_tokens" => self.total_tokens = value.count()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl<'a> Wire<'a> for InputTokensDetails {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "cached_tokens" => self.cached_tokens = value.count()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl<'a> Wire<'a> for OutputTokensDetails {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "reasoning_tokens" => self.reasoning_tokens = value.count()?,
            _ => return value.skip(),
        }
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
impl<'de> Deserialize<'de> for InputTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object_from_json(from)
    }
}

/// Only from JSON.
impl<'de> Deserialize<'de> for OutputTokensDetails {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object_from_json(from)
    }
}
