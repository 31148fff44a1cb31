//! The items of a response, as received, and as the next request contains them.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;

use crate::answer::content;
use crate::answer::extra::Members;
use crate::answer::lenient::{Loose, elements, fields};
use crate::answer::logprobs::{TokenLogprob, tokens};
use crate::answer::surrogates;
use crate::answer::tool_call::ToolCall;
use crate::responses::response::Status;

/// One item of a response.
///
/// It serializes to the item for the `input` of the next request, with all received members, and it can be read
/// back from that JSON.
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
        /// The item as received.
        raw: String,
    },
}

/// A message to the user.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct OutputMessage {
    /// The id of the item.
    pub id: String,
    /// The status of the message.
    pub status: Option<Status>,
    /// The purpose of the message. Models that do not comment on their work leave it out.
    pub phase: Option<Phase>,
    /// Its parts.
    pub content: Vec<ContentPart>,
    /// The message as received; empty for a message that was not received in one piece.
    pub(super) raw: String,
}

/// The purpose of a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// A comment for the user before the answer. It is never read into the type.
    Commentary,
    /// The answer.
    FinalAnswer,
    /// Any other word. Such a message is read into the type only if there is no other message.
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
        /// The log-probabilities of its tokens, if they were requested.
        logprobs: Vec<TokenLogprob>,
    },
    /// A refusal.
    Refusal(String),
    /// A part of another type.
    Other(String),
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

impl Phase {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Commentary => "commentary",
            Self::FinalAnswer => "final_answer",
            Self::Other(word) => word,
        }
    }
}

impl OutputMessage {
    /// Whether the message is the answer, and not a comment before it.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        self.phase != Some(Phase::Commentary)
    }

    /// Whether the message has a text or a refusal.
    pub(super) fn has_answer(&self) -> bool {
        self.content.iter().any(|part| part.text().is_some() || part.refusal().is_some())
    }

    /// The first text that is not empty.
    pub(super) fn text(&self) -> Option<&str> {
        self.content.iter().find_map(ContentPart::text)
    }
}

/// Two messages are equal if their fields are, however they were written.
impl PartialEq for OutputMessage {
    fn eq(&self, other: &Self) -> bool {
        let fields = |message: &Self| (message.id.clone(), message.status.clone(), message.phase.clone());
        fields(self) == fields(other) && self.content == other.content
    }
}

impl ContentPart {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    pub(super) fn refusal(&self) -> Option<&str> {
        match self {
            Self::Refusal(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

impl OutputItem {
    pub(super) fn as_tool_call(&self) -> Option<&ToolCall> {
        match self {
            Self::ToolCall(call) => Some(call),
            _ => None,
        }
    }

    pub(super) fn as_message(&self) -> Option<&OutputMessage> {
        match self {
            Self::Message(message) => Some(message),
            _ => None,
        }
    }

    /// The id of the item, which is not the one that the result of a call names.
    pub(super) fn id(&self) -> Option<String> {
        match self {
            Self::Message(message) => Some(message.id.clone()),
            Self::ToolCall(call) => call.extra.text("id"),
            Self::Other { raw, .. } => Members::of(raw)
                .0
                .into_iter()
                .find(|(name, _)| name == "id")
                .and_then(|(_, id)| Loose::of(id).text().map(Cow::into_owned)),
        }
    }

    /// Whether no character of the answer was replaced.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Message(message) => {
                message.content.iter().all(|part| part.text().or(part.refusal()).is_none_or(surrogates::is_whole))
            }
            Self::ToolCall(call) => surrogates::is_whole(call.arguments()),
            Self::Other { .. } => true,
        }
    }

    /// Whether the item is a call, or a message with a text or a refusal.
    pub(super) fn has_answer(&self) -> bool {
        match self {
            Self::Message(message) => message.has_answer(),
            Self::ToolCall(_) => true,
            Self::Other { .. } => false,
        }
    }

    /// The model's reasoning, for an item that contains it.
    pub(super) fn reasoning(&self) -> Option<String> {
        let Self::Other { kind, raw } = self else { return None };
        if kind != "reasoning" {
            return None;
        }
        let (mut summary, mut content) = (Loose::Absent, Loose::Absent);
        fields(raw, &mut [("summary", &mut summary), ("content", &mut content)])?;
        let text = |value: Loose<'_>| match value.json() {
            Some(json) => content::parts(json).reasoning,
            None => value.filled(),
        };
        text(content).or_else(|| text(summary)).filter(|text| !text.is_empty())
    }
}

/// One item, with the members that determine its type and those of a message: the `type` may come last.
#[derive(Default)]
struct WireItem<'a> {
    kind: Loose<'a>,
    role: Loose<'a>,
    id: Loose<'a>,
    status: Loose<'a>,
    phase: Loose<'a>,
    content: Loose<'a>,
    call_id: Loose<'a>,
}

#[derive(Default)]
struct WirePart<'a> {
    kind: Loose<'a>,
    text: Loose<'a>,
    refusal: Loose<'a>,
    logprobs: Loose<'a>,
}

/// Reads an item. `None` if the value is not an object. Halves of characters are replaced.
pub(super) fn read(json: &str) -> Option<OutputItem> {
    surrogates::read_or_replace(json, |json| WireItem::of(json)?.read(json))
}

