//! The members of a streamed message that have no field of their own, put together from their pieces.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use crate::answer::extra::ExtraFields;
use crate::answer::places::Places;

/// The members received so far.
#[derive(Debug, Default)]
pub(crate) struct GrownFields {
    list: Vec<(String, Grown)>,
    by_name: Places,
}

#[derive(Debug)]
enum Grown {
    /// A text that arrives in pieces.
    Text(String),
    /// A list to which each piece adds elements; those with the same `index` are one.
    List { items: Vec<Value>, by_index: Places },
    /// An object to which each piece adds members.
    Object(Map<String, Value>),
    /// Any other value: the last one counts.
    Last(String),
}

/// The members whose texts arrive in pieces. The text of any other member is repeated as a whole.
const TEXTS: [&str; 12] = [
    "reasoning_content",
    "reasoning",
    "reasoning_text",
    "thinking",
    "thought",
    "thoughts",
    "text",
    "summary",
    "data",
    "transcript",
    "signature",
    "thought_signature",
];

impl GrownFields {
    pub(crate) fn take(&mut self, name: &str, json: &str) {
        match self.by_name.named(name) {
            Some(_) if json == "null" => {}
            Some(at) => self.list[at].1.take(name, json),
            None => {
                self.by_name.name(name.to_owned(), self.list.len());
                self.list.push((name.to_owned(), Grown::begin(name, json)));
            }
        }
    }

    pub(crate) fn write(&self, to: &mut ExtraFields) {
        for (name, grown) in &self.list {
            let json = match grown {
                Grown::Text(text) => serde_json::to_string(text),
                Grown::List { items, .. } => serde_json::to_string(items),
                Grown::Object(members) => serde_json::to_string(members),
                Grown::Last(json) => Ok(json.clone()),
            };
            to.push(name, &json.unwrap_or_default());
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl Grown {
    fn begin(name: &str, json: &str) -> Self {
        let mut grown = match json.as_bytes().first() {
            Some(b'"') if TEXTS.contains(&name) => Self::Text(String::new()),
            Some(b'[') => Self::List { items: Vec::new(), by_index: Places::default() },
            Some(b'{') => Self::Object(Map::new()),
            _ => return Self::Last(json.to_owned()),
        };
        grown.take(name, json);
        grown
    }

    fn take(&mut self, name: &str, json: &str) {
        let grew = match self {
            Self::Text(text) => serde_json::from_str::<String>(json).map(|more| text.push_str(&more)).is_ok(),
            Self::List { items, by_index } => {
                serde_json::from_str::<Vec<Value>>(json).map(|more| extend(items, by_index, more)).is_ok()
            }
            Self::Object(members) => serde_json::from_str::<Map<_, _>>(json).map(|more| merge(members, more)).is_ok(),
            Self::Last(_) => false,
        };
        if grew {
            return;
        }
        match self {
            // A `null` may come before the pieces.
            Self::Last(last) if last == "null" => *self = Self::begin(name, json),
            _ => *self = Self::Last(json.to_owned()),
        }
    }
}

fn extend(items: &mut Vec<Value>, by_index: &mut Places, more: Vec<Value>) {
    for item in more {
        let index = item.get("index").and_then(Value::as_u64).and_then(|index| u32::try_from(index).ok());
        match (index.and_then(|index| by_index.numbered(index)), item) {
            (Some(at), Value::Object(more)) => {
                if let Some(Value::Object(members)) = items.get_mut(at) {
                    merge(members, more);
                }
            }
            (_, item) => {
                if let Some(index) = index {
                    by_index.number(index, items.len());
                }
                items.push(item);
            }
        }
    }
}

/// Texts that arrive in pieces grow; any other member is replaced.
fn merge(members: &mut Map<String, Value>, more: Map<String, Value>) {
    for (name, value) in more {
        match (members.get_mut(&name), value) {
            (Some(Value::String(text)), Value::String(more)) if TEXTS.contains(&&*name) => text.push_str(&more),
            (Some(_), Value::Null) => {}
            (_, value) => {
                members.insert(name, value);
            }
        }
    }
}
