//! What a request asks for, whichever wire it came on.

use std::sync::Arc;

use crate::schemas::Sheet;

/// A request that keeps the rules.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a member of its own in a request")]
pub(crate) struct Ask {
    pub(crate) model: String,
    /// The text of all messages.
    pub(crate) prompt: String,
    pub(crate) prompt_tokens: usize,
    pub(crate) format: Format,
    pub(crate) tools: Vec<Tool>,
    pub(crate) tool_choice: ToolChoice,
    /// Whether several calls at once are asked for; `None` if the request does not say.
    pub(crate) parallel: Option<bool>,
    /// Whether the last message is the result of a call.
    pub(crate) follows_a_result: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) stop: Vec<String>,
    /// How many answers are asked for.
    pub(crate) count: usize,
    pub(crate) seed: Option<u64>,
    pub(crate) stream: bool,
    /// Whether the stream ends with the counts of tokens.
    pub(crate) include_usage: bool,
    /// How many alternatives are given for each token; `None` if none is asked about.
    pub(crate) logprobs: Option<usize>,
    /// Members that the answer repeats, as JSON texts.
    pub(crate) echo: Vec<(&'static str, String)>,
    /// Whether a schema of this request came with no request before.
    pub(crate) has_new_schema: bool,
}

/// What the content of the answer is.
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
    /// What its arguments are; `None` for a tool that takes any text, or a function without parameters.
    pub(crate) arguments: Option<Arc<Sheet>>,
    /// Whether it takes text instead of arguments.
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
