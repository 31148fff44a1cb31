//! Log-probabilities of the tokens of an answer.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::answer::lenient::{self, Loose};

/// Log-probabilities of an answer's tokens.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Logprobs {
    /// Of the content's tokens.
    #[serde(default, deserialize_with = "lenient::list")]
    pub content: Vec<TokenLogprob>,
    /// Of the refusal's tokens.
    #[serde(default, deserialize_with = "lenient::list")]
    pub refusal: Vec<TokenLogprob>,
}

/// The log-probability of one token, with the likeliest alternatives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TokenLogprob {
    /// The token's text.
    #[serde(default, deserialize_with = "text")]
    pub token: String,
    /// Its log-probability. Negative infinity where a server sends none: servers write that as `null`.
    #[serde(default = "unlikely", deserialize_with = "logprob")]
    pub logprob: f64,
    /// Its bytes; a token may be a part of a character.
    #[serde(default, deserialize_with = "bytes")]
    pub bytes: Option<Vec<u8>>,
    /// The likeliest tokens at this place, as many as were asked for.
    #[serde(default, deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub top_logprobs: Vec<TokenLogprob>,
}

impl Default for TokenLogprob {
    fn default() -> Self {
        Self { token: String::new(), logprob: unlikely(), bytes: None, top_logprobs: Vec::new() }
    }
}

fn unlikely() -> f64 {
    f64::NEG_INFINITY
}

fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Loose::deserialize(from)?.owned())
}

fn logprob<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Value::deserialize(from)?.as_f64().unwrap_or_else(unlikely))
}

fn bytes<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
    let Value::Array(bytes) = Value::deserialize(from)? else { return Ok(None) };
    Ok(bytes.iter().map(|byte| byte.as_u64()?.try_into().ok()).collect())
}
