//! The error bodies of the API and of servers that speak its language.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt;

use serde_json::value::RawValue;

use crate::answer::error::Error;
use crate::answer::json_text::ContentError;
use crate::answer::lenient::Text;

/// An error that the API answered with: `{"error": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ApiError {
    /// What went wrong, in words.
    pub message: String,
    /// The class of the error (`type` on the wire), like `invalid_request_error`.
    pub kind: Option<String>,
    /// The parameter of the request that is at fault.
    pub param: Option<String>,
    /// The code of the error, like `invalid_json_schema`; a number on some servers.
    pub code: Option<String>,
    /// The HTTP status, where a file of results tells it.
    pub status: Option<u16>,
    /// The error as it came, with the fields that are not named here.
    pub raw: String,
}

impl core::error::Error for ApiError {}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.message.is_empty() { &self.raw } else { &self.message })?;
        let status = self.status.map(|status| status.to_string());
        let facts = [("status", &status), ("type", &self.kind), ("param", &self.param), ("code", &self.code)];
        let mut open = false;
        for (name, value) in facts {
            let Some(value) = value else { continue };
            write!(f, "{}{name} `{value}`", if open { ", " } else { " (" })?;
            open = true;
        }
        if open { f.write_str(")") } else { Ok(()) }
    }
}

/// The error's fields as they stand on the wire; all of them may be missing.
#[derive(serde::Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    message: Option<&'a RawValue>,
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    param: Option<&'a RawValue>,
    #[serde(borrow)]
    code: Option<&'a RawValue>,
}

impl ApiError {
    /// The error from its JSON: an object, or only a text.
    fn read(raw: &str) -> Self {
        match serde_json::from_str::<Wire<'_>>(raw) {
            Ok(wire) => Self {
                message: wire.message.and_then(word).unwrap_or_default(),
                kind: wire.kind.and_then(word),
                param: wire.param.and_then(word),
                code: wire.code.and_then(word),
                status: None,
                raw: raw.to_string(),
            },
            Err(_) => Self { message: text(raw), raw: raw.to_string(), ..Self::default() },
        }
    }
}

/// A text, or another value as it is written; `null` is nothing.
fn word(raw: &RawValue) -> Option<String> {
    (raw.get() != "null").then(|| text(raw.get()))
}

fn text(raw: &str) -> String {
    serde_json::from_str(raw).map_or_else(|_| raw.to_string(), |Text(text)| text.into_owned())
}

/// The error that stands in the field `error` of a body.
#[cold]
pub(crate) fn told(raw: &RawValue) -> Error {
    Error::Api(Box::new(ApiError::read(raw.get())))
}

/// Says why a body that was read, or could not be, is no answer: servers write their errors in several ways.
#[cold]
pub(crate) fn explain(body: &[u8], expected: &'static str, error: ContentError) -> Error {
    #[derive(serde::Deserialize)]
    struct Bare<'a> {
        #[serde(borrow)]
        object: Option<Text<'a>>,
        #[serde(borrow)]
        error: Option<&'a RawValue>,
        #[serde(borrow)]
        message: Option<&'a RawValue>,
    }
    let Ok(raw) = serde_json::from_slice::<&RawValue>(body) else { return Error::Body { expected, error } };
    let Ok(bare) = serde_json::from_str::<Bare<'_>>(raw.get()) else { return Error::Body { expected, error } };
    if let Some(error) = bare.error {
        return told(error);
    }
    let says_error = bare.object.is_none_or(|object| object.0 == "error");
    if says_error && bare.message.is_some_and(|message| message.get().starts_with('"')) {
        return told(raw);
    }
    Error::Body { expected, error }
}
