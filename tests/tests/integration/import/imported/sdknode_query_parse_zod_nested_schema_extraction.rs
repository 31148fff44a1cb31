// Made from sdknode_query_parse_zod_nested_schema_extraction.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SdknodeQueryParseZodNestedSchemaExtraction {
    pub name: String,
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Field {
    String {
        name: String,
        metadata: Option<Metadata>,
    },
    Number {
        metadata: Option<QueryPropertiesFieldsItemsAnyOf0PropertiesMetadataAnyOf0>,
    },
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct Metadata {
    pub foo: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(define)]
pub struct QueryPropertiesFieldsItemsAnyOf0PropertiesMetadataAnyOf0 {
    pub foo: String,
}
