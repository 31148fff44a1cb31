// Made from seed_ui_root_recursion.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SeedUiRootRecursion {
    /// The type of the UI component
    pub r#type: Type,
    /// The label of the UI component, used for buttons or form fields
    pub label: String,
    /// Nested UI components
    pub children: Vec<SeedUiRootRecursion>,
    /// Arbitrary attributes for the UI component, suitable for any element
    pub attributes: Vec<Attribute>,
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
pub struct Attribute {
    /// The name of the attribute, for example onClick or className
    pub name: String,
    /// The value of the attribute
    pub value: String,
}
