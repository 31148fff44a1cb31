//! The client against the local endpoint.

mod batches;
mod errors;
mod parse;
mod retries;
mod streams;
mod support;
