//! Chat Completions: requests with the schema of a type, and answers read into the type.
//!
//! ```
//! use serde::Deserialize;
//! use structured_core::{Outcome, StructuredOutput, chat};
//!
//! /// An event taken from a text.
//! #[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
//! struct CalendarEvent {
//!     name: String,
//!     participants: Vec<String>,
//! }
//!
//! let request = chat::Request::new("gpt-4o-2024-08-06")
//!     .user("Alice and Bob go to a fair.")
//!     .format::<CalendarEvent>();
//! let sent = serde_json::to_string(&request)?;
//! assert!(sent.contains(r#""strict":true,"schema":{"type":"object""#));
//!
//! // Any HTTP client sends it. This came back:
//! let body = br#"{"choices": [{"index": 0, "finish_reason": "length", "message": {"content": "{\"name\":\"Fa"}}]}"#;
//!
//! let completion = chat::parse::<CalendarEvent>(body)?;
//! match &completion.choices[0].outcome {
//!     Outcome::Parsed(event) => println!("{event:?}"),
//!     Outcome::Refused(refusal) => println!("the model refused: {refusal}"),
//!     Outcome::CutOff(text) => assert_eq!(text, r#"{"name":"Fa"#),
//!     Outcome::Filtered(_) => println!("the content filter stopped the answer"),
//!     Outcome::Unreadable(error) => println!("tell the model: {}", error.feedback()),
//!     Outcome::ToolCalls(calls) => println!("{} tools to run", calls.len()),
//!     Outcome::Empty => println!("nothing came"),
//! }
//!
//! // For one answer and `?`:
//! let error = completion.into_parsed().unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "the answer was cut off (`length`) after 11 characters; help: allow more tokens, or ask for a shorter answer"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assembly;
mod choice;
mod chunk;
mod completion;
mod event;
mod format;
mod message;
mod parse;
mod request;
mod stream;
mod usage;

pub use self::completion::{ChatCompletion, Choice, FinishReason};
pub use self::event::Event;
pub use self::format::{ResponseFormat, Tool, check_json_mode, response_format, response_format_json_object, tool};
pub use self::message::Message;
pub use self::parse::{parse, parse_response, parse_tolerant};
pub use self::request::Request;
pub use self::stream::StreamReader;
pub use self::usage::{CompletionTokensDetails, PromptTokensDetails, Usage};
pub use crate::answer::logprobs::{Logprobs, TokenLogprob};
pub use crate::answer::stream::StreamLimits;
pub use crate::answer::tool_call::ToolCall;
pub use crate::answer::tool_result::ToolResult;
