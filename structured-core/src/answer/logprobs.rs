//! Log-probabilities of the tokens of an answer.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::answer::lenient::{Loose, elements, fields};

/// The log-probabilities of the tokens of an answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Logprobs {
    /// Those of the content's tokens.
    pub content: Vec<TokenLogprob>,
    /// Those of the refusal's tokens.
    pub refusal: Vec<TokenLogprob>,
}

/// The log-probability of one token, with the most likely alternatives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TokenLogprob {
    /// The text of the token.
    pub token: String,
    /// The log-probability. Negative infinity if a server sends none; servers write it as `null`.
    pub logprob: f64,
    /// The bytes of the token, which may be a part of a character.
    pub bytes: Option<Vec<u8>>,
    /// The most likely tokens at this position, as many as were requested.
    #[serde(skip_serializing_if = "Vec::is_empty")]
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

impl Logprobs {
    /// Reads log-probabilities. `None` if the text is not a JSON object.
    pub(crate) fn of(json: &str) -> Option<Self> {
        let list = |value: &Loose<'_>| tokens(value.json().unwrap_or_default());
        let (mut content, mut refusal) = (Loose::Absent, Loose::Absent);
        fields(json, &mut [("content", &mut content), ("refusal", &mut refusal)])?;
        Some(Self { content: list(&content), refusal: list(&refusal) })
    }
}

/// The tokens of a list. There are none if the value is not a list.
pub(crate) fn tokens(list: &str) -> Vec<TokenLogprob> {
    tokens_of(list, TokenLogprob::alternatives)
}

fn tokens_of(list: &str, alternatives: fn(&str) -> Vec<TokenLogprob>) -> Vec<TokenLogprob> {
    elements(list).into_iter().filter_map(|json| TokenLogprob::of(json, alternatives)).collect()
}

impl TokenLogprob {
    fn of(json: &str, alternatives: fn(&str) -> Vec<Self>) -> Option<Self> {
        let (mut token, mut logprob, mut bytes, mut top) = (Loose::Absent, Loose::Absent, Loose::Absent, Loose::Absent);
        fields(
            json,
            &mut [("token", &mut token), ("logprob", &mut logprob), ("bytes", &mut bytes), ("top_logprobs", &mut top)],
        )?;
        let number = logprob.json().and_then(|json| json.parse().ok());
        let bytes = bytes.json().filter(|json| json.starts_with('[')).map(elements);
        Some(Self {
            token: token.owned(),
            logprob: number.unwrap_or_else(unlikely),
            bytes: bytes.and_then(|bytes| bytes.into_iter().map(|byte| byte.parse().ok()).collect()),
            top_logprobs: alternatives(top.json().unwrap_or_default()),
        })
    }

    /// The alternatives to a token, which have no alternatives themselves.
    fn alternatives(list: &str) -> Vec<Self> {
        tokens_of(list, |_| Vec::new())
    }
}

/// Only from JSON.
impl<'de> Deserialize<'de> for Logprobs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        Self::of(raw.get()).ok_or_else(|| D::Error::custom("log-probabilities are a JSON object"))
    }
}

/// Only from JSON.
impl<'de> Deserialize<'de> for TokenLogprob {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        let token = Self::of(raw.get(), Self::alternatives);
        token.ok_or_else(|| D::Error::custom("the log-probability of a token is a JSON object"))
    }
}
