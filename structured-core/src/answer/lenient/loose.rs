//! A field that should be a text, but may be any value.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt;
use core::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{NUMBER, Text};

/// A field that should be a text.
#[derive(Debug, Default, Clone)]
pub(crate) enum Loose<'a> {
    /// The field is missing.
    #[default]
    Absent,
    Null,
    Text(Cow<'a, str>),
    /// A value of another type, as JSON. It is boxed, so that the enum is not larger than a text.
    Other(Box<str>),
}

impl<'a> Loose<'a> {
    /// The value of a member.
    pub(crate) fn of(json: &'a RawValue) -> Self {
        Self::read(json).unwrap_or_default()
    }

    /// The value of a member. `None` if it is a text with half of a character.
    pub(crate) fn read(json: &'a RawValue) -> Option<Self> {
        serde_json::from_str(json.get()).ok()
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

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(LooseVisitor(PhantomData))
    }
}

struct LooseVisitor<'a>(PhantomData<&'a ()>);

impl<'de: 'a, 'a> Visitor<'de> for LooseVisitor<'a> {
    type Value = Loose<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Loose<'a>, E> {
        Ok(Loose::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Loose<'a>, E> {
        Ok(Loose::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Loose<'a>, E> {
        Ok(Loose::Text(Cow::Owned(text)))
    }

    fn visit_unit<E>(self) -> Result<Loose<'a>, E> {
        Ok(Loose::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Loose<'a>, E> {
        Ok(Loose::Other(value.to_string().into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose<'a>, E> {
        Ok(Loose::Other(number.to_string().into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose<'a>, E> {
        Ok(Loose::Other(number.to_string().into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Loose<'a>, E> {
        Ok(serde_json::to_string(&number).map_or(Loose::Null, |json| Loose::Other(json.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Loose<'a>, A::Error> {
        let mut json = String::from("[");
        while let Some(item) = items.next_element::<&RawValue>()? {
            json.push_str(if json.len() > 1 { "," } else { "" });
            json.push_str(item.get());
        }
        json.push(']');
        Ok(Loose::Other(json.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Loose<'a>, A::Error> {
        let mut json = String::from("{");
        while let Some(key) = entries.next_key::<Text<'de>>()? {
            if key.0 == NUMBER {
                return Ok(Loose::Other(entries.next_value::<Text<'de>>()?.0.into()));
            }
            json.push_str(if json.len() > 1 { "," } else { "" });
            push_key(&mut json, &key.0);
            json.push_str(entries.next_value::<&RawValue>()?.get());
        }
        json.push('}');
        Ok(Loose::Other(json.into()))
    }
}

/// Writes a key and its colon.
pub(crate) fn push_key(json: &mut String, key: &str) {
    let plain = key.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    if plain {
        json.extend(["\"", key, "\":"]);
    } else {
        json.extend([&*serde_json::Value::from(key).to_string(), ":"]);
    }
}
