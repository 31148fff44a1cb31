//! The typed chat completion: the envelope, with the names of the wire, and how each choice ended.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;

use crate::answer::ending::Ending;
use crate::answer::error::{Error, Tokens};
use crate::answer::logprobs::Logprobs;
use crate::answer::outcome::Outcome;
use crate::answer::tolerance::Repair;
use crate::chat::message::Message;
use crate::chat::usage::Usage;

/// The answer to a request of Chat Completions, with its contents read into `T`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ChatCompletion<T> {
    /// The id of the completion.
    pub id: String,
    /// When it was created, in seconds since 1970.
    pub created: u64,
    /// The model that answered.
    pub model: String,
    /// The answers: as many as the `n` of the request, usually one.
    pub choices: Vec<Choice<T>>,
    /// The tokens that were used. A stream has them only if the request asks for them.
    pub usage: Option<Usage>,
    /// The configuration of the server that answered.
    pub system_fingerprint: Option<String>,
    /// The tier that served the request.
    pub service_tier: Option<Cow<'static, str>>,
}

/// One answer of a completion.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Choice<T> {
    /// Its number among the choices.
    pub index: u32,
    /// The API's reason why it ended; `None` if a server sends none.
    pub finish_reason: Option<FinishReason>,
    /// The reason of the server that OpenRouter used, if it is sent. A `length` here counts, whatever
    /// `finish_reason` says.
    pub native_finish_reason: Option<String>,
    /// How the choice ended, with the answer if there is one. Match on this field.
    pub outcome: Outcome<T>,
    /// The message as received, which can be added to the conversation for the next request.
    pub message: Message,
    /// The log-probabilities, if they were requested.
    pub logprobs: Option<Logprobs>,
    /// What was changed in the content so that it could be read. Always empty, except with
    /// [`parse_tolerant`](super::parse_tolerant) and [`StreamReader::tolerant`](super::StreamReader::tolerant).
    pub repairs: Vec<Repair>,
}

/// The API's reason why a choice ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FinishReason {
    /// The model finished its answer, or reached a stop sequence of the request.
    Stop,
    /// The answer reached the limit of tokens.
    Length,
    /// The model calls tools.
    ToolCalls,
    /// The content filter stopped the answer.
    ContentFilter,
    /// A word that is not one of the API's own.
    Other(String),
}

impl FinishReason {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Stop => "stop",
            Self::Length => "length",
            Self::ToolCalls => "tool_calls",
            Self::ContentFilter => "content_filter",
            Self::Other(word) => word,
        }
    }

    /// Whether the word means that the answer was cut off: `length`, and the words of other servers for the same, like
    /// `max_tokens`, `abort` or `model_context_window_exceeded`.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        Ending::of(self.as_str()) == Ending::CutOff
    }

    /// Whether the word means that a filter stopped the answer: `content_filter`, and the words of other servers for
    /// the same, like `SAFETY`.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        Ending::of(self.as_str()) == Ending::Filtered
    }
}

impl From<&str> for FinishReason {
    fn from(word: &str) -> Self {
        match word {
            "stop" => Self::Stop,
            "length" => Self::Length,
            "tool_calls" => Self::ToolCalls,
            "content_filter" => Self::ContentFilter,
            other => Self::Other(other.into()),
        }
    }
}

impl FromStr for FinishReason {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Self, Infallible> {
        Ok(word.into())
    }
}

impl fmt::Display for FinishReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<T> ChatCompletion<T> {
    /// The answer of the first choice, which is the only one unless the request asks for more.
    ///
    /// # Errors
    ///
    /// Every other way the choice can end, as the [`Error`] of the same name as its [`Outcome`];
    /// [`Error::Empty`] when there is no choice.
    pub fn into_parsed(self) -> Result<T, Error> {
        let tokens = self.usage.as_ref().map(Tokens::from);
        let Some(first) = self.choices.into_iter().next() else { return Err(Error::Empty) };
        let reasons = [first.finish_reason.as_ref().map(FinishReason::as_str), first.native_finish_reason.as_deref()];
        let reason = reasons.into_iter().flatten().find(|word| Ending::of(word) == Ending::CutOff);
        first.outcome.into_parsed_with(reason, tokens)
    }
}

/// The JSON of the API, from which [`parse`](super::parse) reads the same completion again. The outcomes are not
/// written: they are read from the messages.
impl<T> Serialize for ChatCompletion<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut completion = to.serialize_struct("ChatCompletion", 8)?;
        completion.serialize_field("id", &self.id)?;
        completion.serialize_field("object", "chat.completion")?;
        completion.serialize_field("created", &self.created)?;
        completion.serialize_field("model", &self.model)?;
        completion.serialize_field("choices", &self.choices)?;
        completion.serialize_field("usage", &self.usage)?;
        completion.serialize_field("system_fingerprint", &self.system_fingerprint)?;
        completion.serialize_field("service_tier", &self.service_tier)?;
        completion.end()
    }
}

impl<T> Serialize for Choice<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut choice = to.serialize_struct("Choice", 5)?;
        choice.serialize_field("index", &self.index)?;
        choice.serialize_field("message", &Some(&self.message).filter(|message| **message != Message::default()))?;
        choice.serialize_field("logprobs", &self.logprobs)?;
        choice.serialize_field("finish_reason", &self.finish_reason.as_ref().map(FinishReason::as_str))?;
        match &self.native_finish_reason {
            Some(word) => choice.serialize_field("native_finish_reason", word)?,
            None => choice.skip_field("native_finish_reason")?,
        }
        choice.end()
    }
}

/// Only from JSON. An error of the API is an error here, too.
impl<'de, T: DeserializeOwned> Deserialize<'de> for ChatCompletion<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        super::parse(raw.get().as_bytes()).map_err(serde::de::Error::custom)
    }
}
