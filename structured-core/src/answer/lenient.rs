//! Reading the fields that servers fill differently: a value of another type is never an error here.
//!
//! All of these types read from a text or from bytes, never from a `serde_json::Value`: they borrow raw JSON.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A text, borrowed from the body where it has no escapes.
///
/// serde borrows a `Cow<str>` field, but not one inside `Option`; this newtype brings the borrow there.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// The key under which `serde_json` hands over a number when its feature `arbitrary_precision` is on.
const NUMBER: &str = "$serde_json::private::Number";

/// A field that should hold a text.
#[derive(Debug, Default, Clone)]
pub(crate) enum Loose<'a> {
    /// The field is not there.
    #[default]
    Absent,
    Null,
    Text(Cow<'a, str>),
    /// A value of another type, as JSON. A box, so that the whole is no larger than a text.
    Other(Box<str>),
}

impl<'a> Loose<'a> {
    /// The text; `None` when the field holds none.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// The text; `None` when the field holds none or an empty one.
    pub(crate) fn filled(self) -> Option<String> {
        self.text().filter(|text| !text.is_empty()).map(Cow::into_owned)
    }

    /// The name of a tier of service; the API's own are not allocated.
    pub(crate) fn tier(self) -> Option<Cow<'static, str>> {
        const TIERS: [&str; 5] = ["default", "auto", "flex", "priority", "scale"];
        let text = self.text().filter(|text| !text.is_empty())?;
        let known = TIERS.into_iter().find(|tier| *tier == text);
        Some(known.map_or_else(|| Cow::Owned(text.into_owned()), Cow::Borrowed))
    }

    /// The text; empty when the field holds none.
    pub(crate) fn owned(self) -> String {
        self.text().map_or_else(String::new, Cow::into_owned)
    }

    /// The text, borrowed; `None` when the field holds none.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// A text, or a number as it is written.
    pub(crate) fn word(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Other(json) if json.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => Some(json),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// The JSON of a value that is present and no text.
    pub(crate) fn json(&self) -> Option<&str> {
        match self {
            Self::Null => Some("null"),
            Self::Other(json) => Some(json),
            Self::Absent | Self::Text(_) => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(LooseVisitor(PhantomData))
    }
}

struct LooseVisitor<'a>(PhantomData<&'a ()>);

