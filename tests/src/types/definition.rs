//! Which types become definitions, and their names.

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

/// Written out at both places, with what it holds.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Inlined {
    /// Where it begins.
    pub start: Point,
    pub end: Option<Point>,
    pub list: Vec<Point>,
    pub kind: Kind,
    pub other_kind: Kind,
    pub defined: Held,
}

/// A point.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(inline)]
pub struct Point {
    pub x: f64,
    pub held: Held,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Held {
    pub flag: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(inline)]
#[serde(tag = "type")]
pub enum Kind {
    Held(Held),
    Own { colour: Colour, again: Vec<Colour> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(inline)]
pub enum Colour {
    Red,
    Green,
}

/// An inline type may hold the type that it is written into.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct InlineInCircle {
    pub link: InlineLink,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(inline)]
pub struct InlineLink {
    pub next: Vec<InlineInCircle>,
}

accepted!("definition": Inlined, InlineInCircle, SameNames, UsedOnce, UsedTwice, EnumUsedTwice, DefinedOnce, Namesakes, Vec<Defined>);
