//! Enums with data that have a tag: externally, internally, adjacently.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Circle {
    pub radius: f64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum External {
    Nothing,
    /// Not even a number.
    Undefined,
    Number(f64),
    /// A round one.
    Circle(Circle),
    List(Vec<String>),
    Maybe(Option<u8>),
    Rectangle {
        /// To the right.
        width: f64,
        height: f64,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
pub enum Internal {
    /// Nothing at all.
    Nothing,
    Circle(Circle),
    Boxed(Box<Boxed>),
    Rectangle {
        width: f64,
        height: Option<f64>,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Boxed {
    pub depth: u8,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "t", content = "c")]
pub enum Adjacent {
    Nothing,
    Number(f64),
    /// A round one.
    Circle(Circle),
    Maybe(Option<String>),
    Rectangle {
        width: f64,
        height: f64,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Renamed {
    UserCreated {
        user_id: u64,
        full_name: String,
    },
    #[serde(rename = "gone")]
    UserDeleted {
        user_id: u64,
        #[serde(rename = "why")]
        reason: String,
    },
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    UserMoved {
        new_address: String,
    },
    #[serde(skip)]
    Internal {
        secret: String,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "kind", deny_unknown_fields)]
pub enum Closed {
    Text { body: String },
    Image { url: String },
    Break,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "kind", content = "value", deny_unknown_fields)]
pub enum ClosedAdjacent {
    Text { body: String },
    Number(i32),
    Break,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
pub enum ClosedExternal {
    Text { body: String },
    Number(i32),
    Break,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "kind")]
pub enum WithOther {
    Known {
        value: u8,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "kind", content = "value")]
pub enum AdjacentWithOther {
    Known(u8),
    #[serde(other)]
    Other,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum OneVariant {
    Only { value: u8 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum Aliased {
    #[serde(alias = "new", alias = "created")]
    Created(String),
    #[serde(alias = "gone")]
    Deleted {
        #[serde(alias = "why")]
        reason: String,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct InFields {
    /// What happened.
    pub event: Renamed,
    pub shapes: Vec<Internal>,
    pub again: Option<Internal>,
}

accepted!(
    "tagged": External, Internal, Adjacent, Renamed, Closed, ClosedAdjacent, ClosedExternal, WithOther, AdjacentWithOther,
    OneVariant, Aliased, InFields,
);
