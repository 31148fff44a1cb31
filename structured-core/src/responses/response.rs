//! The typed response: the envelope, with the names of the wire, and how the answer ended.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;

use crate::answer::ending::Ending;
use crate::answer::error::{Error, Tokens};
use crate::answer::json_text;
use crate::answer::outcome::{EndSignals, Outcome};
use crate::answer::tolerance::{Mode, Repair};
use crate::answer::tool_call::ToolCall;
use crate::responses::item::{ContentPart, OutputItem, OutputMessage, Phase};
use crate::responses::usage::Usage;

/// The answer to a request of the Responses API, with its text read into `T`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Response<T> {
    /// The id of the response.
    pub id: String,
    /// When it was created, in seconds since 1970.
    pub created_at: u64,
    /// The model that answered.
    pub model: String,
    /// The status of the response; `None` if a server does not send it.
    pub status: Option<Status>,
    /// Why the response is incomplete (`incomplete_details.reason` on the wire), like `max_output_tokens`.
    pub incomplete_reason: Option<String>,
    /// How the answer ended, and the answer: match on this.
    pub outcome: Outcome<T>,
    /// All items of the answer, in the order in which they were sent.
    pub output: Vec<OutputItem>,
    /// The tokens that were used.
    pub usage: Option<Usage>,
    /// What was changed in the text so that it could be read. Always empty, except with
    /// [`parse_tolerant`](super::parse_tolerant) and [`StreamReader::tolerant`](super::StreamReader::tolerant).
    pub repairs: Vec<Repair>,
    /// The tier that served the request.
    pub service_tier: Option<Cow<'static, str>>,
}

/// The status of a response.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It is complete.
    Completed,
    /// It ended before it was complete.
    Incomplete,
    /// It failed.
    Failed,
    /// It is in progress.
    InProgress,
    /// It was cancelled.
    Cancelled,
    /// It is in the queue.
    Queued,
    /// Any other word.
    Other(String),
}

impl Status {
    /// The word on the wire.
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

    /// Whether nothing more will be added to the response.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Completed | Self::Incomplete | Self::Failed | Self::Cancelled)
    }

    /// Whether the text of the answer is incomplete.
    pub(super) fn is_cut_off(&self) -> bool {
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

impl<T> Response<T> {
    /// The answer.
    ///
    /// # Errors
    ///
    /// Every other way the response can end, as the [`Error`] of the same name as its [`Outcome`].
    pub fn into_parsed(self) -> Result<T, Error> {
        let tokens = self.usage.as_ref().map(Tokens::from);
        let status = self.status.as_ref().filter(|status| status.is_cut_off()).map(Status::as_str);
        self.outcome.into_parsed_with(self.incomplete_reason.as_deref().or(status), tokens)
    }

    /// Reads the text of the answer into a type, whatever else the response contains.
    ///
    /// Use it for the answer of a model that wrote a text *and* called tools: such a response ends with
    /// [`Outcome::ToolCalls`], unless the text is marked as the final answer.
    ///
    /// # Errors
    ///
    /// [`Error::Empty`] when there is no text, and [`Error::Unreadable`] when it is not JSON or not a `U`.
    pub fn parse_content<U: DeserializeOwned>(&self) -> Result<U, Error> {
        let (content, _) = answer_text(&self.output).ok_or(Error::Empty)?;
        json_text::read(content).map_err(Error::Unreadable)
    }

    /// The model's reasoning, if the API sends it: the texts of the reasoning items.
    #[must_use]
    pub fn reasoning(&self) -> Option<String> {
        let texts: Vec<_> = self.output.iter().filter_map(OutputItem::reasoning).collect();
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    }

    /// The tool calls among the items.
    pub fn tool_calls(&self) -> impl Iterator<Item = &ToolCall> {
        self.output.iter().filter_map(OutputItem::as_tool_call)
    }
}

/// The JSON of the API, from which [`parse`](super::parse) reads the same response again. The outcome is not written:
/// it is read from the items.
impl<T> Serialize for Response<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct IncompleteDetails<'a> {
            reason: &'a str,
        }
        let details = self.incomplete_reason.as_deref().map(|reason| IncompleteDetails { reason });
        let mut response = to.serialize_struct("Response", 9)?;
        response.serialize_field("id", &self.id)?;
        response.serialize_field("object", "response")?;
        response.serialize_field("created_at", &self.created_at)?;
        response.serialize_field("status", &self.status.as_ref().map(Status::as_str))?;
        response.serialize_field("incomplete_details", &details)?;
        response.serialize_field("model", &self.model)?;
        response.serialize_field("output", &self.output)?;
        response.serialize_field("usage", &self.usage)?;
        response.serialize_field("service_tier", &self.service_tier)?;
        response.end()
    }
}

/// Only from JSON. An error of the API is an error here, too.
impl<'de, T: DeserializeOwned> Deserialize<'de> for Response<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        super::parse(raw.get().as_bytes()).map_err(serde::de::Error::custom)
    }
}

/// The text that is the answer, and whether it is marked as final. A marked message takes precedence over one without a
/// mark, which takes precedence over one with an unknown mark.
fn answer_text(output: &[OutputItem]) -> Option<(&str, bool)> {
    let text_of = |wanted: fn(&OutputMessage) -> bool| {
        output.iter().filter_map(OutputItem::as_message).filter(|message| wanted(message)).find_map(OutputMessage::text)
    };
    if let Some(text) = text_of(|message| message.phase == Some(Phase::FinalAnswer)) {
        return Some((text, true));
    }
    let unmarked = text_of(|message| message.phase.is_none());
    let text = unmarked.or_else(|| text_of(|message| matches!(message.phase, Some(Phase::Other(_)))));
    text.map(|text| (text, false))
}

/// Reads how a response ended from its status and its items.
pub(super) fn outcome<T: DeserializeOwned>(
    status: Option<&Status>,
    incomplete_reason: Option<&str>,
    output: &[OutputItem],
    mode: Mode,
) -> (Outcome<T>, Vec<Repair>) {
    let answers = || output.iter().filter_map(OutputItem::as_message).filter(|message| message.is_answer());
    let message_cut_off = || answers().any(|message| message.status.as_ref().is_some_and(Status::is_cut_off));
    let reason = incomplete_reason.map_or(Ending::Complete, Ending::of);
    let ending = match status {
        _ if reason == Ending::Filtered => Ending::Filtered,
        Some(status) if status.is_cut_off() => Ending::CutOff,
        None if reason == Ending::CutOff || message_cut_off() => Ending::CutOff,
        _ => Ending::Complete,
    };
    let tool_calls: Vec<_> = output.iter().filter_map(OutputItem::as_tool_call).cloned().collect();
    let refusal = answers().flat_map(|message| &message.content).find_map(ContentPart::refusal).unwrap_or_default();
    let (content, is_final) = answer_text(output).unwrap_or_default();
    EndSignals { ending, refusal, tool_calls: &tool_calls, content, is_final }.outcome(mode)
}
