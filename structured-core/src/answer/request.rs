//! What both APIs put into a request: the schema of a type, in the place where each API wants it.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

/// A schema that is embedded as the text it is: nothing is parsed into a tree and written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SchemaText(pub(crate) &'static str);

impl Serialize for SchemaText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(self.0).map_err(S::Error::custom)?.serialize(to)
    }
}
