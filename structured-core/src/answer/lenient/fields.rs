//! Reading some members of an object, and the elements of a list, with functions that are not generic: the code of
//! `serde_json` that they need is compiled once for all types that are read with them.

use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Loose, Text};

/// The names of members, and the places for their values.
type Fields<'f, 'a> = [(&'static str, &'f mut Loose<'a>)];

/// Reads these members of a JSON object. `None` if the text is not an object.
pub(crate) fn fields<'a>(json: &'a str, fields: &mut Fields<'_, 'a>) -> Option<()> {
    let mut reader = serde_json::Deserializer::from_str(json);
    FieldsVisitor(fields).deserialize(&mut reader).ok()
}

/// The elements of a JSON list. There are none if the text is not a list.
pub(crate) fn elements(json: &str) -> Vec<&str> {
    let elements: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    elements.into_iter().map(RawValue::get).collect()
}

struct FieldsVisitor<'t, 'f, 'a>(&'t mut Fields<'f, 'a>);

impl<'de> DeserializeSeed<'de> for FieldsVisitor<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsVisitor<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = entries.next_key::<Text<'de>>()? {
            match self.0.iter_mut().find(|(name, _)| *name == key) {
                Some((_, value)) => **value = entries.next_value()?,
                None => drop(entries.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}
