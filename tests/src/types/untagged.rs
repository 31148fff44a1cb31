//! Enums whose variants serde tries one after the other.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Scalar {
    Number(f64),
    Text(String),
    Flag(bool),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum Unit {
    Metric,
    Imperial,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Mixed {
    Unit(Unit),
    /// Some numbers.
    Numbers(Vec<i64>),
    Named {
        name: String,
        unit: Unit,
    },
    Anything(String),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Objects {
    /// With both coordinates.
    Point { x: f64, y: f64 },
    /// With a name instead.
    Place { name: String },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum LastUntagged {
    Known {
        value: u8,
    },
    Unit,
    #[serde(untagged)]
    Text(String),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
pub enum InternalLastUntagged {
    Known {
        value: u8,
    },
    #[serde(untagged)]
    Other {
        text: String,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type", rename = "letter")]
pub struct Letter {
    pub address: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type", rename = "mail")]
pub struct Mail {
    pub to: String,
}

/// serde does not look at the tags of structs, so other fields must tell them apart.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum TaggedStructs {
    Letter(Letter),
    Mail(Mail),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct InFields {
    pub scalar: Scalar,
    pub scalars: Vec<Scalar>,
    /// Perhaps one.
    pub mixed: Option<Mixed>,
}

/// A value of a cell.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Cell {
    Number(f64),
    /// Nothing is in it.
    Empty,
    Text(String),
    Choice(Option<Choice>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Choice {
    pub one: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "kind")]
pub enum TaggedOrNull {
    Known {
        name: String,
    },
    #[serde(untagged)]
    #[structured(title = "Unknown")]
    Unknown,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Cells {
    pub cells: Vec<Cell>,
    /// The last one.
    pub last: Option<Cell>,
    pub tagged: TaggedOrNull,
    pub optional: Option<TaggedOrNull>,
    pub generic: NullOr<NullOr<bool>>,
}

/// `null` by a variant that holds `()`.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum NullOrText {
    Nothing(()),
    Text(String),
    Flags(Vec<Option<bool>>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct NullsOrTexts {
    pub one: NullOrText,
    pub optional: Option<NullOrText>,
    pub several: Vec<NullOrText>,
}

/// Each level needs the next one or `null`, so a finite document exists. It is compiled, and not among the accepted
/// types: serde needs much stack to read a deep one.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum NullableTree {
    Leaf,
    Inner { inner: Box<NullableTree> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum NullOr<T> {
    Null,
    Value(T),
}

type Rows<T> = Option<Vec<Option<T>>>;
type Deep<T> = Rows<Vec<Rows<T>>>;

/// Each of these may be `null` at every level.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum DeepOptions {
    Texts(Deep<String>),
    Flags(Deep<bool>),
    Numbers(Deep<f64>),
    Units(Deep<Unit>),
    Objects(Deep<Objects>),
}

/// The first two together read most of what the others are, and not all.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Parts {
    Text {
        text: String,
    },
    Missing {
        text: (),
    },
    /// A number is neither.
    Other {
        text: Option<TextOrNumber>,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum TextOrNumber {
    Text(String),
    Number(f64),
}

/// Like `Parts`, and the keys of the others are unknown.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged, deny_unknown_fields)]
pub enum ClosedParts {
    Text { text: String },
    Missing { text: () },
    Signed { text: Option<String>, author: String },
}

accepted!(
    "untagged": Parts, ClosedParts, DeepOptions, Scalar, Mixed, Objects, LastUntagged, InternalLastUntagged, TaggedStructs, InFields, Cell,
    TaggedOrNull, Cells, NullOr<String>, NullOrText, NullsOrTexts,
);
