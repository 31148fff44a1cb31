//! The Responses API: requests with the schema of a type, and answers read into the type.
//!
//! ```
//! use serde::Deserialize;
//! use structured_core::{StructuredOutput, responses};
//!
//! #[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
//! struct CalendarEvent {
//!     name: String,
//! }
//!
//! let request = responses::Request::new("gpt-4o-2024-08-06")
//!     .user("Alice and Bob go to a fair.")
//!     .format::<CalendarEvent>();
//! assert!(serde_json::to_string(&request)?.contains(r#""format":{"type":"json_schema","name":"CalendarEvent","#));
//!
//! // Any HTTP client sends it. This came back:
//! let body = br#"{"status": "completed", "output": [{"type": "message", "role": "assistant",
//!     "content": [{"type": "output_text", "text": "{\"name\":\"Fair\"}"}]}]}"#;
//!
//! let event = responses::parse::<CalendarEvent>(body)?.into_parsed()?;
//! assert_eq!(event, CalendarEvent { name: "Fair".into() });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assembly;
mod event;
mod format;
mod frame;
mod growth;
mod item;
mod item_so_far;
mod items_so_far;
mod note;
mod parse;
mod request;
mod response;
mod stream;
mod usage;

pub use self::event::Event;
pub use self::format::{TextFormat, Tool, check_json_mode, text_format, text_format_json_object, tool};
pub use self::item::{ContentPart, OutputItem, OutputMessage, Phase};
pub use self::parse::{parse, parse_response, parse_tolerant};
pub use self::request::Request;
pub use self::response::{Response, Status};
pub use self::stream::StreamReader;
pub use self::usage::{InputTokensDetails, OutputTokensDetails, Usage};
pub use crate::answer::logprobs::TokenLogprob;
pub use crate::answer::stream::StreamLimits;
pub use crate::answer::tool_call::ToolCall;
pub use crate::answer::tool_result::ToolResult;
