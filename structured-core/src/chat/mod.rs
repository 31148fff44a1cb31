//! Chat Completions: what a type adds to the request, and the answer read into the type.

mod assembly;
mod chunk;
mod completion;
mod event;
mod parse;
mod request;
mod stream;
mod usage;

pub use self::completion::{ChatCompletion, Choice, FinishReason, Message};
pub use self::event::Event;
pub use self::parse::parse;
pub use self::request::{ResponseFormat, Tool, check_json_mode, response_format, response_format_json_object, tool};
pub use self::stream::Stream;
pub use self::usage::{CompletionTokensDetails, PromptTokensDetails, Usage};
pub use crate::answer::logprobs::{Logprobs, TokenLogprob};
pub use crate::answer::tool_call::ToolCall;
