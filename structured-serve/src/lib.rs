//! A local endpoint with the API of Chat Completions and Responses that refuses what the API refuses.
//!
//! A mock server that accepts any schema lets a test pass for a request that fails in production. This server applies
//! the API's rules to requests, with the API's messages, and answers everything else with a value that the request's
//! schema admits. It needs no network and no key, and costs nothing.
//!
//! [`TestServer`] is for tests in Rust, and the program `structured-serve` for everything else.
//!
//! ```
//! use structured_serve::TestServer;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let server = TestServer::start().await;
//! server.refuse("I cannot help with that.");
//! // Give a client `server.base_url()`, and it gets the refusal for its next request.
//! assert!(server.base_url().ends_with("/v1"));
//! assert!(server.requests().is_empty());
//! # }
//! ```
//!
//! The README of the crate has examples of requests and answers, and lists what can be scripted.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

mod answer;
mod api_error;
mod ask;
mod batches;
mod endpoint;
mod files;
mod json;
mod linter;
mod log;
mod options;
mod page;
mod record;
mod responses;
mod rules;
mod schemas;
mod script;
mod sending;
mod server;
mod storage;
mod test_server;
mod tokens;
mod value;
mod wire;

pub use crate::options::{Log, Options};
pub use crate::record::{Request, SentSchema, Verdict, Violation};
pub use crate::script::{Quirk, Scripted, When};
pub use crate::server::Server;
pub use crate::test_server::TestServer;
