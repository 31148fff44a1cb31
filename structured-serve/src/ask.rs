//! A request that was understood, in the same form for both APIs.

use std::sync::Arc;

use crate::schemas::Sheet;

/// A request that keeps the rules.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate member of a request")]
pub(crate) struct Ask {
    pub(crate) model: String,
    /// The text of all messages.
    pub(crate) prompt: String,
    pub(crate) prompt_tokens: usize,
    pub(crate) format: Format,
    pub(crate) tools: Vec<Tool>,
    pub(crate) tool_choice: ToolChoice,
    /// Whether several calls in one answer are wanted; `None` if the request does not decide it.
    pub(crate) parallel: Option<bool>,
    /// Whether the last message is the result of a call.
    pub(crate) follows_a_result: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) stop: Vec<String>,
    /// How many answers are wanted.
    pub(crate) count: usize,
    pub(crate) seed: Option<u64>,
    pub(crate) stream: bool,
    /// Whether the stream ends with the counts of tokens.
    pub(crate) include_usage: bool,
    /// How many alternatives are given for each token; `None` if log probabilities are not wanted.
    pub(crate) logprobs: Option<usize>,
    /// Members that the answer repeats, as JSON texts.
    pub(crate) echo: Vec<(&'static str, String)>,
    /// Whether no earlier request had one of its schemas.
    pub(crate) has_new_schema: bool,
}

/// What the content of the answer must be.
#[derive(Debug, Clone)]
pub(crate) enum Format {
    /// Any text.
    Text,
    /// Any JSON object.
    JsonObject,
    /// JSON that a schema admits.
    Schema(Arc<Sheet>),
}

/// A tool that may be called.
#[derive(Debug, Clone)]
pub(crate) struct Tool {
    pub(crate) name: String,
    /// The schema of its arguments; `None` for a tool whose input is text, or a function without parameters.
    pub(crate) arguments: Option<Arc<Sheet>>,
    /// Whether its input is text instead of arguments.
    pub(crate) takes_text: bool,
}

/// Whether tools are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ToolChoice {
    Auto,
    Never,
    Required,
    Named(String),
}

impl Ask {
    /// The schema of the content, if there is one.
    pub(crate) fn schema(&self) -> Option<&Arc<Sheet>> {
        if let Format::Schema(sheet) = &self.format { Some(sheet) } else { None }
    }

    /// The schemas of the content and of the tools.
    pub(crate) fn sheets(&self) -> impl Iterator<Item = &Arc<Sheet>> {
        self.schema().into_iter().chain(self.tools.iter().filter_map(|tool| tool.arguments.as_ref()))
    }
}
