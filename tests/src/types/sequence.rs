//! Arrays: every collection that serde reads from a JSON array.

use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Collections {
    pub vec: Vec<String>,
    pub deque: VecDeque<bool>,
    pub set: HashSet<u8>,
    pub sorted: BTreeSet<String>,
    pub linked: LinkedList<f64>,
    pub boxed: Box<[i32]>,
    pub shared: Arc<[u16]>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Nested {
    pub rows: Vec<Vec<f64>>,
    pub maybe: Vec<Option<Vec<Option<bool>>>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct FixedLength {
    pub rgb: [u8; 3],
    /// Two corners.
    pub corners: [[f64; 2]; 2],
    pub maybe: Option<[bool; 1]>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Line {
    pub text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfObjects {
    /// All lines.
    pub lines: Vec<Line>,
}

accepted!("sequence": Collections, Nested, FixedLength, OfObjects, Vec<String>, Vec<Option<Line>>);
