//! What a model does that was offered tools.

use serde::de::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use structured_core::{Outcome, ToolCall, ToolResult, Tools};

/// What a model did that was offered tools: it called some, or answered in words.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a `match` that handles both is what this enum is for")]
pub enum ToolTurn<A> {
    /// The calls, in the order in which the model made them.
    Calls(Vec<TypedCall<A>>),
    /// The text of an answer without calls.
    Text(String),
}

/// A call, read into the variant of its tool.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TypedCall<A> {
    /// The call as it came: [`result`](ToolCall::result) and [`failed`](ToolCall::failed) answer it.
    pub call: ToolCall,
    /// The variant; or why there is none: the tool was not offered, or the arguments are not those of the tool.
    pub action: Result<A, structured_core::Error>,
}

impl<A> ToolTurn<A> {
    /// The actions, in the order of the calls; none when the model answered in words.
    ///
    /// # Errors
    ///
    /// The first call that could not be read.
    pub fn into_actions(self) -> Result<Vec<A>, structured_core::Error> {
        match self {
            Self::Calls(calls) => calls.into_iter().map(|call| call.action).collect(),
            Self::Text(_) => Ok(Vec::new()),
        }
    }

    /// What to answer the calls with when one of them could not be read; `None` when all could.
    pub(crate) fn failures(&self) -> Option<Vec<ToolResult>> {
        let Self::Calls(calls) = self else { return None };
        if calls.iter().all(|call| call.action.is_ok()) {
            return None;
        }
        // The API wants a message for every call, so the good ones are asked for again.
        let result = |call: &TypedCall<A>| match &call.action {
            Ok(_) => call.call.result("Not run, because another call could not be read. Call it again."),
            Err(error) => call.call.failed(error),
        };
        Some(calls.iter().map(result).collect())
    }
}

/// The text of an answer, whatever it is.
impl<'de, A> Deserialize<'de> for ToolTurn<A> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(from).map(|text| Self::Text(text.get().to_owned()))
    }
}

/// Reads the calls of an answer. A text that is not JSON is the answer, too.
pub(crate) fn read_calls<A: Tools>(outcome: &mut Outcome<ToolTurn<A>>) {
    let read = match std::mem::replace(outcome, Outcome::Empty) {
        Outcome::ToolCalls(calls) => {
            let typed = |call: ToolCall| TypedCall { action: A::from_call(&call), call };
            Outcome::Parsed(ToolTurn::Calls(calls.into_iter().map(typed).collect()))
        }
        Outcome::Unreadable(error) => Outcome::Parsed(ToolTurn::Text(error.into_text())),
        other => other,
    };
    *outcome = read;
}
