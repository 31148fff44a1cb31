// Made from live_tool_search_recipes_a1e522.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "search_recipes_args")]
pub struct SearchRecipesArgs {
    /// default: ""
    #[structured(title = "Query")]
    pub query: String,
}
