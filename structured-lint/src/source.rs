//! The input of a check.

use crate::json::JsonValue;

/// The input of a check: a text, or a value in memory.
///
/// Only a text has places and keeps the order of properties, which some rules depend on.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Source<'a> {
    /// A JSON text.
    Text(&'a str),
    /// The bytes of a file, which may not be UTF-8.
    Bytes(&'a [u8]),
    /// A parsed value.
    Value(&'a serde_json::Value),
    /// A tree that was read from a text in another format than JSON, such as YAML.
    Tree {
        /// The outermost value. Its places are places in `text`.
        root: &'a JsonValue,
        /// The text that it was read from.
        text: &'a str,
    },
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Source<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a> From<&'a serde_json::Value> for Source<'a> {
    fn from(value: &'a serde_json::Value) -> Self {
        Self::Value(value)
    }
}
