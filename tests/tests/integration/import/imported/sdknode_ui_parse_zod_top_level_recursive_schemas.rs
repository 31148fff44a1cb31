// Made from sdknode_ui_parse_zod_top_level_recursive_schemas.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SdknodeUiParseZodTopLevelRecursiveSchemas {
    pub r#type: Type,
    pub label: String,
    pub children: Vec<Ui>,
    pub attributes: Vec<SdknodeUiParseZodTopLevelRecursiveSchemasAttribute>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    Div,
    Button,
    Header,
    Section,
    Field,
    Form,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(name = "ui")]
pub struct Ui {
    pub r#type: UiType,
    pub label: String,
    pub children: Vec<Ui>,
    pub attributes: Vec<Attribute>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
pub enum UiType {
    Div,
    Button,
    Header,
    Section,
    Field,
    Form,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct Attribute {
    pub name: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SdknodeUiParseZodTopLevelRecursiveSchemasAttribute {
    pub name: String,
    pub value: String,
}
