//! Get answers from a language model as Rust types, through OpenAI's APIs and compatible servers.
//!
//! The derive computes a strict JSON Schema of a type at compile time. The functions of [`chat`] and [`responses`] make
//! the parts of the request that depend on the type, and parse the response into it.
//!
//! ```
//! use serde::Deserialize;
//! use structured_core::{StructuredOutput, chat};
//!
//! /// An event that was found in a text.
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
//! // The `response_format` of the request, with `strict: true`.
//! let format = serde_json::to_string(&chat::response_format::<CalendarEvent>())?;
//! assert!(format.contains(SCHEMA));
//!
//! // The body of the response. Refused, truncated, filtered, unreadable: a separate error each.
//! let body = br#"{"choices":[{"index":0,"finish_reason":"stop","message":
//!     {"role":"assistant","content":"{\"name\":\"Fair\",\"participants\":[\"Alice\",\"Bob\"]}"}}]}"#;
//! let event = chat::parse::<CalendarEvent>(body)?.into_parsed()?;
//! assert_eq!(event.participants, ["Alice", "Bob"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How do I …
//!
//! | question | answer |
//! |---|---|
//! | rename a field, choose how an enum is tagged | with serde's attributes: [their effect](derive@StructuredOutput#serdes-attributes) |
//! | describe a field, an enum or a variant | with [doc comments](derive@StructuredOutput#doc-comments) |
//! | make a field optional | with `Option<T>`: the property stays required and may be `null` |
//! | restrict a number, a string or a list | with [constraint keywords](derive@StructuredOutput#constraint-keywords), which the default profile lacks |
//! | choose a profile for my model or server | by [this table](derive@StructuredOutput#profile); the rules are in [`profile`] |
//! | use a type of chrono, jiff, time, url or uuid | with a [feature](#features) |
//! | use another crate's type | with [`#[structured(as = "…")]`](derive@StructuredOutput#as), or a newtype that implements [`Schema`] |
//! | use a map, a tuple or any JSON | see [the list of rejections](rejections) for what to use instead |
//! | share a type between several places, or put it into `$defs` | a type used several times is in `$defs`; for a type used once: [`define`](derive@StructuredOutput#define) |
//! | send the request | with any HTTP client: see [`chat`] and [`responses`] for the body |
//! | tell a refusal from a truncated answer | by matching on [`Outcome`], or on [`Error`] after `into_parsed` |
//! | handle the HTTP status and retry | see [below](#status-and-retries) |
//! | read a stream | with [`chat::StreamReader`] or [`responses::StreamReader`]; as a `futures` stream: [`Updates`] |
//! | show the answer so far | with [`partial`]; [the types that it generates](derive@StructuredOutput#partial) |
//! | offer tools and parse their calls | with [`Tools`] for several, [`chat::tool`] and [`ToolCall::parse`] for one |
//! | send the result of a tool to the model | see [below](#tool-results) |
//! | keep the schema in a committed file | with [`file`](derive@StructuredOutput#file) |
//!
//! Everything that does not compile is listed in [`rejections`], with the reason and the replacement. For maintainers,
//! [`const_schema`] explains how the schema becomes a constant.
//!
//! # Status and retries
//!
//! [`chat::parse_response`] takes the HTTP status with the body. A status other than 2xx becomes [`Error::Api`], whose
//! [`ApiError`] has the API's `message`, `type`, `param` and `code`. An error in the body of a 2xx response is reported
//! in the same way. [`Error::is_retryable`] is true if the same request may succeed when it is sent again, and
//! [`Error::retry_after`] is the time that the server asks to wait. [`Error::Unreadable`] is an answer of the wrong
//! shape. To ask again, append [`Error::feedback`] to the conversation as a user message. [`Error::CutOff`] needs a
//! higher token limit. [`Error::Refused`] is final.
//!
//! # Tool results
//!
//! The next request contains the message with the calls, and one message for each result:
//!
//! ```
//! use structured_core::{Outcome, chat};
//!
//! let body = br#"{"choices": [{"finish_reason": "tool_calls", "message": {"role": "assistant", "tool_calls": [
//!     {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{\"location\":\"Paris\"}"}}
//! ]}}]}"#;
//! let mut request = chat::Request::new("gpt-4o").user("How is the weather in Paris?");
//! for choice in chat::parse::<String>(body)?.choices {
//!     request = request.message(&choice.message);
//!     if let Outcome::ToolCalls(calls) = &choice.outcome {
//!         // If the arguments cannot be parsed, send `call.failed(&error)`.
//!         request = request.messages(calls.iter().map(|call| call.result("18 degrees")));
//!     }
//! }
//! let result = r#"{"role":"tool","tool_call_id":"call_1","content":"18 degrees"}"#;
//! assert!(serde_json::to_string(&request)?.contains(result));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `derive` | yes | the derive macros |
//! | `std` | yes | schemas of types that need the standard library; without it the crate is `no_std` (with `alloc`) |
//! | `json` | yes | [`chat`], [`responses`], [`batch`], [`fine_tuning`], [`partial`]: requests and answers, on `serde_json`; [`with`] for maps and free JSON |
//! | `preserve_order` | | `serde_json::Value` keeps the order of keys, in the whole build |
//! | `futures` | | [`Updates`]: a stream of answers as `futures_core::Stream` |
//! | `chrono04`, `jiff02`, `rust_decimal1`, `time03`, `url2`, `uuid1` | | schemas of these crates' types |
//! | `schemars1` | | `schemars::JsonSchema` for types with `#[structured(schemars)]`, see [`schemars`](coming_from_schemars) |
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
#[cfg(feature = "schemars1")]
#[doc(hidden)]
pub mod schemars;
#[cfg(feature = "json")]
mod tools;
#[cfg(feature = "futures")]
mod updates;
#[cfg(feature = "json")]
pub mod with;

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
pub use crate::answer::tolerance::{Repair, Tolerant, Tolerated, read_tolerant};
#[cfg(feature = "json")]
pub use crate::answer::tool_call::ToolCall;
#[cfg(feature = "json")]
pub use crate::answer::tool_result::ToolResult;
#[cfg(feature = "json")]
pub use crate::files::{batch, fine_tuning};
#[doc(hidden)]
pub use crate::schema::RootObject;
pub use crate::schema::link::NodeRef;
pub use crate::schema::node;
pub use crate::schema::reason::Unsupported;
pub use crate::schema::{Schema, SchemaNode, StructuredOutput, json_schema};
#[cfg(feature = "json")]
pub use crate::tools::{PartialCalls, PartialTools, Tools};
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
pub mod coming_from_schemars {
    #![doc = include_str!("../docs/coming-from-schemars.md")]
}

#[cfg(doc)]
pub mod rejections {
    #![doc = include_str!("../docs/rejections.md")]
}

#[doc(hidden)]
pub mod __private;
