// Made from seed_anyof_item.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SeedAnyofItem {
    pub item: Item,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[serde(untagged)]
pub enum Item {
    /// The user object to insert into the database
    WithName {
        /// The name of the user
        name: String,
        /// The age of the user
        age: f64,
    },
    /// The address object to insert into the database
    WithNumber {
        /// The number of the address. Eg. for 123 main st, this would be 123
        number: String,
        /// The street name. Eg. for 123 main st, this would be main st
        street: String,
        /// The city of the address
        city: String,
    },
}
