//! `#[serde(flatten)]`: the properties of an object at the position of the field.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Meta {
    /// Who wrote it.
    pub author: String,
    pub year: Option<u16>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Once {
    pub title: String,
    #[serde(flatten)]
    pub meta: Meta,
    pub pages: u32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct First {
    #[serde(flatten)]
    pub meta: Box<Meta>,
    pub pages: u32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Nested {
    pub shelf: String,
    #[serde(flatten)]
    pub book: Once,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Measure {
    #[serde(rename = "value-in-cm")]
    pub value: f64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Twice {
    #[serde(flatten)]
    pub meta: Meta,
    #[serde(flatten)]
    pub measure: Measure,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Around<T> {
    pub id: u64,
    #[serde(flatten)]
    pub inner: T,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Newtype(pub Meta);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfNewtype {
    #[serde(flatten)]
    pub inner: Newtype,
    pub parts: Vec<Around<Measure>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
pub enum InVariant {
    Book {
        #[serde(flatten)]
        meta: Meta,
        pages: u32,
    },
    Film {
        minutes: u32,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Branch {
    pub name: String,
    #[serde(flatten)]
    pub rest: BranchRest,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct BranchRest {
    pub children: Vec<Branch>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    pub length: f64,
    pub depth: Option<f64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct ClosedInside {
    pub id: u64,
    #[serde(flatten)]
    pub closed: Closed,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
pub struct ClosedOutside {
    pub id: u64,
    #[serde(flatten)]
    pub measure: Measure,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub struct Tagged {
    pub some_text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfTagged {
    #[serde(flatten)]
    pub tagged: Tagged,
    pub id: i32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
pub enum BehindATag {
    Closed(Closed),
    Once(Once),
    Tagged(OfTagged),
    Twice(Box<ClosedInside>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// With the mouse.
    Click {
        x: f64,
        #[serde(alias = "height")]
        y: f64,
    },
    Key(Key),
    Idle,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Key {
    /// What it is called.
    pub code: String,
    #[serde(flatten)]
    pub held: Held,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Held {
    pub shift: bool,
}

/// What happened.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Event {
    /// The first is 1.
    pub id: u32,
    #[serde(flatten)]
    pub kind: Kind,
    pub note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Events {
    pub all: Vec<Event>,
    /// The one before.
    pub last: Option<Event>,
    pub by: Option<Signed>,
    pub moved: Moved,
}

/// The enum is flattened into a struct that is flattened.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Signed {
    #[serde(flatten)]
    pub meta: Meta,
    #[serde(flatten)]
    pub event: Box<Event>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "unit", content = "distance")]
pub enum Distance {
    Metres(f64),
    Steps { count: u32 },
    Unknown,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    pub forward: bool,
    #[serde(flatten)]
    pub distance: DistanceNewtype,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct DistanceNewtype(pub Distance);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Expression {
    pub line: u32,
    #[serde(flatten)]
    pub node: ExpressionNode,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "node")]
pub enum ExpressionNode {
    Number { value: f64 },
    Sum { left: Box<Expression>, right: Box<Expression> },
    Call(Call),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Call {
    pub function: String,
    pub arguments: Vec<Expression>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Program {
    pub expression: Expression,
    pub kind: ExpressionNode,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum AroundMerged {
    Plain {
        id: u32,
    },
    Merged {
        id: u32,
        #[serde(flatten)]
        kind: Kind,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Sent {
    pub to: String,
    #[serde(flatten)]
    pub kind: Kind,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum OneOfMerged {
    Sent(Sent),
    Inline {
        number: f64,
        #[serde(flatten)]
        kind: Kind,
    },
    Kind(Kind),
    Other {
        text: String,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
pub struct ClosedAroundFlatten {
    #[serde(flatten)]
    pub measure: Measure,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct BesideClosed {
    pub name: String,
    #[serde(flatten)]
    pub meta: Meta,
    #[serde(flatten)]
    pub closed: ClosedAroundFlatten,
}

accepted!("flatten": BesideClosed, Event, Events, Signed, Moved, Expression, Program, AroundMerged, OneOfMerged, Around<Kind>,
    Once, First, Nested, Twice, Around<Measure>, Around<Around2>, OfNewtype, InVariant, Branch, ClosedInside,
    ClosedOutside, OfTagged, BehindATag);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Around2 {
    #[serde(flatten)]
    pub measure: Measure,
    pub again: Option<Meta>,
}
