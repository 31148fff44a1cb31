//! The members of a request to the Responses API that depend on a type.

use serde::Serialize;

use crate::StructuredOutput;
use crate::answer::error::Error;
use crate::answer::format::{Function, NamedSchema};
use crate::answer::json_mode;
use crate::schema::constant::check_short_name;
use crate::tools::check_description;

/// The `text.format` of a request; see [`text_format`] and [`text_format_json_object`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TextFormat {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    json_schema: Option<NamedSchema>,
}

/// The `text.format` that makes the model answer with a `T`.
///
/// It serializes to `{"type":"json_schema","name":…,"strict":true,"schema":…}`, and its place in the request is
/// `"text": {"format": …}`. The schema's text is the constant [`T::JSON_SCHEMA`](StructuredOutput::JSON_SCHEMA),
/// embedded as it is.
///
/// The model answers in the order of the schema's properties. Write the request from a struct, or in another way that
/// keeps it: `serde_json::json!` and `serde_json::Value` sort keys, unless the build turns on `preserve_order`.
///
/// Fails to compile if the name of `T` has more than 64 bytes.
#[must_use]
pub const fn text_format<T: StructuredOutput + ?Sized>() -> TextFormat {
    const { check_short_name::<T>() };
    let schema = NamedSchema::new(T::NAME, T::DESCRIPTION, T::JSON_SCHEMA);
    TextFormat { kind: "json_schema", json_schema: Some(schema) }
}

/// The `text.format` of JSON mode: any JSON object, of no particular shape.
///
/// For models that do not support schemas. The API refuses it unless a message mentions JSON: see [`check_json_mode`].
#[must_use]
pub const fn text_format_json_object() -> TextFormat {
    TextFormat { kind: "json_object", json_schema: None }
}

/// Checks that some input message mentions JSON, which the API requires of a request in JSON mode. `instructions` do
/// not count.
///
/// `input` is the value from which the `input` of the request is written, a text or a list of items. It is checked as
/// the JSON that it serializes to.
///
/// # Errors
///
/// [`Error::JsonNotMentioned`] when no message contains "json", in any case.
pub fn check_json_mode<M: Serialize + ?Sized>(input: &M) -> Result<(), Error> {
    json_mode::check(input, "input")
}

/// One element of the `tools` of a request; see [`tool`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tool {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    function: Function,
}

impl Tool {
    /// As [`tool`], without checking the length of the description.
    pub(crate) const fn of<T: StructuredOutput + ?Sized>() -> Self {
        Self { kind: "function", function: Function::new(T::NAME, T::DESCRIPTION, T::JSON_SCHEMA) }
    }

    /// The name of the function.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.function.name
    }
}

/// The function tool whose arguments are a `T`, in strict mode.
///
/// It serializes to `{"type":"function","name":…,"strict":true,"parameters":…}`.
///
/// The name may have up to 128 bytes; all other names may have 64.
///
/// Fails to compile if the description of `T` has more than 1,024 characters, which the API refuses.
#[must_use]
pub const fn tool<T: StructuredOutput + ?Sized>() -> Tool {
    const { check_description::<T>() };
    Tool::of::<T>()
}
