//! Strict JSON Schemas computed by the compiler, and every answer of a language model read back into the type.
#![no_std]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "json")]
mod answer;
#[cfg(feature = "json")]
pub mod batch;
mod catalog;
#[cfg(feature = "json")]
pub mod chat;
mod check;
mod drift;
#[cfg(feature = "json")]
pub mod fine_tuning;
mod impls;
mod link;
#[cfg(feature = "lint")]
pub mod lint;
mod names;
pub mod node;
#[cfg(feature = "json")]
pub mod partial;
pub mod profile;
mod reason;
mod render;
#[cfg(feature = "json")]
pub mod responses;
mod schema;
#[cfg(feature = "json")]
pub mod sse;
mod text;
#[cfg(feature = "json")]
mod tools;
#[cfg(feature = "futures")]
mod updates;

#[cfg(feature = "json")]
pub use crate::answer::api_error::ApiError;
#[cfg(feature = "json")]
pub use crate::answer::error::{CutOff, Error, Interrupted, Received, Tokens};
#[cfg(feature = "json")]
pub use crate::answer::json_text::{ContentError, ContentErrorKind};
#[cfg(feature = "json")]
pub use crate::answer::outcome::Outcome;
#[cfg(feature = "json")]
pub use crate::answer::sink::TextSink;
#[cfg(feature = "json")]
pub use crate::answer::tool_call::ToolCall;
pub use crate::link::Link;
pub use crate::reason::Reason;
pub use crate::schema::{Component, Schema, StructuredOutput, json_schema};
#[cfg(feature = "json")]
pub use crate::tools::Tools;
#[cfg(feature = "futures")]
pub use crate::updates::{Update, Updates};

#[cfg(feature = "derive")]
pub use structured_derive::StructuredOutput;
#[cfg(all(feature = "derive", feature = "json"))]
pub use structured_derive::Tools;

#[doc(hidden)]
pub mod __private;
