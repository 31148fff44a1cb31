// Made from live_text_format_Person_8c9755.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "Person")]
pub struct Person {
    #[structured(title = "Name")]
    pub name: String,
    #[structured(title = "Age")]
    pub age: i64,
}
