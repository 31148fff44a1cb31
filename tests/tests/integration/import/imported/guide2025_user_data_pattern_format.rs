// Made from guide2025_user_data_pattern_format.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct Guide2025UserDataPatternFormat {
    /// The name of the user
    pub name: String,
    /// The username of the user. Must start with @
    #[structured(pattern = "^@[a-zA-Z0-9_]+$")]
    pub username: String,
    /// The email of the user
    #[structured(format = "email")]
    pub email: String,
}
