//! The answer of a model to a request that offers tools.

use serde::de::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use structured_core::{Outcome, ToolCall, ToolResult, Tools};

/// The answer of a model to a request that offers tools.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a `match` that handles both is what this enum is for")]
pub enum ToolTurn<A> {
    /// The model called tools. The calls are in the model's order.
    Calls(Vec<TypedCall<A>>),
    /// The model answered with text and called no tool.
    Text(String),
}

/// A tool call, parsed into the variant of its tool.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TypedCall<A> {
    /// The call. [`result`](ToolCall::result) and [`failed`](ToolCall::failed) make the message that answers it.
    pub call: ToolCall,
    /// The variant. It is an error if the tool was not offered, or if the arguments do not have the type of the tool.
    pub action: Result<A, structured_core::Error>,
}

impl<A> ToolTurn<A> {
    /// Returns the actions in the order of the calls. The list is empty if the model answered with text.
    ///
    /// # Errors
    ///
    /// Fails with the error of the first call that cannot be parsed.
    pub fn into_actions(self) -> Result<Vec<A>, structured_core::Error> {
        match self {
            Self::Calls(calls) => calls.into_iter().map(|call| call.action).collect(),
            Self::Text(_) => Ok(Vec::new()),
        }
    }

    /// Returns the messages that answer the calls, if one of them cannot be parsed.
    pub(crate) fn failures(&self) -> Option<Vec<ToolResult>> {
        let Self::Calls(calls) = self else { return None };
        if calls.iter().all(|call| call.action.is_ok()) {
            return None;
        }
        // The API requires a message for every call, so the model has to repeat the valid ones.
        let result = |call: &TypedCall<A>| match &call.action {
            Ok(_) => call.call.result("Not run, because another call of this message was invalid. Call it again."),
            Err(error) => call.call.failed(error),
        };
        Some(calls.iter().map(result).collect())
    }
}

/// Reads any JSON text as an answer with text.
impl<'de, A> Deserialize<'de> for ToolTurn<A> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(from).map(|text| Self::Text(text.get().to_owned()))
    }
}

/// Parses the calls of an answer. Text that is not JSON is an answer with text.
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
