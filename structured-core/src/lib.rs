//! Strict JSON Schemas computed by the compiler, and every answer of a language model read back into the type.
//!
//! ```
//! use serde::Deserialize;
//! use structured_core::{StructuredOutput, chat};
//!
//! /// An event taken from a text.
//! #[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
//! struct CalendarEvent {
//!     name: String,
//!     participants: Vec<String>,
//! }
//!
//! // The schema is a constant: nothing is built, allocated or looked up at run time.
//! const SCHEMA: &str = CalendarEvent::JSON_SCHEMA;
//! assert!(SCHEMA.starts_with(r#"{"type":"object","properties":{"name":{"type":"string"},"#));
//!
//! // The part of the request, with `strict: true`.
//! let format = serde_json::to_string(&chat::response_format::<CalendarEvent>())?;
//! assert!(format.contains(SCHEMA));
//!
//! // The answer, back in the type. Refused, cut off, filtered, unreadable: each is an error of its own.
//! let body = br#"{"choices":[{"index":0,"finish_reason":"stop","message":
//!     {"role":"assistant","content":"{\"name\":\"Fair\",\"participants\":[\"Alice\",\"Bob\"]}"}}]}"#;
//! let event = chat::parse::<CalendarEvent>(body)?.into_parsed()?;
//! assert_eq!(event.participants, ["Alice", "Bob"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - What each attribute does to the schema: [`derive@StructuredOutput`].
//! - What does not compile, why, and what to write instead: [`rejections`].
//! - How the schema becomes a constant, for maintainers: [`const_schema`].
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `derive` | yes | the derives |
//! | `std` | yes | schemas of types that need the standard library; without it the crate is `no_std` (with `alloc`) |
//! | `json` | yes | [`chat`], [`responses`], [`batch`], [`fine_tuning`], [`partial`]: requests and answers, on `serde_json` |
//! | `futures` | | a stream of answers as `futures_core::Stream` |
//! | `chrono04`, `jiff02`, `time03`, `url2`, `uuid1` | | schemas of these crates' types |
#![no_std]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "json")]
mod answer;
#[cfg(feature = "json")]
pub mod chat;
#[cfg(feature = "json")]
mod files;
#[cfg(feature = "json")]
pub mod partial;
pub mod profile;
#[cfg(feature = "json")]
pub mod responses;
mod schema;
#[cfg(feature = "json")]
mod tools;
#[cfg(feature = "futures")]
mod updates;

#[cfg(feature = "json")]
pub use crate::answer::api_error::ApiError;
#[cfg(feature = "json")]
pub use crate::answer::error::{CutOff, Error, Interrupted, IoSource, Received, Tokens};
#[cfg(feature = "json")]
pub use crate::answer::extra::ExtraFields;
#[cfg(feature = "json")]
pub use crate::answer::json_text::{ContentError, ContentErrorKind};
#[cfg(feature = "json")]
pub use crate::answer::outcome::Outcome;
#[cfg(feature = "json")]
pub use crate::answer::sink::TextSink;
#[cfg(feature = "json")]
pub use crate::answer::sse;
#[cfg(feature = "json")]
pub use crate::answer::stream::StreamLimits;
#[cfg(feature = "json")]
pub use crate::answer::tool_call::ToolCall;
#[cfg(feature = "json")]
pub use crate::answer::tool_result::ToolResult;
#[cfg(feature = "json")]
pub use crate::files::{batch, fine_tuning};
pub use crate::schema::link::NodeRef;
pub use crate::schema::node;
pub use crate::schema::reason::Unsupported;
pub use crate::schema::{Schema, SchemaNode, StructuredOutput, json_schema};
#[cfg(feature = "json")]
pub use crate::tools::Tools;
#[cfg(feature = "futures")]
pub use crate::updates::{Update, Updates};

#[cfg(feature = "derive")]
pub use structured_derive::StructuredOutput;
#[cfg(all(feature = "derive", feature = "json"))]
pub use structured_derive::Tools;

#[cfg(doc)]
pub mod const_schema {
    #![doc = include_str!("../docs/const-schema.md")]
}

#[cfg(doc)]
pub mod rejections {
    #![doc = include_str!("../docs/rejections.md")]
}

#[doc(hidden)]
pub mod __private;
