//! The wires: the path of each API, the members that its requests need, and the parsing of its answers.
//!
//! Everything that differs between APIs is in the implementations of [`Wire`]. The rest of the crate works with any of
//! them.

mod chat;
mod responses;

use futures_core::Stream;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use structured_core::{ApiError, Outcome, StructuredOutput, TextSink, Tokens, Tools, Update, batch};

pub use self::chat::Chat;
pub use self::responses::Responses;
use crate::Error;
use crate::body::Body;

/// The wire format of one API.
///
/// [`Chat`] and [`Responses`] implement it. The trait is sealed, because further wires may need further methods.
pub trait Wire: sealed::Sealed + Sized {
    /// A request. Its members keep their order.
    type Request: Serialize + Send + Sync;
    /// The typed envelope of an answer.
    type Answer<T>;
    /// The tokens that an answer used.
    type Usage: Copy + Send;
    /// The updates of a streaming answer.
    type Updates<T, S>: Stream<Item = Result<Update<Self::Answer<T>>, structured_core::Error>> + Unpin
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Unpin;

    /// The path of the API, relative to the base URL.
    const PATH: &'static str;
    /// The endpoint that a batch names.
    const ENDPOINT: batch::Endpoint;

    /// Reads a request from any value that serializes to a JSON object.
    ///
    /// # Errors
    ///
    /// Fails when the value does not serialize to a JSON object.
    fn request<R: Serialize + ?Sized>(request: &R) -> Result<Self::Request, structured_core::Error>;

    /// Returns the value of a member of a request.
    fn member<'r>(request: &'r Self::Request, name: &str) -> Option<&'r RawValue>;

    /// Adds the schema of a type to a request.
    ///
    /// # Errors
    ///
    /// Fails when the request already sets a format.
    fn ask_for<T: StructuredOutput + ?Sized>(request: Self::Request) -> Result<Self::Request, Error>;

    /// Adds tools to a request.
    fn offer<A: Tools>(request: Self::Request) -> Self::Request;

    /// Makes a request ask for a stream.
    fn ask_for_stream(request: Self::Request) -> Self::Request;

    /// Parses an answer.
    ///
    /// # Errors
    ///
    /// Fails when the status or the body is an error of the API, or when the body is not an answer.
    fn parse<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<Self::Answer<T>, structured_core::Error>;

    /// Parses a file of answers of a batch.
    fn batch_results<T: DeserializeOwned>(file: &[u8]) -> batch::Results<Self::Answer<T>, &[u8]>;

    /// Parses a streaming answer.
    fn updates<T, S>(body: Body) -> Self::Updates<T, S>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Default + Unpin;

    /// Returns the sink that receives the text of a streaming answer.
    fn sink<T, S>(updates: &Self::Updates<T, S>, choice: u32) -> Option<&S>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Unpin;

    /// Returns the outcome that `into_parsed` returns.
    fn outcome<T>(answer: &Self::Answer<T>) -> Option<&Outcome<T>>;

    /// Calls a function with each outcome.
    fn for_each_outcome<T>(answer: &mut Self::Answer<T>, change: impl FnMut(&mut Outcome<T>));

    /// Returns the tokens that an answer used.
    fn usage<T>(answer: &Self::Answer<T>) -> Option<Self::Usage>;

    /// Adds the tokens that earlier attempts used.
    fn add_usage<T>(answer: &mut Self::Answer<T>, spent: Self::Usage);

    /// Converts the usage to the type that all APIs share.
    fn tokens(usage: Self::Usage) -> Tokens;

    /// Appends an answer and a description of its error to the conversation.
    fn say_again<T>(request: Self::Request, answer: &Self::Answer<T>, feedback: &str) -> Self::Request;

    /// Appends an answer that calls tools and a message for each call to the conversation.
    fn answer_calls<T, M: Serialize>(request: Self::Request, answer: &Self::Answer<T>, results: &[M]) -> Self::Request;

    /// Doubles the token limit of a request, or returns `None` if the request sets no limit.
    fn allow_more_tokens(request: Self::Request) -> Option<Self::Request>;

    /// Returns whether an error of the API is about a schema of the request.
    fn is_about_schema(error: &ApiError) -> bool;
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// Fails when a request has a member that the client sets for `purpose`. A member that is `null` counts as absent.
pub(crate) fn refuse_member<W: Wire>(
    request: &W::Request,
    name: &'static str,
    purpose: &'static str,
) -> Result<(), Error> {
    match W::member(request, name) {
        Some(value) if value.get() != "null" => Err(Error::taken(name, purpose)),
        _ => Ok(()),
    }
}

/// Returns twice the value of each of these members that is a number.
fn doubled<'n, W: Wire>(request: &W::Request, names: &[&'n str]) -> Vec<(&'n str, u64)> {
    let number = |name: &str| W::member(request, name)?.get().parse::<u64>().ok();
    names.iter().filter_map(|name| Some((*name, number(name)?.max(1).saturating_mul(2)))).collect()
}

/// Adds a count that a server sent, which can be any number.
fn add(total: &mut u64, count: u64) {
    *total = total.saturating_add(count);
}

/// Returns whether the parameter, the code or the message of an error is about a schema.
fn names_schema(error: &ApiError, parameters: &[&str], codes: &[&str]) -> bool {
    let is_named = |param: &String| parameters.iter().any(|name| param.starts_with(name));
    error.param.as_ref().is_some_and(is_named)
        || error.code.as_deref().is_some_and(|code| codes.contains(&code))
        || error.message.starts_with("Invalid schema")
}
