//! Enums whose JSON is a number, read and written by `serde_repr`.

use serde::{Deserialize, Serialize};
use serde_repr::{Deserialize_repr, Serialize_repr};
use structured_core::StructuredOutput;

use super::accepted;

/// How soon.
#[derive(Debug, PartialEq, Serialize_repr, Deserialize_repr, StructuredOutput)]
#[structured(repr, title = "Priority")]
#[repr(u8)]
pub enum Priority {
    /// When there is time.
    Low = 1,
    Middle = 5,
    /// Today.
    High = 0xa,
}

#[derive(Debug, PartialEq, Serialize_repr, Deserialize_repr, StructuredOutput)]
#[structured(repr)]
#[repr(i8)]
pub enum Signed {
    Below = -1,
    Equal,
    Above,
}

#[derive(Debug, PartialEq, Serialize_repr, Deserialize_repr, StructuredOutput)]
#[structured(repr)]
#[repr(u16)]
pub enum WithOther {
    Ok = 2_00,
    #[serde(other)]
    Other = 500,
}

/// A number of the enum, any other number, or a text.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Mixed {
    Known(Priority),
    Number(i64),
    Text(String),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct InFields {
    /// As the caller says.
    pub priority: Priority,
    pub perhaps: Option<Signed>,
    pub all: Vec<WithOther>,
    pub again: Option<Priority>,
    pub mixed: Mixed,
}

accepted!("repr": Priority, Signed, WithOther, Mixed, InFields);
