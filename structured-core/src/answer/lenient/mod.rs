//! Reading fields that servers fill in different ways: a value of another type is never an error here.
//!
//! All of these types read from a text or from bytes, never from a `serde_json::Value`: they borrow raw JSON.

use alloc::borrow::{Cow, ToOwned};
use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

/// The methods of a visitor that reads any scalar as the default value.
macro_rules! scalars_are_nothing {
    () => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
}

mod fields;
mod loose;
mod number;
mod wire;

pub(crate) use fields::{elements, fields};
pub(crate) use loose::{Loose, push_key};
pub(crate) use number::{Count, Index};
pub(crate) use wire::{Few, Fill, FillFew, Root, Wire, fill};

/// A text, which borrows from the body if it has no escapes.
///
/// `Cow` itself is read as an owned text, unless its field is marked as borrowed.
#[derive(Debug, Default)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(TextVisitor).map(Text)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// The key under which `serde_json` passes a number when its feature `arbitrary_precision` is on.
const NUMBER: &str = "$serde_json::private::Number";
