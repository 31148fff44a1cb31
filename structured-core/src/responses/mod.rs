//! The Responses API: what a type adds to the request, and the answer read into the type.

mod assembly;
mod event;
mod frame;
mod parse;
mod request;
mod response;
mod stream;
mod usage;

pub use self::event::Event;
pub use self::parse::parse;
pub use self::request::{TextFormat, Tool, check_json_mode, text_format, text_format_json_object, tool};
pub use self::response::{ContentPart, OutputItem, OutputMessage, Phase, Response, Status};
pub use self::stream::Stream;
pub use self::usage::{InputTokensDetails, OutputTokensDetails, Usage};
pub use crate::answer::logprobs::TokenLogprob;
pub use crate::answer::tool_call::ToolCall;
