//! What is checked.

use crate::json::JsonValue;

/// What is checked: a text, or a value that is in memory already.
///
/// Only a text has places and keeps the order of properties, which some rules are about.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Source<'a> {
    /// JSON text.
    Text(&'a str),
    /// The bytes of a file, which may not even be text.
    Bytes(&'a [u8]),
    /// A parsed value.
    Value(&'a serde_json::Value),
    /// A tree that was read from a text of another format than JSON, such as YAML.
    Tree {
        /// The outermost value; its places are places of `text`.
        root: &'a JsonValue,
        /// What it was read from.
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
