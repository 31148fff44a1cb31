//! The members of a request, in order, each as JSON text, so that no schema is sorted.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::DeserializeOwned;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::answer::error::Error;
use crate::answer::extra;

/// A JSON object that is built member by member. If a member does not serialize, the object does not either.
#[derive(Debug, Clone, Default)]
pub(crate) struct Members {
    list: Vec<(Cow<'static, str>, Box<RawValue>)>,
    error: Option<String>,
}

impl Members {
    /// The members of any value that serializes to an object.
    pub(crate) fn from_serialize<R: Serialize + ?Sized>(request: &R) -> Result<Self, Error> {
        let refused = |error: serde_json::Error| Error::Request { message: error.to_string() };
        let json = serde_json::to_string(request).map_err(refused)?;
        let extra::Members(members) = extra::Members::read(&json).ok_or_else(|| Error::Request {
            message: "a request is a JSON object, and this value is not one".to_string(),
        })?;
        let owned = |(name, json): (Cow<'_, str>, &str)| {
            Ok((Cow::Owned(name.into_owned()), RawValue::from_string(json.to_owned()).map_err(refused)?))
        };
        let list: Result<_, Error> = members.into_iter().map(owned).collect();
        Ok(Self { list: list?, error: None })
    }

    /// Sets a member, in the place of one with the same name.
    pub(crate) fn set<V: Serialize + ?Sized>(&mut self, name: impl Into<Cow<'static, str>>, value: &V) {
        let name = name.into();
        let Some(value) = self.raw(&name, value) else { return };
        match self.list.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.list.push((name, value)),
        }
    }

    /// Adds elements to a list member.
    pub(crate) fn extend<V: Serialize>(&mut self, name: &'static str, values: &[V]) {
        let mut list: Vec<Box<RawValue>> = self.take(name).unwrap_or_default();
        list.extend(values.iter().filter_map(|value| self.raw(name, value)));
        self.set(name, &list);
    }

    /// Removes and returns a member that is a `T`.
    pub(crate) fn take<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let at = self.list.iter().position(|(known, _)| known == name)?;
        let value = serde_json::from_str(self.list[at].1.get()).ok()?;
        self.list.remove(at);
        Some(value)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&RawValue> {
        self.list.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// A value as JSON. An error is recorded.
    pub(crate) fn raw<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) -> Option<Box<RawValue>> {
        match to_raw_value(value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.error.get_or_insert_with(|| alloc::format!("`{name}` does not serialize: {error}"));
                None
            }
        }
    }

    /// Fails if a member did not serialize.
    pub(crate) fn check<E: serde::ser::Error>(&self) -> Result<(), E> {
        self.error.as_ref().map_or(Ok(()), |error| Err(E::custom(error)))
    }

    /// Writes the members, with one more after the member `model`, where people expect it.
    pub(crate) fn write_with<S: Serializer, V: Serialize + ?Sized>(
        &self,
        to: S,
        name: &'static str,
        value: Option<&V>,
    ) -> Result<S::Ok, S::Error> {
        self.check()?;
        let mut map = to.serialize_map(None)?;
        let has_model = self.list.first().is_some_and(|(name, _)| name == "model");
        let (model, others) = self.list.split_at(usize::from(has_model));
        for (name, value) in model {
            map.serialize_entry(name, value)?;
        }
        if let Some(value) = value {
            map.serialize_entry(name, value)?;
        }
        for (name, value) in others {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.write_with::<S, ()>(to, "", None)
    }
}
