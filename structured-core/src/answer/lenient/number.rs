//! Counts and indices, which a value of another type never makes an error.

use core::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{NUMBER, Text};

struct CountVisitor;

impl<'de> Visitor<'de> for CountVisitor {
    type Value = Option<u64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_u64<E>(self, count: u64) -> Result<Option<u64>, E> {
        Ok(Some(count))
    }

    fn visit_i64<E>(self, count: i64) -> Result<Option<u64>, E> {
        Ok(u64::try_from(count).ok())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates, as wanted")]
    fn visit_f64<E>(self, count: f64) -> Result<Option<u64>, E> {
        Ok((count >= 0.0).then_some(count as u64))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<u64>, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<u64>, E> {
        Ok(text.parse().ok())
    }

    fn visit_unit<E>(self) -> Result<Option<u64>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Option<u64>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Option<u64>, A::Error> {
        let mut count = None;
        while let Some(key) = entries.next_key::<Text<'de>>()? {
            if key.0 == NUMBER {
                count = entries.next_value::<Text<'de>>()?.0.parse().ok();
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(count)
    }
}

/// A count. A value that is not a number is read as zero, so that a missing count does not cost the answer.
#[derive(Debug, Default)]
pub(crate) struct Count(pub(crate) u64);

/// An index. `None` if the value is not an index.
#[derive(Debug, Default)]
pub(crate) struct Index(pub(crate) Option<u32>);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(from.deserialize_any(CountVisitor)?.unwrap_or(0)))
    }
}

impl<'de> Deserialize<'de> for Index {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(from.deserialize_any(CountVisitor)?.and_then(|index| index.try_into().ok())))
    }
}

/// A count in an object: the name of the object in it that holds the count (empty for its own member), the name of the
/// count, and where it goes.
pub(crate) type CountIn<'a> = (&'static str, &'static str, &'a mut u64);

/// Fills counts from a JSON object and the objects in it. Any other JSON leaves them as they are.
pub(crate) struct FillCounts<'t, 'a> {
    /// The name of the object that is read; empty for the outer one.
    object: &'static str,
    counts: &'t mut [CountIn<'a>],
}

impl<'t, 'a> FillCounts<'t, 'a> {
    pub(crate) fn new(counts: &'t mut [CountIn<'a>]) -> Self {
        Self { object: "", counts }
    }

    /// Fills counts, and fails when the value is not an object.
    pub(crate) fn read<'de, D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let is_object = self.deserialize(from)?;
        if is_object { Ok(()) } else { Err(D::Error::custom("counts of tokens are a JSON object")) }
    }
}

impl<'de> DeserializeSeed<'de> for FillCounts<'_, '_> {
    /// Whether there was an object.
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FillCounts<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    scalars_are_nothing!();

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<bool, A::Error> {
        while let Some(Text(key)) = entries.next_key::<Text<'de>>()? {
            let mut counts = self.counts.iter_mut();
            if let Some((.., count)) = counts.find(|(object, name, _)| *object == self.object && *name == key) {
                **count = entries.next_value::<Count>()?.0;
                continue;
            }
            let inner = self.counts.iter().map(|(object, ..)| *object).find(|object| *object == key);
            match inner.filter(|_| self.object.is_empty()) {
                Some(object) => {
                    entries.next_value_seed(FillCounts { object, counts: &mut *self.counts })?;
                }
                None => drop(entries.next_value::<IgnoredAny>()?),
            }
        }
        Ok(true)
    }
}
