//! What is checked.

/// What is checked: a text, or a value that is in memory already.
///
/// Only a text has places and keeps the order of properties, which some rules are about.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// JSON text.
    Text(&'a str),
    /// The bytes of a file, which may not even be text.
    Bytes(&'a [u8]),
    /// A parsed value.
    Value(&'a serde_json::Value),
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
