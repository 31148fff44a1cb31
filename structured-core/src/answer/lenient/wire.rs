//! Types of the wire that are read in place.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Text;

/// A type of the wire that is read in place, so that large values are not moved.
///
/// If a name occurs several times, the last member counts. A member of another type is read as absent.
pub(crate) trait Wire<'de>: Default {
    /// Takes a member. `false` if the type has no such member; then its value was not read.
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error>;
}

/// Fills a value from a JSON object. Any other JSON leaves it unchanged.
pub(crate) struct Fill<'t, T>(pub(crate) &'t mut T);

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

/// Fills a list from the objects of a JSON list. Any other JSON leaves it unchanged.
pub(crate) struct FillFew<'t, T>(pub(crate) &'t mut Option<Few<T>>);

impl<'de, T: Wire<'de>> DeserializeSeed<'de> for Fill<'_, T> {
    /// Whether there was an object.
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, T: Wire<'de>> Visitor<'de> for Fill<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    scalars_are_nothing!();

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Self::Value::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<bool, A::Error> {
        while let Some(Text(key)) = entries.next_key::<Text<'de>>()? {
            if !self.0.take(&key, &mut entries)? {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(true)
    }
}

impl<'de, T: Wire<'de>> DeserializeSeed<'de> for FillFew<'_, T> {
    /// Whether there was a list of objects, or nothing.
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, T: Wire<'de>> Visitor<'de> for FillFew<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    scalars_are_nothing!();

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        let list = self.0.insert(Few::default());
        let mut is_empty = true;
        while items.next_element_seed(FillNext(list))?.is_some() {
            is_empty = false;
        }
        let is_fine = is_empty || list.first.is_some();
        if !is_fine {
            *self.0 = None;
        }
        Ok(is_fine)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<bool, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }
}

/// Adds an object to a list. Any other JSON adds nothing.
struct FillNext<'t, T>(&'t mut Few<T>);

impl<'de, T: Wire<'de>> DeserializeSeed<'de> for FillNext<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let Few { first, others } = self.0;
        if first.is_none() {
            if !from.deserialize_any(Fill(first.insert(T::default())))? {
                *first = None;
            }
            return Ok(());
        }
        let place = others.len();
        others.push(T::default());
        if !from.deserialize_any(Fill(&mut others[place]))? {
            others.truncate(place);
        }
        Ok(())
    }
}

/// A value that must be a JSON object.
#[derive(Debug, Default)]
pub(crate) struct Root<T>(pub(crate) T);

impl<'de, T: Wire<'de>> Deserialize<'de> for Root<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut value = T::default();
        from.deserialize_map(Fill(&mut value))?;
        Ok(Self(value))
    }
}

/// Reads the value of a member in place. The result is `None` if the value is not an object.
pub(crate) fn fill<'de, A: MapAccess<'de>, T: Wire<'de>>(entries: &mut A, to: &mut Option<T>) -> Result<(), A::Error> {
    if !entries.next_value_seed(Fill(to.insert(T::default())))? {
        *to = None;
    }
    Ok(())
}