impl<'de: 'a, 'a> Visitor<'de> for LooseVisitor<'a> {
    type Value = Loose<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Loose<'a>, E> {
        Ok(Loose::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Loose<'a>, E> {
        Ok(Loose::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Loose<'a>, E> {
        Ok(Loose::Text(Cow::Owned(text)))
    }

    fn visit_unit<E>(self) -> Result<Loose<'a>, E> {
        Ok(Loose::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Loose<'a>, E> {
        Ok(Loose::Other(value.to_string().into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose<'a>, E> {
        Ok(Loose::Other(number.to_string().into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose<'a>, E> {
        Ok(Loose::Other(number.to_string().into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Loose<'a>, E> {
        Ok(serde_json::to_string(&number).map_or(Loose::Null, |json| Loose::Other(json.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Loose<'a>, A::Error> {
        let mut json = String::from("[");
        while let Some(item) = items.next_element::<&RawValue>()? {
            json.push_str(if json.len() > 1 { "," } else { "" });
            json.push_str(item.get());
        }
        json.push(']');
        Ok(Loose::Other(json.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Loose<'a>, A::Error> {
        let mut json = String::from("{");
        while let Some(key) = entries.next_key::<Text<'de>>()? {
            if key.0 == NUMBER {
                return Ok(Loose::Other(entries.next_value::<Text<'de>>()?.0.into()));
            }
            json.push_str(if json.len() > 1 { "," } else { "" });
            push_key(&mut json, &key.0);
            json.push_str(entries.next_value::<&RawValue>()?.get());
        }
        json.push('}');
        Ok(Loose::Other(json.into()))
    }
}

/// Writes a key and its colon.
pub(crate) fn push_key(json: &mut String, key: &str) {
    let plain = key.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    if plain {
        json.extend(["\"", key, "\":"]);
    } else {
        json.extend([&*serde_json::Value::from(key).to_string(), ":"]);
    }
}

/// A `T` where the value is a JSON object, and nothing where it is not.
#[derive(Debug)]
pub(crate) struct Object<T>(pub(crate) Option<T>);

impl<T> Default for Object<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ObjectVisitor(PhantomData))
    }
}

/// The values of a list that are JSON objects. `None` where the value is no list.
#[derive(Debug)]
pub(crate) struct List<T>(pub(crate) Option<Vec<T>>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> List<T> {
    pub(crate) fn into_vec(self) -> Vec<T> {
        self.0.unwrap_or_default()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ListVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);
struct ListVisitor<T>(PhantomData<T>);
struct CountVisitor;

/// The methods of a visitor that takes any scalar for the default value.
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

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    scalars_are_nothing!();

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Self::Value::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Object<T>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Object(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(|value| Object(Some(value)))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    scalars_are_nothing!();

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Self::Value::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(Object(item)) = items.next_element()? {
            list.extend(item);
        }
        Ok(List(Some(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<List<T>, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(List(None))
    }
}

/// A type of the wire that is read in place: what is large is not moved on the way.
///
/// A member that comes twice counts as it came last, and one of an odd type is read as absent.
pub(crate) trait Wire<'de>: Default {
    /// Takes a member; `false` when the type has no such member, and its value was not read.
    fn take<A: MapAccess<'de>>(&mut self, key: Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error>;
}

/// Fills a value from a JSON object. Any other JSON leaves it as it is.
pub(crate) struct Fill<'t, T>(pub(crate) &'t mut T);

/// Fills a list from the objects of a JSON list. Any other JSON leaves it as it is.
pub(crate) struct FillList<'t, T>(pub(crate) &'t mut Option<Vec<T>>);

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
            if !self.0.take(key, &mut entries)? {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(true)
    }
}

impl<'de, T: Wire<'de>> DeserializeSeed<'de> for FillList<'_, T> {
    /// Whether there was a list of objects, or nothing.
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, T: Wire<'de>> Visitor<'de> for FillList<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    scalars_are_nothing!();

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        // Most lists of choices have one; the second place is for looking whether there is more.
        let list = self.0.insert(Vec::with_capacity(2));
        let mut count = 0;
        loop {
            list.push(T::default());
            let place = list.len() - 1;
            match items.next_element_seed(Fill(&mut list[place]))? {
                Some(true) => {}
                Some(false) => list.truncate(place),
                None => {
                    list.truncate(place);
                    break;
                }
            }
            count += 1;
        }
        let is_fine = count == 0 || !list.is_empty();
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

/// Reads the value of a member in place; `None` when it is no object.
pub(crate) fn fill<'de, A: MapAccess<'de>, T: Wire<'de>>(entries: &mut A, to: &mut Option<T>) -> Result<(), A::Error> {
    if !entries.next_value_seed(Fill(to.insert(T::default())))? {
        *to = None;
    }
    Ok(())
}

/// A count: a value that is no number counts as zero, since a missing count is no reason to lose an answer.
pub(crate) fn count<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    Ok(from.deserialize_any(CountVisitor)?.unwrap_or(0))
}

/// The number of something among its kind; `None` for a value that is no such number.
pub(crate) fn index<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Ok(from.deserialize_any(CountVisitor)?.and_then(|index| index.try_into().ok()))
}

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

/// [`count`] and [`index`] as types, for members that are read by hand.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Count(#[serde(deserialize_with = "count")] pub(crate) u64);

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Index(#[serde(deserialize_with = "index")] pub(crate) Option<u32>);

/// A `T` where the value is an object that reads as one, and the default where it is not.
pub(crate) fn object<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Object::deserialize(from)?.0.unwrap_or_default())
}

/// A `T` where the value is an object that reads as one.
pub(crate) fn optional<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Ok(Object::deserialize(from)?.0)
}

/// The objects of a list; none where the value is no list.
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    Ok(List::deserialize(from)?.into_vec())
}
