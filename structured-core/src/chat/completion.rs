//! The typed chat completion: the envelope with the wire's names, and how each choice ended.

use alloc::string::String;
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::answer::error::{Error, Tokens};
use crate::answer::logprobs::Logprobs;
use crate::answer::outcome::{Outcome, Signs};
use crate::answer::tool_call::ToolCall;
use crate::chat::usage::Usage;

/// The answer to a request of Chat Completions, its contents read into `T`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ChatCompletion<T> {
    /// The id of the completion.
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub created: u64,
    /// The model that answered.
    pub model: String,
    /// The answers: as many as the request's `n`, most often one.
    pub choices: Vec<Choice<T>>,
    /// The tokens that were spent; a stream tells them only when asked to.
    pub usage: Option<Usage>,
    /// The configuration of the server that answered.
    pub system_fingerprint: Option<String>,
    /// The tier that served the request.
    pub service_tier: Option<String>,
}

/// One answer of a completion.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Choice<T> {
    /// Its number among the choices.
    pub index: u32,
    /// The API's word for how it ended; `None` where a server tells none.
    pub finish_reason: Option<FinishReason>,
    /// How it ended and what it says: match on this.
    pub outcome: Outcome<T>,
    /// The message as it came, to be put into the conversation for the next request.
    pub message: Message,
    /// Log-probabilities, where they were asked for.
    pub logprobs: Option<Logprobs>,
}

/// A message of the assistant, as it came.
///
/// It serializes to the message that the next request of the conversation holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Message {
    /// The role: `assistant`.
    pub role: String,
    /// The text of the answer.
    pub content: Option<String>,
    /// The text of a refusal.
    pub refusal: Option<String>,
    /// The tools that the model calls.
    pub tool_calls: Vec<ToolCall>,
}

/// The API's word for how a choice ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FinishReason {
    /// The model ended its answer, or came to a stop sequence of the request.
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
    /// The word as the wire has it.
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

    /// Whether it says that the answer was cut off: `length`, and the words of other servers for the same.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        match self {
            Self::Length => true,
            Self::Other(word) => matches!(&**word, "model_length" | "max_tokens" | "MAX_TOKENS"),
            _ => false,
        }
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
    /// The answer of the first choice, which is the only one unless the request asked for more.
    ///
    /// # Errors
    ///
    /// Every other way the choice can end, as the [`Error`] of the same name as its [`Outcome`];
    /// [`Error::Empty`] when there is no choice.
    pub fn into_parsed(self) -> Result<T, Error> {
        let tokens = self.usage.as_ref().map(Tokens::from);
        let Some(first) = self.choices.into_iter().next() else { return Err(Error::Empty) };
        let reason = first.finish_reason.as_ref().map_or("length", FinishReason::as_str);
        first.outcome.into_parsed_with(reason, tokens)
    }
}

impl Message {
    /// The signs of how the choice of this message ended.
    pub(crate) fn signs(&self, finish_reason: Option<&FinishReason>) -> Signs<'_> {
        Signs {
            cut_off: finish_reason.is_some_and(FinishReason::is_cut_off),
            filtered: finish_reason == Some(&FinishReason::ContentFilter),
            refusal: self.refusal.as_deref().unwrap_or_default(),
            tool_calls: &self.tool_calls,
            content: self.content.as_deref().unwrap_or_default(),
        }
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let calls = !self.tool_calls.is_empty();
        let fields = 2 + usize::from(self.refusal.is_some()) + usize::from(calls);
        let mut message = to.serialize_struct("Message", fields)?;
        message.serialize_field("role", if self.role.is_empty() { "assistant" } else { &self.role })?;
        message.serialize_field("content", &self.content)?;
        if let Some(refusal) = &self.refusal {
            message.serialize_field("refusal", refusal)?;
        }
        if calls {
            message.serialize_field("tool_calls", &self.tool_calls)?;
        }
        message.end()
    }
}
