//! The values of a JSON text, and their places.

use super::pointer::unescape_pointer;

/// The most levels of values. No API accepts a schema of nearly this depth, and no walk of this depth exhausts the
/// stack.
pub const MAX_LEVELS: usize = 256;

/// The help for values that nest deeper.
pub(crate) const FLATTEN: &str = "move inner objects into `$defs`";

/// The bytes `start..end` of a text. Empty and at 0 for a value that was not read from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Span {
    /// Index of the first byte.
    pub start: usize,
    /// Index after the last byte.
    pub end: usize,
}

/// A value and its place.
#[derive(Debug, Clone)]
pub struct JsonValue {
    /// The value.
    pub value: Value,
    /// Its place.
    pub span: Span,
}

/// A JSON value. An object keeps the order of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number in its original spelling.
    Number(Box<str>),
    /// A string, with its escapes resolved.
    String(Box<str>),
    /// An array.
    Array(Vec<JsonValue>),
    /// An object. Its names are distinct.
    Object(Vec<Member>),
}

/// A name and its value.
#[derive(Debug, Clone)]
pub struct Member {
    /// The name, with its escapes resolved.
    pub name: Box<str>,
    /// The place of the name, with its quotes.
    pub name_span: Span,
    /// The value.
    pub value: JsonValue,
}

/// Only the values are compared, and not their places.
impl PartialEq for JsonValue {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for JsonValue {}

/// As for [`JsonValue`], places are not compared.
impl PartialEq for Member {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value
    }
}

impl Eq for Member {}

impl From<Value> for JsonValue {
    fn from(value: Value) -> Self {
        Self { value, span: Span::default() }
    }
}

impl Member {
    /// A member that was not read from a text.
    #[must_use]
    pub fn new(name: &str, value: Value) -> Self {
        Self { name: name.into(), name_span: Span::default(), value: value.into() }
    }
}

impl Value {
    /// A string value.
    #[must_use]
    pub fn string(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl JsonValue {
    /// The members, if this is an object.
    #[must_use]
    pub fn members(&self) -> Option<&[Member]> {
        if let Value::Object(members) = &self.value { Some(members) } else { None }
    }

    /// The elements, if this is an array.
    #[must_use]
    pub fn elements(&self) -> Option<&[Self]> {
        if let Value::Array(elements) = &self.value { Some(elements) } else { None }
    }

    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value { Some(text) } else { None }
    }

    /// The member called `name`, if this is an object that has one.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members()?.iter().find(|member| &*member.name == name)
    }

    /// The value of the member called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.member(name).map(|member| &member.value)
    }

    pub(crate) fn members_mut(&mut self) -> Option<&mut Vec<Member>> {
        if let Value::Object(members) = &mut self.value { Some(members) } else { None }
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.members_mut()?.iter_mut().find(|member| &*member.name == name).map(|member| &mut member.value)
    }

    /// Removes the member called `name`, and returns it.
    pub(crate) fn remove(&mut self, name: &str) -> Option<Self> {
        let members = self.members_mut()?;
        let index = members.iter().position(|member| &*member.name == name)?;
        Some(members.remove(index).value)
    }

    /// Renames the member `from`, which keeps its position.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        let member = self.members_mut().and_then(|members| members.iter_mut().find(|member| &*member.name == from));
        if let Some(member) = member {
            member.name = to.into();
        }
    }

    /// Sets the value of the member called `name`. A new member is added at the end.
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        match self.get_mut(name) {
            Some(node) => node.value = value,
            None => {
                if let Some(members) = self.members_mut() {
                    members.push(Member::new(name, value));
                }
            }
        }
    }

    /// The value, if this is a number.
    pub(crate) fn as_number(&self) -> Option<f64> {
        if let Value::Number(text) = &self.value { text.parse().ok() } else { None }
    }

    /// The value at a JSON pointer (RFC 6901).
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |node, part| {
            let part = unescape_pointer(part);
            match &node.value {
                Value::Object(_) => node.get(&part),
                Value::Array(elements) => elements.get(part.parse::<usize>().ok()?),
                _ => None,
            }
        })
    }

    pub(crate) fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |node, part| {
            let part = unescape_pointer(part);
            match &mut node.value {
                Value::Object(members) => {
                    members.iter_mut().find(|member| *member.name == *part).map(|member| &mut member.value)
                }
                Value::Array(elements) => elements.get_mut(part.parse::<usize>().ok()?),
                _ => None,
            }
        })
    }

    /// Converts a value of `serde_json`. `None` if it nests more than [`MAX_LEVELS`] deep.
    #[must_use]
    pub fn from_json(value: &serde_json::Value) -> Option<Self> {
        from_json(value, 0)
    }
}

fn from_json(value: &serde_json::Value, level: usize) -> Option<JsonValue> {
    use serde_json::Value as Json;
    if level > MAX_LEVELS {
        return None;
    }
    let value = match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Number(number.to_string().into()),
        Json::String(text) => Value::string(text),
        Json::Array(elements) => {
            Value::Array(elements.iter().map(|element| from_json(element, level + 1)).collect::<Option<_>>()?)
        }
        Json::Object(members) => {
            let member = |(name, value): (&String, &Json)| {
                Some(Member { value: from_json(value, level + 1)?, ..Member::new(name, Value::Null) })
            };
            Value::Object(members.iter().map(member).collect::<Option<_>>()?)
        }
    };
    Some(value.into())
}
