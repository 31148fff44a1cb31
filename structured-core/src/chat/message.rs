//! A message of a conversation, as received, and as the next request contains it.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::answer::content;
use crate::answer::ending::Ending;
use crate::answer::error::Error;
use crate::answer::extra::ExtraFields;
use crate::answer::json_text;
use crate::answer::lenient::{Cursor, Loose, NotJson, Wire, elements, object_from_json};
use crate::answer::outcome::EndSignals;
use crate::answer::surrogates;
use crate::answer::tool_call::{Form, ToolCall};

/// A message of the assistant, as received.
///
/// It serializes to the message for the next request of the conversation, with all received members, and it can be
/// read back from that JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Message {
    /// The role: `assistant`.
    pub role: Cow<'static, str>,
    /// The text of the answer. The texts of a content of several parts are joined.
    pub content: Option<String>,
    /// The text of a refusal.
    pub refusal: Option<String>,
    /// The tools that the model calls.
    pub tool_calls: Vec<ToolCall>,
    pub(crate) extra: ExtraFields,
}

/// The members in which servers send the model's reasoning, the common one first.
pub(super) const REASONING: [&str; 2] = ["reasoning_content", "reasoning"];

/// The role of a message without one.
const ASSISTANT: &str = "assistant";

impl Message {
    /// The other members of the message, like `annotations` or `reasoning_details`.
    #[must_use]
    pub fn extra(&self) -> &ExtraFields {
        &self.extra
    }

    /// The model's reasoning, if the server sends it: `reasoning_content`, `reasoning`, the texts
    /// of `reasoning_details`, or the thinking parts of the content.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::chat;
    ///
    /// let body = br#"{"choices": [{"finish_reason": "stop", "message": {
    ///     "content": "[4]", "reasoning_content": "2 and 2"}}]}"#;
    /// let completion = chat::parse::<Vec<u32>>(body)?;
    /// assert_eq!(completion.choices[0].message.reasoning().as_deref(), Some("2 and 2"));
    /// # Ok::<(), structured_core::Error>(())
    /// ```
    #[must_use]
    pub fn reasoning(&self) -> Option<String> {
        let text = REASONING.iter().find_map(|name| self.extra.text(name)).filter(|text| !text.is_empty());
        text.or_else(|| content::reasoning_details(self.extra.get("reasoning_details")?.get()))
            .or_else(|| content::parts(self.extra.get("content")?.get()).reasoning)
    }

    /// Reads the content into a type, whatever else the message contains.
    ///
    /// Use it for the answer of a model that wrote a text *and* called tools: such a choice ends with
    /// [`Outcome::ToolCalls`](crate::Outcome::ToolCalls), unless the text is marked as the final answer.
    ///
    /// # Errors
    ///
    /// [`Error::Empty`] when there is no content, and [`Error::Unreadable`] when it is not JSON or not a `T`.
    pub fn parse_content<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let content = self.content.as_deref().filter(|content| !content.is_empty()).ok_or(Error::Empty)?;
        json_text::read(content).map_err(Error::Unreadable)
    }

    /// Whether no character of the answer was replaced.
    pub(super) fn is_whole(&self) -> bool {
        let mut calls = self.tool_calls.iter();
        surrogates::are_whole(&[self.content.as_deref(), self.refusal.as_deref()])
            && calls.all(|call| surrogates::is_whole(call.arguments()))
    }

    pub(super) fn end_signals(&self, ending: Ending) -> EndSignals<'_> {
        EndSignals {
            ending,
            refusal: self.refusal.as_deref().unwrap_or_default(),
            tool_calls: &self.tool_calls,
            content: self.content.as_deref().unwrap_or_default(),
            is_final: !self.tool_calls.is_empty() && self.extra.text("phase").as_deref() == Some("final_answer"),
        }
    }
}

/// The message on the wire.
#[derive(Debug, Default)]
pub(super) struct WireMessage {
    message: Message,
    extra: ExtraFields,
    /// The refusal in the parts of the content. The member `refusal` takes precedence over it.
    part_refusal: Option<String>,
}

impl WireMessage {
    pub(super) fn as_message(&self) -> &Message {
        &self.message
    }

    pub(super) fn take_message(&mut self) -> Message {
        let Self { message, extra, part_refusal } = self;
        match &message.refusal {
            None => message.refusal = part_refusal.take(),
            // The refusal could not be read back from the content alone.
            Some(refusal) if part_refusal.is_some() => extra.push_value("refusal", &Loose::Text(refusal.into())),
            Some(_) => {}
        }
        message.set_extra(core::mem::take(extra));
        core::mem::take(message)
    }
}

