// Made from live_tool_read_wiki_structure_0254ad.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[serde(rename_all = "camelCase")]
pub struct LiveToolReadWikiStructure0254ad {
    pub repo_name: String,
}
