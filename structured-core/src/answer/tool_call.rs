//! A tool call, in the forms of both APIs.

use alloc::string::String;

use serde::Serialize;
use serde::de::DeserializeOwned;

mod read;
mod write;

pub(crate) use self::read::arguments_text;
use crate::answer::error::Error;
use crate::answer::extra::ExtraFields;
use crate::answer::json_text;
use crate::answer::tolerance::{Tolerated, read_tolerant};
use crate::answer::tool_result::ToolResult;

/// A call of a tool by the model.
///
/// It serializes to what the API that answered expects back in the conversation, with all received members: an
/// element of `tool_calls` in Chat Completions, an item of `input` in the Responses API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolCall {
    pub(crate) id: String,
    pub(crate) namespace: Option<String>,
    pub(crate) name: String,
    pub(crate) arguments: String,
    pub(crate) custom: bool,
    pub(crate) form: Form,
    /// Other members of the call.
    pub(crate) extra: ExtraFields,
    /// Other members of its `function`, or of its `custom`.
    pub(crate) inner: ExtraFields,
}

/// The place of a call on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Form {
    /// An element of `tool_calls` of a message.
    #[default]
    Chat,
    /// The `function_call` of a message, which is older than `tool_calls`.
    FunctionCall,
    /// An item of a response.
    Item,
}

impl ToolCall {
    pub(crate) fn empty(form: Form) -> Self {
        Self {
            id: String::new(),
            namespace: None,
            name: String::new(),
            arguments: String::new(),
            custom: false,
            form,
            extra: ExtraFields::default(),
            inner: ExtraFields::default(),
        }
    }

    /// A call of a function tool, as Chat Completions writes it. `arguments` is a JSON text.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::ToolCall;
    ///
    /// let call = ToolCall::function("call_1", "get_weather", r#"{"location":"Paris"}"#);
    /// assert_eq!(
    ///     serde_json::to_string(&call)?,
    ///     r#"{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"location\":\"Paris\"}"}}"#
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn function(id: impl Into<String>, name: impl Into<String>, arguments: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into(), arguments: arguments.into(), ..Self::empty(Form::Chat) }
    }

    /// A call of a custom tool, whose input is free text.
    pub fn custom(id: impl Into<String>, name: impl Into<String>, input: impl Into<String>) -> Self {
        Self { custom: true, ..Self::function(id, name, input) }
    }

    /// The same call as an item of the Responses API.
    #[must_use]
    pub fn into_item(self) -> Self {
        Self { form: Form::Item, ..self }
    }

    /// The id that the result of the call must name: `id` in Chat Completions, `call_id` in the Responses API.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The namespace of the tool. `None` for a tool outside of namespaces, and if a server sends an
    /// empty one. [`Tools::from_call_in`](crate::Tools::from_call_in) reads a call with a namespace.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref().filter(|namespace| !namespace.is_empty())
    }

    /// The call as if its tool had been offered outside of namespaces.
    pub(crate) fn without_namespace(&self) -> Self {
        Self { namespace: None, ..self.clone() }
    }

    /// The name of the tool.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The arguments as the model wrote them: a JSON text for a function tool, any text for a custom tool.
    #[must_use]
    pub fn arguments(&self) -> &str {
        &self.arguments
    }

    /// Whether the tool is a custom one, whose arguments are free text.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.custom
    }

    /// The other members of the call, like `extra_content`.
    #[must_use]
    pub fn extra(&self) -> &ExtraFields {
        &self.extra
    }

    /// Reads the arguments into the type of the tool. The caller chooses the type that matches [`name`](Self::name).
    ///
    /// Empty arguments read as `{}`: some models write nothing for a function without parameters.
    ///
    /// # Errors
    ///
    /// [`Error::BadArguments`], which contains the text, when the arguments are not JSON or not a `T`.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::{Outcome, chat};
    ///
    /// #[derive(serde::Deserialize)]
    /// struct GetWeather {
    ///     location: String,
    /// }
    ///
    /// let body = br#"{"choices": [{"finish_reason": "tool_calls", "message": {"content": null, "tool_calls": [
    ///     {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{\"location\":\"Paris\"}"}}
    /// ]}}]}"#;
    /// let completion = chat::parse::<String>(body)?;
    /// let Outcome::ToolCalls(calls) = &completion.choices[0].outcome else { panic!() };
    /// assert_eq!(calls[0].name(), "get_weather");
    /// assert_eq!(calls[0].parse::<GetWeather>()?.location, "Paris");
    /// # Ok::<(), structured_core::Error>(())
    /// ```
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let arguments = if self.arguments.trim_ascii().is_empty() { "{}" } else { &self.arguments };
        json_text::read(arguments).map_err(|error| Error::BadArguments { tool: self.name.clone(), error })
    }

    /// As [`parse`](Self::parse), for models whose arguments are not enforced: text around the JSON is
    /// removed (see [`read_tolerant`](crate::read_tolerant)), and the text `null` reads as `{}`.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_tolerant<T: DeserializeOwned>(&self) -> Result<Tolerated<T>, Error> {
        let arguments = match self.arguments.trim() {
            "" | "null" => "{}",
            arguments => arguments,
        };
        read_tolerant(arguments).map_err(|error| Error::BadArguments { tool: self.name.clone(), error })
    }

    /// The message with the result of the call, for the model.
    ///
    /// A value that serializes to a text is sent as that text, and any other value as its JSON. The message has the
    /// form of the API that the call came from. It fails to serialize if the value does.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::{ToolCall, chat};
    ///
    /// let call = ToolCall::function("call_1", "get_weather", r#"{"location":"Paris"}"#);
    /// let result = serde_json::to_string(&call.result(&[18, 21]))?;
    /// assert_eq!(result, r#"{"role":"tool","tool_call_id":"call_1","content":"[18,21]"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn result<V: Serialize + ?Sized>(&self, value: &V) -> ToolResult {
        ToolResult::of(self, value)
    }

    /// The message for the model that the call failed, and what to do.
    ///
    /// For unreadable arguments, it asks for corrected ones. For a tool that was not offered, it lists the names of
    /// those that were.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::ToolCall;
    ///
    /// let call = ToolCall::function("call_1", "square", "{}");
    /// let error = call.parse::<u32>().unwrap_err();
    /// let message = serde_json::to_string(&call.failed(&error))?;
    /// assert!(message.contains("Call `square` again with corrected arguments."));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn failed(&self, error: &(dyn core::error::Error + 'static)) -> ToolResult {
        ToolResult::failed(self, error)
    }

    /// Whether the call names a tool or has arguments. Some servers send an empty call beside an answer.
    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_empty() && self.arguments.is_empty()
    }
}
