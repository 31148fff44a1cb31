//! Types of the wire that are read in place.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

use super::{Cursor, NotJson};

/// A type of the wire that is read in place, so that large values are not moved.
///
/// If a name occurs several times, the last member counts. A member of another type is read as absent.
pub(crate) trait Wire<'a>: Default {
    /// Takes a member. Each member must be read, or skipped if the type does not have it.
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson>;
}

/// A list that usually has one element, which needs no allocation.
#[derive(Debug)]
pub(crate) struct Few<T> {
    first: Option<T>,
    others: Vec<T>,
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self { first: None, others: Vec::new() }
    }
}

impl<T> Few<T> {
    pub(crate) fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.others.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(&self.others)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.first.iter_mut().chain(&mut self.others)
    }
}

impl<'a> Cursor<'a> {
    /// Reads an object in place. Any other value leaves the place unchanged. Returns whether there was an object.
    pub(crate) fn fill<T: Wire<'a>>(&mut self, to: &mut T) -> Result<bool, NotJson> {
        if self.token()? != b'{' {
            return self.skip().map(|()| false);
        }
        self.members(|key, value| to.take(key, value))?;
        Ok(true)
    }

    /// Reads an object in place. The result is `None` if the value is not an object.
    pub(crate) fn fill_option<T: Wire<'a>>(&mut self, to: &mut Option<T>) -> Result<(), NotJson> {
        if !self.fill(to.insert(T::default()))? {
            *to = None;
        }
        Ok(())
    }

    /// Reads the objects of a list. A value that is not a list leaves the place unchanged. Returns whether there was a
    /// list with an object, an empty list, or `null`.
    pub(crate) fn fill_few<T: Wire<'a>>(&mut self, to: &mut Option<Few<T>>) -> Result<bool, NotJson> {
        match self.token()? {
            b'[' => {}
            first => return self.skip().map(|()| first == b'n'),
        }
        let list = to.insert(Few::default());
        let mut is_empty = true;
        self.elements(|element| {
            is_empty = false;
            list.fill_next(element)
        })?;
        let is_fine = is_empty || list.first.is_some();
        if !is_fine {
            *to = None;
        }
        Ok(is_fine)
    }
}

impl<T> Few<T> {
    /// Adds an object. Any other value adds nothing.
    fn fill_next<'a>(&mut self, element: &mut Cursor<'a>) -> Result<(), NotJson>
    where
        T: Wire<'a>,
    {
        if self.first.is_none() {
            return element.fill_option(&mut self.first);
        }
        let place = self.others.len();
        self.others.push(T::default());
        if !element.fill(&mut self.others[place])? {
            self.others.truncate(place);
        }
        Ok(())
    }
}

/// Reads a text that is one JSON object. Fails if it is not.
pub(crate) fn object<'a, T: Wire<'a>>(json: &'a str, to: &mut T) -> Result<(), NotJson> {
    let mut cursor = Cursor::new(json);
    cursor.members(|key, value| to.take(key, value))?;
    cursor.end()
}

/// Reads a text that is one JSON object. `None` if it is not.
pub(crate) fn read_object<'a, T: Wire<'a>>(json: &'a str) -> Option<T> {
    let mut value = T::default();
    object(json, &mut value).ok().map(|()| value)
}

/// Reads an object for `Deserialize`, only from JSON.
pub(crate) fn object_from_json<'de, D: Deserializer<'de>, T>(from: D) -> Result<T, D::Error>
where
    T: for<'a> Wire<'a>,
{
    let raw = Box::<RawValue>::deserialize(from)?;
    read_object(raw.get()).ok_or_else(|| D::Error::custom("the value is not a JSON object"))
}
