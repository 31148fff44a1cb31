//! What both APIs put into a request for a type: its schema with its name, and the function tool whose arguments it is.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

/// A schema that is embedded as the text it is: nothing is parsed into a tree and written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct SchemaText(&'static str);

impl Serialize for SchemaText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(self.0).map_err(S::Error::custom)?.serialize(to)
    }
}

/// A schema, with the name and the description under which a request asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct NamedSchema {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'static str>,
    strict: bool,
    schema: SchemaText,
}

impl NamedSchema {
    pub(crate) const fn new(name: &'static str, description: Option<&'static str>, schema: &'static str) -> Self {
        Self { name, description, strict: true, schema: SchemaText(schema) }
    }
}

/// The function of a tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Function {
    pub(crate) name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<&'static str>,
    strict: bool,
    parameters: SchemaText,
}

impl Function {
    pub(crate) const fn new(name: &'static str, description: Option<&'static str>, parameters: &'static str) -> Self {
        Self { name, description, strict: true, parameters: SchemaText(parameters) }
    }
}
