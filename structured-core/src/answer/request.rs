//! The body of a request, which grows message by message.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::answer::error::Error;
use crate::answer::members::Members;

/// One part of a message of the user, in the form of one of the APIs.
pub(crate) trait Part: Serialize + Sized {
    /// The member of the request that holds the messages.
    const MESSAGES: &'static str;

    fn text(text: String) -> Self;

    /// `url` is an address or a `data:` URL.
    fn image(url: String) -> Self;

    /// The text, if the part is one.
    fn as_text(&self) -> Option<&str>;
}

/// The body of a request: its messages, and its other members.
#[derive(Debug, Clone)]
pub(crate) struct Body<P> {
    pub(crate) members: Members,
    messages: Option<Vec<Entry<P>>>,
}

#[derive(Debug, Clone)]
enum Entry<P> {
    /// A message of the user, which may be extended.
    User(Vec<P>),
    /// A message, or another item, as JSON.
    Raw(Box<RawValue>),
}

#[derive(serde::Serialize)]
struct Message<'a, C> {
    role: &'a str,
    content: C,
}

impl<P> Default for Body<P> {
    fn default() -> Self {
        Self { members: Members::default(), messages: None }
    }
}

impl<P: Part> Body<P> {
    /// Reads the body from any value that serializes to one.
    pub(crate) fn from_serialize<R: Serialize + ?Sized>(request: &R) -> Result<Self, Error> {
        let mut members = Members::from_serialize(request)?;
        let messages: Option<Vec<Box<RawValue>>> = members.take(P::MESSAGES);
        Ok(Self { members, messages: messages.map(|messages| messages.into_iter().map(Entry::Raw).collect()) })
    }

    /// Sets a member, in the place of one with the same name.
    pub(crate) fn set<V: Serialize + ?Sized>(mut self, name: impl Into<Cow<'static, str>>, value: &V) -> Self {
        self.members.set(name, value);
        self
    }

    /// Adds elements to a member that is a list.
    pub(crate) fn extend<V: Serialize>(mut self, name: &'static str, values: &[V]) -> Self {
        self.members.extend(name, values);
        self
    }

    /// Adds a message or another item.
    pub(crate) fn push<M: Serialize + ?Sized>(mut self, message: &M) -> Self {
        if let Some(message) = self.members.raw(P::MESSAGES, message) {
            self.entries().push(Entry::Raw(message));
        }
        self
    }

    /// Adds a message of a role other than the user's.
    pub(crate) fn push_text(self, role: &str, text: &str) -> Self {
        self.push(&Message { role, content: text })
    }

    /// Adds a message of the user.
    pub(crate) fn push_user(mut self, text: String) -> Self {
        self.entries().push(Entry::User(Vec::from([P::text(text)])));
        self
    }

    /// Adds an image to the last message of the user, or a message with the image alone.
    pub(crate) fn push_image(mut self, url: String) -> Self {
        match self.entries().last_mut() {
            Some(Entry::User(parts)) => parts.push(P::image(url)),
            _ => self.entries().push(Entry::User(Vec::from([P::image(url)]))),
        }
        self
    }

    /// Whether the request has a member of this name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.members.get(name).is_some() || (name == P::MESSAGES && self.messages.is_some())
    }

    /// The messages so far. If a text is in their place, it becomes a message of the user.
    fn entries(&mut self) -> &mut Vec<Entry<P>> {
        let Self { members, messages } = self;
        messages.get_or_insert_with(|| {
            let text = members.take::<String>(P::MESSAGES);
            text.map(|text| Entry::User(Vec::from([P::text(text)]))).into_iter().collect()
        })
    }
}

impl<P: Part> Serialize for Body<P> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.members.write_with(to, P::MESSAGES, self.messages.as_ref())
    }
}

impl<P: Part> Serialize for Entry<P> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let role = "user";
        match self {
            Self::Raw(message) => message.serialize(to),
            Self::User(parts) => match (parts.first().and_then(P::as_text), parts.len()) {
                (Some(text), 1) => Message { role, content: text }.serialize(to),
                _ => Message { role, content: parts }.serialize(to),
            },
        }
    }
}
