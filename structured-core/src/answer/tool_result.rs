//! The message that answers a call of a tool.

use alloc::format;
use alloc::string::{String, ToString};

use serde::ser::{Error as _, Serialize, SerializeStruct, Serializer};

use crate::answer::error::Error;
use crate::answer::tool_call::{Form, ToolCall};

/// The message with the result of a call, for the model; see [`ToolCall::result`] and [`ToolCall::failed`].
///
/// It serializes to a message of the role `tool` in Chat Completions, and to a `function_call_output` item in the
/// Responses API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolResult {
    id: String,
    name: String,
    custom: bool,
    form: Form,
    /// The text for the model, or why the result does not serialize.
    output: Result<String, String>,
}

impl ToolResult {
    pub(crate) fn of<V: Serialize + ?Sized>(call: &ToolCall, value: &V) -> Self {
        let json = serde_json::to_string(value);
        let text = json.map(|json| serde_json::from_str(&json).unwrap_or(json)).map_err(|error| error.to_string());
        Self::new(call, text)
    }

    pub(crate) fn failed(call: &ToolCall, error: &(dyn core::error::Error + 'static)) -> Self {
        let text = match error.downcast_ref::<Error>().and_then(Error::feedback) {
            Some(feedback) => feedback,
            None => format!("The call of `{}` failed: {error}", call.name()),
        };
        Self::new(call, Ok(text))
    }

    fn new(call: &ToolCall, output: Result<String, String>) -> Self {
        Self { id: call.id.clone(), name: call.name.clone(), custom: call.custom, form: call.form, output }
    }

    /// The text for the model; `None` if the result does not serialize.
    #[must_use]
    pub fn output(&self) -> Option<&str> {
        self.output.as_deref().ok()
    }
}

impl Serialize for ToolResult {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let output = self.output.as_ref().map_err(|error| {
            S::Error::custom(format_args!("the result of `{}` does not serialize: {error}", self.name))
        })?;
        let mut message = to.serialize_struct("ToolResult", 3)?;
        let (kind, id, text) = match self.form {
            Form::Chat => (("role", "tool"), ("tool_call_id", &self.id), "content"),
            Form::FunctionCall => (("role", "function"), ("name", &self.name), "content"),
            Form::Item if self.custom => (("type", "custom_tool_call_output"), ("call_id", &self.id), "output"),
            Form::Item => (("type", "function_call_output"), ("call_id", &self.id), "output"),
        };
        message.serialize_field(kind.0, kind.1)?;
        message.serialize_field(id.0, id.1)?;
        message.serialize_field(text, output)?;
        message.end()
    }
}
