//! Log-probabilities of the tokens of an answer.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::answer::lenient;

/// Log-probabilities of an answer's tokens.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Logprobs {
    /// Of the content's tokens.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub content: Vec<TokenLogprob>,
    /// Of the refusal's tokens.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub refusal: Vec<TokenLogprob>,
}

/// The log-probability of one token, with the likeliest alternatives.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TokenLogprob {
    /// The token's text.
    #[serde(default)]
    pub token: String,
    /// Its log-probability.
    #[serde(default)]
    pub logprob: f64,
    /// Its bytes; a token may be a part of a character.
    #[serde(default)]
    pub bytes: Option<Vec<u8>>,
    /// The likeliest tokens at this place, as many as were asked for.
    #[serde(default, deserialize_with = "lenient::or_default", skip_serializing_if = "Vec::is_empty")]
    pub top_logprobs: Vec<TokenLogprob>,
}
