//! A local endpoint of the wire format of Chat Completions and Responses that refuses what the API refuses.
//!
//! A server that takes any schema lets a test pass for a request that fails in production. This one holds requests to the
//! API's rules, in the API's words, and answers everything else with a value that the request's schema admits: without
//! network, key and cost.
//!
//! [`TestServer`] is for tests in Rust; the program `structured-serve` for everything else.

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
