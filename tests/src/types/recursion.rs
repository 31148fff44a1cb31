//! Types that contain themselves, directly or through others.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct List {
    pub value: i32,
    pub next: Option<Box<List>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Tree {
    pub name: String,
    /// The branches.
    pub children: Vec<Self>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Forest {
    /// The first tree.
    pub tree: Tree,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Folder {
    pub name: String,
    pub entries: Vec<Entry>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Entry {
    Folder(Folder),
    File { path: String, size: u64 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "op")]
pub enum Expression {
    Number { value: f64 },
    Negate { of: Box<Expression> },
    Add { left: Box<Expression>, right: Box<Expression> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum ExternalExpression {
    Zero,
    Number(f64),
    Sum(Vec<ExternalExpression>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Formula {
    pub expression: Expression,
    pub external: ExternalExpression,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Hen {
    pub eggs: Vec<Egg>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Egg {
    pub white: bool,
    pub hen: Option<Box<Hen>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Nest(pub Vec<Nest>);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Nests {
    /// Inside each other.
    pub nest: Nest,
    pub maybe: Option<Nest>,
}

accepted!("recursion": List, Tree, Forest, Folder, Entry, Formula, Expression, ExternalExpression, Hen, Egg, Nests, Nest);
