//! A JSON text as an ordered tree in which every value knows its place.
//!
//! Order is meaning in a strict schema (a model writes properties in the order of the schema), and `serde_json`'s map
//! sorts unless a feature is on that would then hold for the user's whole build. Numbers keep their spelling.

use super::reader::MAX_LEVELS;

/// The bytes `start..end` of a text; empty and at 0 for a value that no text holds.
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
    /// What stands there.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// A JSON value; an object keeps the order of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was spelled.
    Number(Box<str>),
    /// A string, its escapes resolved.
    String(Box<str>),
    /// An array.
    Array(Vec<JsonValue>),
    /// An object; no two members share a name.
    Object(Vec<Member>),
}

/// A name and its value.
#[derive(Debug, Clone)]
pub struct Member {
    /// The name, its escapes resolved.
    pub name: Box<str>,
    /// Where the name stands, quotes included.
    pub name_span: Span,
    /// The value.
    pub value: JsonValue,
}

/// Equality is that of the values; the places do not count.
impl PartialEq for JsonValue {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for JsonValue {}

/// As for [`JsonValue`]: the places do not count.
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
    /// A member that no text holds.
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

    pub(super) fn members_mut(&mut self) -> Option<&mut Vec<Member>> {
        if let Value::Object(members) = &mut self.value { Some(members) } else { None }
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.members_mut()?.iter_mut().find(|member| &*member.name == name).map(|member| &mut member.value)
    }

    /// Takes the member called `name` out.
    pub(super) fn remove(&mut self, name: &str) -> Option<Self> {
        let members = self.members_mut()?;
        let index = members.iter().position(|member| &*member.name == name)?;
        Some(members.remove(index).value)
    }

    /// Calls the member `from` by another name, in its place.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        let member = self.members_mut().and_then(|members| members.iter_mut().find(|member| &*member.name == from));
        if let Some(member) = member {
            member.name = to.into();
        }
    }

    /// Gives the member called `name` a value: in its place if there is one, else at the end.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        match self.get_mut(name) {
            Some(node) => node.value = value,
            None => {
                if let Some(members) = self.members_mut() {
                    members.push(Member::new(name, value));
                }
            }
        }
    }

    /// The value at a JSON pointer (RFC 6901).
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |node, part| {
            let part = part.replace("~1", "/").replace("~0", "~");
            match &node.value {
                Value::Object(_) => node.get(&part),
                Value::Array(elements) => elements.get(part.parse::<usize>().ok()?),
                _ => None,
            }
        })
    }

    pub(super) fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |node, part| {
            let part = part.replace("~1", "/").replace("~0", "~");
            match &mut node.value {
                Value::Object(members) => {
                    members.iter_mut().find(|member| *member.name == *part).map(|member| &mut member.value)
                }
                Value::Array(elements) => elements.get_mut(part.parse::<usize>().ok()?),
                _ => None,
            }
        })
    }

    /// The same value as a tree of this module; `None` if it nests more than [`MAX_LEVELS`] deep.
    #[must_use]
    pub fn from_json(value: &serde_json::Value) -> Option<Self> {
        from_json(value, 0)
    }

    /// The JSON text: two spaces a level, arrays and objects one member a line, a final newline.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        write(self, Some(0), &mut out);
        out.push('\n');
        out
    }

    /// The JSON text without any whitespace.
    #[must_use]
    pub fn to_minified(&self) -> String {
        let mut out = String::new();
        write(self, None, &mut out);
        out
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

/// `indent` is the level of the line that the value starts on; without one, nothing is broken into lines.
pub(super) fn write(node: &JsonValue, indent: Option<usize>, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => write_string(text, out),
        Value::Array(elements) if elements.is_empty() => out.push_str("[]"),
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                start_line(index > 0, indent, out);
                write(element, indent.map(|level| level + 1), out);
            }
            end_lines(indent, out);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, member) in members.iter().enumerate() {
                start_line(index > 0, indent, out);
                write_string(&member.name, out);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write(&member.value, indent.map(|level| level + 1), out);
            }
            end_lines(indent, out);
            out.push('}');
        }
    }
}

fn start_line(after_another: bool, indent: Option<usize>, out: &mut String) {
    if after_another {
        out.push(',');
    }
    if let Some(level) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level + 1));
    }
}

fn end_lines(indent: Option<usize>, out: &mut String) {
    if let Some(level) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
}

pub(super) fn write_string(text: &str, out: &mut String) {
    // Serializing a `str` into a `String` has no way to fail; the value form keeps that visible to the compiler.
    out.push_str(&serde_json::Value::from(text).to_string());
}
