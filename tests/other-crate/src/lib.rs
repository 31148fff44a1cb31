//! Components that are derived in one crate and stand in the roots of another.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

/// Where a letter goes.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Address {
    /// With the number.
    pub street: String,
    /// Without the country.
    pub city: String,
}

/// A type whose bare name another crate has too.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Item {
    /// In Euro.
    pub price: f64,
}

/// How a letter travels.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "by")]
pub enum Transport {
    /// Slowly.
    Ship {
        /// In days.
        days: u32,
    },
    /// Quickly.
    Plane,
}

/// A remark with answers to it.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Comment {
    /// What is said.
    pub text: String,
    /// What others say to that.
    pub answers: Vec<Self>,
}

/// Something with a label.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Labelled<T> {
    /// What it is called.
    pub label: String,
    /// What it is.
    pub value: T,
}
