//! A map as a list of entries: `[{"key": "a", "value": 1}]`.
//!
//! A strict schema lists the properties of every object, but the keys of a map are not known in advance. A list of
//! entries has a schema. The map may be an `Option`.
//!
//! ```
//! use std::collections::HashMap;
//!
//! use serde::{Deserialize, Serialize};
//! use structured_core::StructuredOutput;
//!
//! #[derive(Deserialize, Serialize, StructuredOutput)]
//! struct Inventory {
//!     /// How many of each there are.
//!     #[serde(with = "structured_core::with::entries")]
//!     counts: HashMap<String, u32>,
//! }
//!
//! assert_eq!(
//!     Inventory::JSON_SCHEMA,
//!     concat!(
//!         r#"{"type":"object","properties":{"counts":{"description":"How many of each there are.","type":"array","#,
//!         r#""items":{"type":"object","properties":{"key":{"type":"string"},"value":{"type":"integer"}},"#,
//!         r#""required":["key","value"],"additionalProperties":false}}},"required":["counts"],"#,
//!         r#""additionalProperties":false}"#,
//!     ),
//! );
//! let inventory: Inventory = serde_json::from_str(r#"{"counts":[{"key":"nail","value":3}]}"#)?;
//! assert_eq!(inventory.counts["nail"], 3);
//!
//! // A key that comes twice is an error: a map holds one value for it.
//! let twice = r#"{"counts":[{"key":"nail","value":3},{"key":"nail","value":4}]}"#;
//! let error = serde_json::from_str::<Inventory>(twice).err().expect("a key comes twice");
//! assert!(error.to_string().starts_with("the key \"nail\" comes twice"));
//! # Ok::<(), serde_json::Error>(())
//! ```

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::marker::PhantomData;
use std::collections::HashMap;

use serde::de::{DeserializeOwned, Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::schema::check::link;
use crate::schema::instance::{Argued, Nesting, Reached, SchemaInside};
use crate::schema::link::{NodeRef, StaticNode, StaticProperty, property};
use crate::schema::node::{Node, Object, Shape};
use crate::schema::{Schema, SchemaNode};

/// Writes a map as the list of its entries.
///
/// # Errors
///
/// Fails if the serializer fails.
pub fn serialize<M: AsEntries, S: Serializer>(map: &M, serializer: S) -> Result<S::Ok, S::Error>
where
    M::Key: Serialize,
    M::Value: Serialize,
{
    map.serialize_entries(serializer)
}

/// Reads a map from the list of its entries.
///
/// # Errors
///
/// Fails if the JSON is not a list of entries, or if a key occurs twice.
pub fn deserialize<'de, M: AsEntries, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error>
where
    M::Key: DeserializeOwned,
    M::Value: Deserialize<'de>,
{
    M::deserialize_entries(deserializer)
}

/// One entry of a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<K, V> {
    /// The key.
    pub key: K,
    /// The value of the key.
    pub value: V,
}

impl<K: Schema, V: Schema> Schema for Entry<K, V> {
    const NODE: SchemaNode = match (K::NODE, V::NODE) {
        (Ok(_), Ok(_)) => Ok(NodeRef::to(const { &StaticNode::new(entry(const { &properties(K::NODE, V::NODE) })) })),
        (Err(reason), _) | (_, Err(reason)) => Err(reason),
    };
}

impl<K: Schema, V: SchemaInside<N>, N: Nesting> SchemaInside<N> for Entry<K, V> {
    const NODE: SchemaNode = <Entry<K, Argued<V, V, N>> as Schema>::NODE;
    const REACHED: Reached = V::REACHED;
}

const fn properties(key: SchemaNode, value: SchemaNode) -> [StaticProperty; 2] {
    [
        property("\"key\":{", "key".len() as u128, link(key)),
        property(",\"value\":{", "value".len() as u128, link(value)),
    ]
}

const fn entry<const N: usize>(properties: &'static [StaticProperty; N]) -> Node {
    const TAIL: &str = "},\"required\":[\"key\",\"value\"],\"additionalProperties\":false";
    Node::anonymous(Shape::Object(Object::new(properties, TAIL, "keyvalue".len(), 0, false)))
}

/// A map that is read and written as a list of entries, or an `Option` of one.
pub trait AsEntries: Sized {
    /// The keys of the map.
    type Key;
    /// The values of the map.
    type Value;
    /// The type whose schema describes the list.
    type Json;

