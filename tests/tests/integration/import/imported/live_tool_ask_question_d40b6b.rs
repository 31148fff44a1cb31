// Made from live_tool_ask_question_d40b6b.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[serde(rename_all = "camelCase")]
pub struct LiveToolAskQuestionD40b6b {
    pub question: String,
    pub repo_name: RepoName,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[serde(untagged)]
pub enum RepoName {
    Text(String),
    List(Vec<String>),
}