impl<'a> WireItem<'a> {
    fn of(json: &'a str) -> Option<Self> {
        let mut item = Self::default();
        fields(
            json,
            &mut [
                ("type", &mut item.kind),
                ("role", &mut item.role),
                ("id", &mut item.id),
                ("status", &mut item.status),
                ("phase", &mut item.phase),
                ("content", &mut item.content),
                ("call_id", &mut item.call_id),
            ],
        )?;
        Some(item)
    }

    fn read(self, json: &str) -> Option<OutputItem> {
        let kind = self.kind.as_text().unwrap_or_default();
        let is_call = matches!(kind, "function_call" | "custom_tool_call");
        if is_call || (kind.is_empty() && !self.call_id.is_absent()) {
            return ToolCall::read(json).map(OutputItem::ToolCall);
        }
        let is_message = kind == "message" || (kind.is_empty() && !self.content.is_absent());
        if is_message || self.role.as_text() == Some("assistant") {
            return Some(OutputItem::Message(self.into_message(json)));
        }
        Some(OutputItem::Other { kind: kind.into(), raw: json.into() })
    }

    fn into_message(self, json: &str) -> OutputMessage {
        OutputMessage {
            id: self.id.word().unwrap_or_default().into(),
            status: self.status.filled().map(|word| Status::from(&*word)),
            phase: self.phase.filled().map(|word| Phase::from(&*word)),
            content: parts(self.content),
            raw: json.into(),
        }
    }
}

/// The parts of a content. Some servers send one text, and some the JSON itself.
fn parts(content: Loose<'_>) -> Vec<ContentPart> {
    let text = |text: Cow<'_, str>| ContentPart::Text { text: text.into_owned(), logprobs: Vec::new() };
    match content {
        Loose::Text(content) => Vec::from([text(content)]),
        Loose::Other(json) if json.starts_with('[') => {
            let parts = elements(json).into_iter().filter(|part| part.starts_with('{'));
            let parts: Option<Vec<ContentPart>> = parts.map(read_part).collect();
            match parts {
                Some(parts) if !parts.is_empty() => parts,
                _ => content::parts(json).text.map(|joined| text(joined.into())).into_iter().collect(),
            }
        }
        Loose::Other(json) => content::parts(json).text.map(|joined| text(joined.into())).into_iter().collect(),
        Loose::Absent | Loose::Null => Vec::new(),
    }
}

/// Reads a part. `None` if the value is not an object.
pub(super) fn read_part(json: &str) -> Option<ContentPart> {
    let mut part = WirePart::default();
    let WirePart { kind, text, refusal, logprobs } = &mut part;
    fields(json, &mut [("type", kind), ("text", text), ("refusal", refusal), ("logprobs", logprobs)])?;
    Some(part.read())
}

impl WirePart<'_> {
    fn read(self) -> ContentPart {
        match self.kind.as_text() {
            Some("refusal") => ContentPart::Refusal(self.refusal.owned()),
            None if !self.refusal.is_absent() => ContentPart::Refusal(self.refusal.owned()),
            Some("output_text" | "text") | None => ContentPart::Text {
                text: self.text.owned(),
                logprobs: tokens(self.logprobs.json().unwrap_or_default()),
            },
            Some(kind) => ContentPart::Other(kind.into()),
        }
    }
}

/// Only from JSON.
impl<'de> Deserialize<'de> for OutputItem {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        read(raw.get()).ok_or_else(|| serde::de::Error::custom("an item of a response is a JSON object"))
    }
}

impl Serialize for OutputItem {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Message(message) => message.serialize(to),
            Self::ToolCall(call) => call.serialize(to),
            Self::Other { raw, .. } => serde_json::from_str::<&RawValue>(raw).map_err(S::Error::custom)?.serialize(to),
        }
    }
}

/// The message as received, unless it was changed since.
impl Serialize for OutputMessage {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if let Some(OutputItem::Message(came)) = read(&self.raw)
            && came == *self
        {
            return serde_json::from_str::<&RawValue>(&self.raw).map_err(S::Error::custom)?.serialize(to);
        }
        let mut message = to.serialize_struct("OutputMessage", 6)?;
        message.serialize_field("type", "message")?;
        message.serialize_field("id", &self.id)?;
        message.serialize_field("role", "assistant")?;
        message.serialize_field("status", &self.status.as_ref().map(Status::as_str))?;
        match &self.phase {
            Some(phase) => message.serialize_field("phase", phase.as_str())?,
            None => message.skip_field("phase")?,
        }
        message.serialize_field("content", &self.content)?;
        message.end()
    }
}

impl Serialize for ContentPart {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut part = to.serialize_struct("ContentPart", 4)?;
        match self {
            Self::Text { text, logprobs } => {
                part.serialize_field("type", "output_text")?;
                part.serialize_field("text", text)?;
                part.serialize_field("annotations", &[(); 0])?;
                part.serialize_field("logprobs", logprobs)?;
            }
            Self::Refusal(refusal) => {
                part.serialize_field("type", "refusal")?;
                part.serialize_field("refusal", refusal)?;
            }
            Self::Other(kind) => part.serialize_field("type", kind)?,
        }
        part.end()
    }
}
