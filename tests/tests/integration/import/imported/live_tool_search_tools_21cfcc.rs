// Made from live_tool_search_tools_21cfcc.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolSearchTools21cfcc {
    /// List of search queries to match against tool names and descriptions. Use specific words likely to
    /// appear in tool names or descriptions to narrow down relevant tools. Each query is independently
    /// tokenized; matches across queries are unioned.
    pub queries: Vec<String>,
}
