//! When a type becomes a definition, and what it is called.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Item {
    pub text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct UsedOnce {
    pub item: Item,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct UsedTwice {
    pub first: Item,
    pub second: Item,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum Level {
    Low,
    High,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct EnumUsedTwice {
    pub risk: Level,
    pub gain: Option<Level>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(define)]
pub struct Defined {
    pub text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(define, name = "level-2")]
pub enum DefinedEnum {
    Low,
    High,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct DefinedOnce {
    pub part: Defined,
    pub level: DefinedEnum,
}

pub mod cart {
    use super::{Deserialize, Serialize, StructuredOutput};

    #[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
    pub struct Item {
        pub price: f64,
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Namesakes {
    pub text: Item,
    pub texts: Vec<Item>,
    pub article: cart::Item,
    pub articles: Vec<cart::Item>,
}

/// Two types that say the same name, and one that is called so.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct SameNames {
    pub first: FirstPart,
    pub second: SecondPart,
    pub third: Third,
    pub part: Part<u8>,
    pub parts: Part<u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(define, name = "Part_u8")]
pub struct FirstPart {
    pub first: u8,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(define, name = "Part")]
pub struct SecondPart {
    pub second: u8,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(define, name = "Part")]
pub struct Third {
    pub third: u8,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Part<T> {
    pub value: T,
}

accepted!("definition": SameNames, UsedOnce, UsedTwice, EnumUsedTwice, DefinedOnce, Namesakes, Vec<Defined>);
