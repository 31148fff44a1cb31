//! Each kind of `Option`: `null` is added to the type list or to the `anyOf`, whichever is valid and smallest.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum Color {
    Red,
    Green,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "kind")]
pub enum Figure {
    Circle { radius: f64 },
    Square { side: f64 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfScalar {
    pub text: Option<String>,
    pub integer: Option<i32>,
    pub number: Option<f64>,
    pub boolean: Option<bool>,
    /// A described one.
    pub described: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfEnum {
    pub color: Option<Color>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfObject {
    pub point: Option<Point>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfArray {
    pub list: Option<Vec<String>>,
    pub points: Option<Vec<Option<Point>>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfReference {
    pub from: Point,
    pub to: Option<Point>,
    /// On the way.
    pub via: Option<Point>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfUnion {
    pub figure: Option<Figure>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Label(pub String);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OfNewtype {
    pub label: Option<Label>,
    pub boxed: Option<Box<Label>>,
    pub inside_box: Box<Option<Color>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Maybe(pub Option<u8>);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct InNewtype {
    pub maybe: Maybe,
}

accepted!("optional": OfScalar, OfEnum, OfObject, OfArray, OfReference, OfUnion, OfNewtype, InNewtype, Option<Color>, Option<Point>, Option<Figure>);
