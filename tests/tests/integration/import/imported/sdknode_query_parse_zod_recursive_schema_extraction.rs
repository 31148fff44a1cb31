// Made from sdknode_query_parse_zod_recursive_schema_extraction.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SdknodeQueryParseZodRecursiveSchemaExtraction {
    pub linked_list: LinkedList,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LinkedList {
    pub value: f64,
    pub next: Option<QueryPropertiesLinkedList>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(name = "query_properties_linked_list")]
pub struct QueryPropertiesLinkedList {
    pub value: f64,
    pub next: Option<Box<QueryPropertiesLinkedList>>,
}
