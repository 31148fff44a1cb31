//! Enums of unit variants, whose JSON is one of a few strings.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum Plain {
    North,
    South,
}

/// How sure the answer is.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(rename_all = "snake_case")]
pub enum Documented {
    /// Stated in the text.
    Stated,
    /// Follows from the text,
    /// without being stated.
    FollowsFrom,
    Guessed,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
pub enum Renamed {
    VeryGood,
    #[serde(rename = "so-so")]
    Middling,
    #[serde(alias = "AWFUL", alias = "terrible")]
    Bad,
    #[serde(skip)]
    Internal,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
pub enum WithOther {
    Known,
    #[serde(other)]
    Other,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(description = "One of two.")]
#[repr(u8)]
pub enum Described {
    #[structured(description = "The first.")]
    First = 1,
    /// Replaced by the attribute.
    #[structured(description = "The second.")]
    Second = 2,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum Umlauts {
    #[serde(rename = "süß / \\ \t")]
    Sweet,
    #[serde(rename = "")]
    Empty,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct InFields {
    /// Where to.
    pub plain: Plain,
    /// How good.
    pub documented: Documented,
    pub described: Option<Described>,
    pub list: Vec<Renamed>,
}

accepted!("unit": Plain, Documented, Renamed, WithOther, Described, Umlauts, InFields);
