//! Maps as lists of entries, with `structured_core::with::entries`.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Maps {
    /// By name.
    #[serde(with = "structured_core::with::entries")]
    pub counts: HashMap<String, u32>,
    #[serde(with = "structured_core::with::entries")]
    pub maybe: Option<BTreeMap<u8, Vec<Point>>>,
    #[serde(default, with = "structured_core::with::entries")]
    pub points: BTreeMap<String, Point>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Point {
    pub x: f64,
}

/// Contains itself by a map.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Folder {
    #[serde(with = "structured_core::with::entries")]
    pub folders: BTreeMap<String, Folder>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(bound(
    serialize = "K: Serialize, V: Serialize",
    deserialize = "K: Ord + for<'a> Deserialize<'a>, V: Deserialize<'de>"
))]
pub struct Keyed<K: Ord, V> {
    #[serde(with = "structured_core::with::entries")]
    pub map: BTreeMap<K, V>,
}

accepted!("with": Maps, Folder, Keyed<String, u8>);
