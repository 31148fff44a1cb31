//! The members of a Chat Completions request that depend on a type.

use serde::Serialize;

use crate::StructuredOutput;
use crate::answer::error::Error;
use crate::answer::format::{Function, NamedSchema};
use crate::answer::json_mode;
use crate::schema::constant::check_short_name;
use crate::tools::check_description;

/// The `response_format` of a request; see [`response_format`] and [`response_format_json_object`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ResponseFormat {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    json_schema: Option<NamedSchema>,
}

/// The `response_format` that makes the model answer with a `T`.
///
/// It serializes to `{"type":"json_schema","json_schema":{"name":…,"strict":true,"schema":…}}`; the schema's text is
/// the constant [`T::JSON_SCHEMA`](StructuredOutput::JSON_SCHEMA), embedded as it is.
///
/// The model answers in the order of the schema's properties. Write the request from a struct, or in another way that
/// keeps it: `serde_json::json!` and `serde_json::Value` sort keys, unless the build turns on `preserve_order`.
///
/// Fails to compile if the name of `T` has more than 64 bytes.
#[must_use]
pub const fn response_format<T: StructuredOutput + ?Sized>() -> ResponseFormat {
    const { check_short_name::<T>() };
    let schema = NamedSchema::new(T::NAME, T::DESCRIPTION, T::JSON_SCHEMA);
    ResponseFormat { kind: "json_schema", json_schema: Some(schema) }
}

/// The `response_format` of JSON mode: any JSON object, of no particular shape.
///
/// For models that do not support schemas. The API refuses it unless a message mentions JSON: see [`check_json_mode`].
#[must_use]
pub const fn response_format_json_object() -> ResponseFormat {
    ResponseFormat { kind: "json_object", json_schema: None }
}

/// Checks that some message mentions JSON, which the API requires of a request in JSON mode.
///
/// `messages` is the value from which the `messages` of the request are written. It is checked as the JSON that it
/// serializes to.
///
/// # Errors
///
/// [`Error::JsonNotMentioned`] when no message's content contains "json", in any case. The API would answer such a
/// request with status 400, and a server that does not check lets the model write whitespace without end.
///
/// # Examples
///
/// ```
/// use structured_core::chat;
///
/// let messages = serde_json::json!([{"role": "system", "content": "Answer with a JSON object."}]);
/// assert!(chat::check_json_mode(&messages).is_ok());
///
/// let messages = serde_json::json!([{"role": "user", "content": "Who won the world series in 2020?"}]);
/// assert!(chat::check_json_mode(&messages).is_err());
/// ```
pub fn check_json_mode<M: Serialize + ?Sized>(messages: &M) -> Result<(), Error> {
    json_mode::check(messages, "messages")
}

/// One element of the `tools` of a request; see [`tool`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tool {
    #[serde(rename = "type")]
    kind: &'static str,
    function: Function,
}

impl Tool {
    /// As [`tool`], without checking the length of the description.
    pub(crate) const fn of<T: StructuredOutput + ?Sized>() -> Self {
        Self { kind: "function", function: Function::new(T::NAME, T::DESCRIPTION, T::JSON_SCHEMA) }
    }

    /// The description of the tool.
    pub(crate) const fn description(&self) -> Option<&'static str> {
        self.function.description
    }

    /// The name of the function.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.function.name
    }
}

/// The function tool whose arguments are a `T`, in strict mode.
///
/// It serializes to `{"type":"function","function":{"name":…,"strict":true,"parameters":…}}`.
///
/// Fails to compile if the description of `T` has more than 1,024 characters, or its name more than 64 bytes: the API
/// refuses both.
#[must_use]
pub const fn tool<T: StructuredOutput + ?Sized>() -> Tool {
    const { check_short_name::<T>() };
    const { check_description::<T>() };
    Tool::of::<T>()
}
