//! Objects without properties: the arguments of a tool that takes none, and a variant without fields.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct NoArguments {}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
pub struct Closed {}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Cached {
    #[serde(skip)]
    pub cache: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct AroundNothing {
    #[serde(flatten)]
    pub nothing: NoArguments,
    #[serde(flatten)]
    pub cached: Cached,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum External {
    Number(f64),
    Nothing {},
    Empty(NoArguments),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type", content = "value")]
pub enum Adjacent {
    Nothing {},
    Empty(NoArguments),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Untagged {
    Named { name: String },
    Anything {},
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct InFields {
    pub one: Option<NoArguments>,
    pub many: Vec<Closed>,
    pub external: External,
}

accepted!("empty": NoArguments, Closed, Cached, AroundNothing, External, Adjacent, Untagged, InFields);
