//! The members of a JSON object, in order, with their values as JSON; and those that have no field of their own.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::answer::lenient::{Cursor, Loose, push_key};

/// The members of a JSON object that have no field of their own, as they were received.
///
/// A message, a call and an item are serialized with them, so that the next request contains everything that the server
/// expects to see again, like the `extra_content` of Gemini, which has a thought signature.
///
/// # Examples
///
/// ```
/// use structured_core::chat;
///
/// let body = br#"{"choices": [{"finish_reason": "stop", "message": {"content": "[1]", "annotations": []}}]}"#;
/// let completion = chat::parse::<Vec<u32>>(body)?;
/// let extra = completion.choices[0].message.extra();
/// assert_eq!(extra.get("annotations").map(|value| value.get()), Some("[]"));
/// # Ok::<(), structured_core::Error>(())
/// ```
#[derive(Clone, Eq)]
pub struct ExtraFields {
    /// A JSON object; an empty text when there are no members.
    json: Cow<'static, str>,
}

/// This does not allocate. The default of a `Cow` is an owned text.
impl Default for ExtraFields {
    fn default() -> Self {
        Self { json: Cow::Borrowed("") }
    }
}

/// The members of most messages, which need no allocation: the members so far, the next member, and the result.
const COMMON: [(&str, &str, &str, &str); 4] = [
    ("", "refusal", "null", r#"{"refusal":null}"#),
    (r#"{"refusal":null}"#, "annotations", "[]", r#"{"refusal":null,"annotations":[]}"#),
    ("", "annotations", "[]", r#"{"annotations":[]}"#),
    (r#"{"annotations":[]}"#, "refusal", "null", r#"{"annotations":[],"refusal":null}"#),
];

impl ExtraFields {
    /// The value of a member, as JSON.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&RawValue> {
        raw_value(self.json_of(name)?)
    }

    /// The names and values of all members, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, &RawValue)> {
        self.members().filter_map(|(name, json)| Some((name, raw_value(json)?)))
    }

    /// The names of all members, and their values as JSON.
    pub(crate) fn members(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        Members::of(&self.json).0.into_iter()
    }

    /// The value of a member, as JSON.
    pub(crate) fn json_of(&self, name: &str) -> Option<&str> {
        self.members().find(|(key, _)| key == name).map(|(_, json)| json)
    }

    /// Whether this is the only member.
    pub(crate) fn is_only(&self, name: &str, json: &str) -> bool {
        let length = name.len() + json.len() + r#"{"":}"#.len();
        self.json.len() == length && self.json_of(name) == Some(json)
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.json.is_empty()
    }

    /// The text of a member. `None` if the member is absent or not a text.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        Loose::of(self.json_of(name)?).text().map(Cow::into_owned)
    }

    pub(crate) fn push(&mut self, name: &str, json: &str) {
        if let Cow::Borrowed(before) = self.json {
            let both = COMMON.iter().find(|common| (common.0, common.1, common.2) == (before, name, json));
            if let Some((.., both)) = both {
                self.json = Cow::Borrowed(both);
                return;
            }
        }
        let members = self.json.to_mut();
        members.reserve(name.len() + json.len() + 8);
        if members.pop().is_some() {
            members.push(',');
        } else {
            members.push('{');
        }
        push_key(members, name);
        members.push_str(json);
        members.push('}');
    }

    /// Keeps a value that the typed field cannot hold.
    pub(crate) fn keep(&mut self, name: &str, value: &Loose<'_>) {
        if let Some(json) = value.json() {
            self.push(name, json);
        }
    }

    /// Keeps a member, whatever its value is.
    pub(crate) fn push_value(&mut self, name: &str, value: &Loose<'_>) {
        match value {
            Loose::Text(text) => self.push(name, &serde_json::Value::from(&**text).to_string()),
            _ => self.keep(name, value),
        }
    }

    /// Keeps the members for which `keep` is true.
    pub(crate) fn retain(&mut self, keep: impl Fn(&str, &str) -> bool) {
        if self.is_empty() || self.members().all(|(name, json)| keep(&name, json)) {
            return;
        }
        let mut kept = Self::default();
        for (name, json) in self.members().filter(|(name, json)| keep(name, json)) {
            kept.push(&name, json);
        }
        *self = kept;
    }

    /// Writes the members whose names are not in `except`.
    pub(crate) fn write<M: SerializeMap>(&self, to: &mut M, except: &[&str]) -> Result<(), M::Error> {
        if self.is_empty() {
            return Ok(());
        }
        self.iter()
            .filter(|(name, _)| !except.contains(&&**name))
            .try_for_each(|(name, value)| to.serialize_entry(&name, value))
    }
}

/// The order of the members does not matter.
impl PartialEq for ExtraFields {
    fn eq(&self, other: &Self) -> bool {
        fn sorted(extra: &ExtraFields) -> Vec<(Cow<'_, str>, &str)> {
            let mut members: Vec<_> = extra.members().collect();
            members.sort_unstable();
            members
        }
        self.json == other.json || sorted(self) == sorted(other)
    }
}

impl fmt::Debug for ExtraFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.json.is_empty() { "{}" } else { &self.json })
    }
}

impl Serialize for ExtraFields {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        self.write(&mut map, &[])?;
        map.end()
    }
}

/// The members of a JSON object, in their order.
#[derive(Debug, Default)]
pub(crate) struct Members<'a>(pub(crate) Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Members<'a> {
    /// The members of a text. There are none if the text is not a JSON object.
    pub(crate) fn of(json: &'a str) -> Self {
        Self::read(json).unwrap_or_default()
    }

    /// The members of a text. `None` if the text is not a JSON object.
    pub(crate) fn read(json: &'a str) -> Option<Self> {
        let mut members = Vec::new();
        let read = Cursor::new(json).members(|key, value| {
            members.push((key, value.raw()?));
            Ok(())
        });
        read.is_ok().then_some(Self(members))
    }
}

/// A text that is known to be one JSON value.
fn raw_value(json: &str) -> Option<&RawValue> {
    serde_json::from_str(json).ok()
}
