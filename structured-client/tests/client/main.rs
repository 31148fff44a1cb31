//! The client against the local endpoint.

mod batches;
mod errors;
mod examples;
mod foreign;
mod parse;
mod requests;
mod retries;
mod streams;
mod support;