    /// Writes the list.
    ///
    /// # Errors
    ///
    /// Fails if the serializer fails.
    fn serialize_entries<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>
    where
        Self::Key: Serialize,
        Self::Value: Serialize;

    /// Reads the list.
    ///
    /// # Errors
    ///
    /// Fails if the JSON is not such a list, or if a key occurs twice.
    fn deserialize_entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        Self::Key: DeserializeOwned,
        Self::Value: Deserialize<'de>;
}

/// A map of any kind.
///
/// Implement this for a map type of another crate to read and write it as a list of entries.
pub trait Map: Default {
    /// The keys of the map.
    type Key;
    /// The values of the map.
    type Value;

    /// The entries, in the order of the map.
    fn entries(&self) -> impl Iterator<Item = (&Self::Key, &Self::Value)>;

    /// Adds an entry. Returns whether its key is new.
    fn add(&mut self, key: Self::Key, value: Self::Value) -> bool;
}

impl<K: Eq + Hash, V, S: BuildHasher + Default> Map for HashMap<K, V, S> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl Iterator<Item = (&K, &V)> {
        self.iter()
    }

    fn add(&mut self, key: K, value: V) -> bool {
        self.insert(key, value).is_none()
    }
}

impl<K: Ord, V> Map for BTreeMap<K, V> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl Iterator<Item = (&K, &V)> {
        self.iter()
    }

    fn add(&mut self, key: K, value: V) -> bool {
        self.insert(key, value).is_none()
    }
}

impl<M: Map> AsEntries for M {
    type Key = M::Key;
    type Value = M::Value;
    type Json = Vec<Entry<M::Key, M::Value>>;

    fn serialize_entries<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>
    where
        M::Key: Serialize,
        M::Value: Serialize,
    {
        let mut list = serializer.serialize_seq(self.entries().size_hint().1)?;
        for (key, value) in self.entries() {
            list.serialize_element(&Entry { key, value })?;
        }
        list.end()
    }

    fn deserialize_entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        M::Key: DeserializeOwned,
        M::Value: Deserialize<'de>,
    {
        deserializer.deserialize_seq(List(PhantomData))
    }
}

impl<M: Map> AsEntries for Option<M> {
    type Key = M::Key;
    type Value = M::Value;
    type Json = Option<Vec<Entry<M::Key, M::Value>>>;

    fn serialize_entries<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>
    where
        M::Key: Serialize,
        M::Value: Serialize,
    {
        match self {
            Some(map) => map.serialize_entries(serializer),
            None => serializer.serialize_none(),
        }
    }

    fn deserialize_entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        M::Key: DeserializeOwned,
        M::Value: Deserialize<'de>,
    {
        deserializer.deserialize_option(Nullable(PhantomData))
    }
}

struct List<M>(PhantomData<M>);

impl<'de, M: Map> Visitor<'de> for List<M>
where
    M::Key: DeserializeOwned,
    M::Value: Deserialize<'de>,
{
    type Value = M;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries, each with a `key` and a `value`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<M, A::Error> {
        let mut map = M::default();
        // The key is read twice, so that the error about a duplicate key can name it.
        while let Some(Entry { key: text, value }) = list.next_element::<Entry<serde_json::Value, M::Value>>()? {
            let key = M::Key::deserialize(&text).map_err(A::Error::custom)?;
            if !map.add(key, value) {
                return Err(A::Error::custom(format_args!("the key {text} comes twice")));
            }
        }
        Ok(map)
    }
}

struct Nullable<M>(PhantomData<M>);

impl<'de, M: Map> Visitor<'de> for Nullable<M>
where
    M::Key: DeserializeOwned,
    M::Value: Deserialize<'de>,
{
    type Value = Option<M>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries, or null")
    }

    fn visit_none<E>(self) -> Result<Option<M>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<M>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<M>, D::Error> {
        M::deserialize_entries(deserializer).map(Some)
    }
}

// An entry appears in a partial value once it is complete.
impl<K, V> crate::partial::Partial for Entry<K, V>
where
    Self: DeserializeOwned + fmt::Debug + Clone,
{
    type Partial = Self;
}

impl<K, V> crate::partial::Slot for Entry<K, V>
where
    Self: DeserializeOwned,
{
    fn open(reader: &mut crate::partial::Reader<'_>) -> crate::partial::Reading<Self> {
        crate::partial::atom::atom(reader)
    }

    fn grow(&mut self, _: &mut crate::partial::Reader<'_>) -> crate::partial::Reading {
        Ok(())
    }
}
