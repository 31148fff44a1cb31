//! A field that should be a text, but may be any value.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};

use super::{Cursor, plain_length};

/// A field that should be a text.
#[derive(Debug, Default, Clone)]
pub(crate) enum Loose<'a> {
    /// The field is missing.
    #[default]
    Absent,
    Null,
    Text(Cow<'a, str>),
    /// A value of another type, as JSON.
    Other(&'a str),
}

impl<'a> Loose<'a> {
    /// The value of a member.
    pub(crate) fn of(json: &'a str) -> Self {
        Self::read(json).unwrap_or_default()
    }

    /// The value of a member. `None` if it is a text with half of a character.
    pub(crate) fn read(json: &'a str) -> Option<Self> {
        Cursor::new(json).loose().ok()
    }

    /// The text; `None` if the field is not a text.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// The text; `None` if the field is not a text, or is empty.
    pub(crate) fn filled(self) -> Option<String> {
        self.text().filter(|text| !text.is_empty()).map(Cow::into_owned)
    }

    /// The name of a service tier. The API's own names are not allocated.
    pub(crate) fn tier(self) -> Option<Cow<'static, str>> {
        const TIERS: [&str; 5] = ["default", "auto", "flex", "priority", "scale"];
        let text = self.text().filter(|text| !text.is_empty())?;
        let known = TIERS.into_iter().find(|tier| *tier == text);
        Some(known.map_or_else(|| Cow::Owned(text.into_owned()), Cow::Borrowed))
    }

    /// The text; empty if the field is not a text.
    pub(crate) fn owned(self) -> String {
        self.text().map_or_else(String::new, Cow::into_owned)
    }

    /// The text, borrowed; `None` if the field is not a text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// A text, or a number as it is written.
    pub(crate) fn word(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Other(json) if json.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => Some(json),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// The JSON of a value that is present and not a text.
    pub(crate) fn json(&self) -> Option<&str> {
        match self {
            Self::Null => Some("null"),
            Self::Other(json) => Some(json),
            Self::Absent | Self::Text(_) => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// Writes a key and its colon.
pub(crate) fn push_key(json: &mut String, key: &str) {
    if plain_length(key.as_bytes()) == key.len() {
        json.extend(["\"", key, "\":"]);
    } else {
        json.extend([&*serde_json::Value::from(key).to_string(), ":"]);
    }
}
