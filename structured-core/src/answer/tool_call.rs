//! A call of a function tool, as both APIs answer it.

use alloc::string::String;

use serde::de::DeserializeOwned;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::answer::error::Error;
use crate::answer::json_text;

/// One call of a tool that the model asks for.
///
/// It serializes to the element of `tool_calls` that Chat Completions expects back in the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ToolCall {
    /// The id that the result of the call must name: `id` in Chat Completions, `call_id` in the Responses API.
    pub id: String,
    /// The name of the tool.
    pub name: String,
    /// The arguments as the model wrote them: a JSON text for a function, any text for a custom tool.
    pub arguments: String,
    /// Whether the tool is a custom one, whose arguments are free text.
    pub custom: bool,
}

impl ToolCall {
    /// The name of the tool.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The arguments as the model wrote them.
    #[must_use]
    pub fn arguments(&self) -> &str {
        &self.arguments
    }

    /// Reads the arguments into a type. Which type belongs to which [`name`](Self::name) is the caller's knowledge.
    ///
    /// Arguments that are empty read as `{}`: some models write nothing for a function without parameters.
    ///
    /// # Errors
    ///
    /// [`Error::BadArguments`], with the text kept, when the arguments are not JSON or not a `T`.
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
}

impl Serialize for ToolCall {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut call = to.serialize_struct("ToolCall", 3)?;
        call.serialize_field("id", &self.id)?;
        if self.custom {
            call.serialize_field("type", "custom")?;
            call.serialize_field("custom", &Custom { name: &self.name, input: &self.arguments })?;
        } else {
            call.serialize_field("type", "function")?;
            call.serialize_field("function", &Function { name: &self.name, arguments: &self.arguments })?;
        }
        call.end()
    }
}

#[derive(serde::Serialize)]
struct Function<'a> {
    name: &'a str,
    arguments: &'a str,
}

#[derive(serde::Serialize)]
struct Custom<'a> {
    name: &'a str,
    input: &'a str,
}
