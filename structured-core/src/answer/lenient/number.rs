//! Counts and indices. A value of another type is never an error.

use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

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

/// A count. A value that is not a number is read as zero, so that it does not cost the answer.
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