impl<'a> Wire<'a> for WireMessage {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        let Self { message, extra, part_refusal } = self;
        message.fill_role();
        match &*key {
            "role" => message.take_role(value.loose()?, extra),
            "content" => *part_refusal = message.take_content(value.loose()?, extra),
            "refusal" => message.take_refusal(value.loose()?, extra),
            "tool_calls" => message.take_calls(value.raw()?, extra),
            "function_call" => message.take_function_call(value.raw()?, extra),
            _ => extra.push(&key, value.raw()?),
        }
        Ok(())
    }
}

impl Message {
    /// A message without a role is a message of the assistant.
    pub(super) fn fill_role(&mut self) {
        if self.role.is_empty() {
            self.role = Cow::Borrowed(ASSISTANT);
        }
    }

    /// Sets the other members. A `null` content is not kept if nothing else was received: it is written anyway.
    pub(super) fn set_extra(&mut self, extra: ExtraFields) {
        let is_empty = self.refusal.is_none() && self.tool_calls.is_empty() && extra.is_only("content", "null");
        self.extra = if is_empty { ExtraFields::default() } else { extra };
    }

    fn take_role(&mut self, role: Loose<'_>, extra: &mut ExtraFields) {
        extra.keep("role", &role);
        self.role = match role.filled() {
            Some(role) if role != ASSISTANT => Cow::Owned(role),
            _ => Cow::Borrowed(ASSISTANT),
        };
    }

    /// Takes the content, and returns the refusal in its parts.
    fn take_content(&mut self, content: Loose<'_>, extra: &mut ExtraFields) -> Option<String> {
        extra.keep("content", &content);
        if let Loose::Other(json) = content {
            let parts = content::parts(json);
            self.content = parts.text;
            return parts.refusal;
        }
        self.content = content.text().map(Cow::into_owned);
        None
    }

    fn take_refusal(&mut self, refusal: Loose<'_>, extra: &mut ExtraFields) {
        extra.keep("refusal", &refusal);
        if matches!(&refusal, Loose::Text(text) if text.is_empty()) {
            extra.push("refusal", "\"\"");
        }
        self.refusal = refusal.filled().or(self.refusal.take());
    }

    fn take_calls(&mut self, calls: &str, extra: &mut ExtraFields) {
        let list = elements(calls).into_iter().filter_map(ToolCall::read);
        let before = self.tool_calls.len();
        // A call in the older form is the last one, as it is written, wherever it was received.
        let older = self.tool_calls.iter().position(|call| call.form == Form::FunctionCall).unwrap_or(before);
        // In the list, a function alone is an ordinary call.
        let as_element = |call: ToolCall| match call.form {
            Form::FunctionCall => ToolCall { form: Form::Chat, ..call },
            Form::Chat | Form::Item => call,
        };
        let came = list.map(as_element).filter(|call| !call.is_empty());
        self.tool_calls.splice(older..older, came);
        if self.tool_calls.len() == before {
            extra.push("tool_calls", calls);
        }
    }

    /// The older form of a call, which occurs once in a message.
    fn take_function_call(&mut self, call: &str, extra: &mut ExtraFields) {
        match ToolCall::read(call) {
            Some(call) if !call.name.is_empty() => {
                self.tool_calls.push(call.into_function_call());
            }
            _ => extra.push("function_call", call),
        }
    }
}

/// Only from JSON.
impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object_from_json(from).map(|mut message: WireMessage| message.take_message())
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut message = to.serialize_map(None)?;
        let mut written = Vec::new();
        if self.extra.get("role").is_none() {
            message.serialize_entry("role", if self.role.is_empty() { ASSISTANT } else { &self.role })?;
        }
        // The content and the refusal are written as received, unless they would then be read differently from now.
        let came = self.extra.get("content").map(RawValue::get);
        let mut parts = came.map(content::parts).unwrap_or_default();
        if came.is_none() || parts.text != self.content || (self.refusal.is_none() && parts.refusal.is_some()) {
            parts.refusal = None;
            written.push("content");
            if self.content.is_some() || came.is_some() || self.is_new() {
                message.serialize_entry("content", &self.content)?;
            }
        }
        let refusal = self.extra.text("refusal").filter(|refusal| !refusal.is_empty()).or(parts.refusal);
        if refusal != self.refusal {
            written.push("refusal");
            if let Some(refusal) = &self.refusal {
                message.serialize_entry("refusal", refusal)?;
            }
        }
        let (function_calls, calls): (Vec<_>, Vec<_>) =
            self.tool_calls.iter().partition(|call| call.form == Form::FunctionCall);
        if !calls.is_empty() {
            written.push("tool_calls");
            message.serialize_entry("tool_calls", &calls)?;
        }
        if let [call, ..] = &function_calls[..] {
            message.serialize_entry("function_call", call)?;
        }
        self.extra.write(&mut message, &written)?;
        message.end()
    }
}

impl Message {
    /// Whether nothing else was set. In that case, the API requires a content.
    fn is_new(&self) -> bool {
        self.extra.is_empty() && self.refusal.is_none() && self.tool_calls.is_empty()
    }
}
