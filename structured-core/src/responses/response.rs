//! The typed response: the envelope with the wire's names, and how the answer ended.

use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::error::{Error, Tokens};
use crate::answer::logprobs::TokenLogprob;
use crate::answer::outcome::{Outcome, Signs};
use crate::answer::tool_call::ToolCall;
use crate::responses::usage::Usage;

/// The answer to a request of the Responses API, its text read into `T`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Response<T> {
    /// The id of the response.
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub created_at: u64,
    /// The model that answered.
    pub model: String,
    /// How far the response came; `None` where a server does not tell.
    pub status: Option<Status>,
    /// Why the response is incomplete (`incomplete_details.reason` on the wire), like `max_output_tokens`.
    pub incomplete_reason: Option<String>,
    /// How the answer ended and what it says: match on this.
    pub outcome: Outcome<T>,
    /// All items of the answer, in the order of the wire.
    pub output: Vec<OutputItem>,
    /// The tokens that were spent.
    pub usage: Option<Usage>,
    /// The tier that served the request.
    pub service_tier: Option<String>,
}

/// How far a response came.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It is complete.
    Completed,
    /// It ended before it was complete.
    Incomplete,
    /// It failed.
    Failed,
    /// It is being made.
    InProgress,
    /// It was cancelled.
    Cancelled,
    /// It waits for its turn.
    Queued,
    /// A word that is not one of the API's own.
    Other(String),
}

/// One item of a response.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OutputItem {
    /// A message to the user.
    Message(OutputMessage),
    /// A call of a function tool or a custom tool.
    ToolCall(ToolCall),
    /// Anything else: reasoning, calls of the API's own tools …
    Other {
        /// The item's `type`.
        kind: String,
        /// The item as it came, for the `input` of the next request.
        raw: String,
    },
}

/// A message to the user.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OutputMessage {
    /// The id of the item.
    pub id: String,
    /// How far the message came.
    pub status: Option<Status>,
    /// What the message is for; models that do not comment on their work leave it out.
    pub phase: Option<Phase>,
    /// Its parts.
    pub content: Vec<ContentPart>,
}

/// What a message is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// A word to the user on the way to the answer; never read into the type.
    Commentary,
    /// The answer.
    FinalAnswer,
    /// A word that is not one of the API's own; not read into the type either.
    Other(String),
}

/// One part of a message.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ContentPart {
    /// A text (`output_text` on the wire).
    Text {
        /// The text.
        text: String,
        /// Log-probabilities of its tokens, where they were asked for.
        logprobs: Vec<TokenLogprob>,
    },
    /// A refusal.
    Refusal(String),
    /// A part of another type.
    Other(String),
}

impl Status {
    /// The word as the wire has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Completed => "completed",
            Self::Incomplete => "incomplete",
            Self::Failed => "failed",
            Self::InProgress => "in_progress",
            Self::Cancelled => "cancelled",
            Self::Queued => "queued",
            Self::Other(word) => word,
        }
    }

    /// Whether the answer's text ends before its end.
    fn is_cut_off(&self) -> bool {
        matches!(self, Self::Incomplete | Self::InProgress | Self::Cancelled | Self::Queued)
    }
}

impl From<&str> for Status {
    fn from(word: &str) -> Self {
        match word {
            "completed" => Self::Completed,
            "incomplete" => Self::Incomplete,
            "failed" => Self::Failed,
            "in_progress" => Self::InProgress,
            "cancelled" => Self::Cancelled,
            "queued" => Self::Queued,
            other => Self::Other(other.into()),
        }
    }
}

impl From<&str> for Phase {
    fn from(word: &str) -> Self {
        match word {
            "commentary" => Self::Commentary,
            "final_answer" => Self::FinalAnswer,
            other => Self::Other(other.into()),
        }
    }
}

impl OutputMessage {
    /// Whether the message is the answer, and not a word on the way to it.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        matches!(self.phase, None | Some(Phase::FinalAnswer))
    }
}

impl<T> Response<T> {
    /// The answer.
    ///
    /// # Errors
    ///
    /// Every other way the response can end, as the [`Error`] of the same name as its [`Outcome`].
    pub fn into_parsed(self) -> Result<T, Error> {
        let tokens = self.usage.as_ref().map(Tokens::from);
        let reason = match (&self.incomplete_reason, &self.status) {
            (Some(reason), _) => reason,
            (None, Some(status)) => status.as_str(),
            (None, None) => Status::Incomplete.as_str(),
        };
        self.outcome.into_parsed_with(reason, tokens)
    }

    /// The calls of tools among the items.
    pub fn tool_calls(&self) -> impl Iterator<Item = &ToolCall> {
        self.output.iter().filter_map(OutputItem::as_tool_call)
    }
}

impl OutputItem {
    fn as_tool_call(&self) -> Option<&ToolCall> {
        match self {
            Self::ToolCall(call) => Some(call),
            _ => None,
        }
    }

    fn as_answer(&self) -> Option<&OutputMessage> {
        match self {
            Self::Message(message) if message.is_answer() => Some(message),
            _ => None,
        }
    }
}

impl ContentPart {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    fn refusal(&self) -> Option<&str> {
        match self {
            Self::Refusal(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

/// What `incomplete_details.reason` says when the content filter stopped the answer.
const CONTENT_FILTER: &str = "content_filter";

/// Reads how a response ended from its status and its items.
pub(super) fn outcome<T: serde::de::DeserializeOwned>(
    status: Option<&Status>,
    incomplete_reason: Option<&str>,
    output: &[OutputItem],
) -> Outcome<T> {
    let answers = || output.iter().filter_map(OutputItem::as_answer);
    let parts = || answers().flat_map(|message| &message.content);
    let filtered = incomplete_reason == Some(CONTENT_FILTER);
    let message_cut_off = || answers().any(|message| message.status.as_ref().is_some_and(Status::is_cut_off));
    let tool_calls: Vec<_> = output.iter().filter_map(OutputItem::as_tool_call).cloned().collect();
    let signs = Signs {
        cut_off: !filtered && status.map_or_else(message_cut_off, Status::is_cut_off),
        filtered,
        refusal: parts().find_map(ContentPart::refusal).unwrap_or_default(),
        tool_calls: &tool_calls,
        content: parts().find_map(ContentPart::text).unwrap_or_default(),
    };
    signs.read()
}
