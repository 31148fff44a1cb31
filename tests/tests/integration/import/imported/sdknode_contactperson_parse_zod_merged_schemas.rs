// Made from sdknode_contactPerson_parse_zod_merged_schemas.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SdknodeContactPersonParseZodMergedSchemas {
    pub person1: Person1,
    pub person2: Person2,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct Person1 {
    pub name: String,
    pub phone_number: Option<String>,
    /// Any roles for which the contact is important, use other for custom roles
    pub roles: Vec<Role>,
    /// Open text for any other relevant information about what the contact does.
    pub description: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Parent,
    Child,
    Sibling,
    Spouse,
    Friend,
    Other,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct Person2 {
    pub name: String,
    pub phone_number: Option<String>,
    #[serde(rename = "differentField")]
    pub different_field: String,
}
