//! The wires: where a request goes, how it asks for a type, and how its answer is read.
//!
//! The rest of the crate knows nothing of any API: everything that differs between them is in the implementations of
//! [`Wire`].

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

/// One API: where its requests go, what asks for a type in them, and how an answer is read.
///
/// Implemented by [`Chat`] and [`Responses`]. The trait is sealed: it grows with each wire that is added.
pub trait Wire: sealed::Sealed + Sized {
    /// A request, with its members in their order.
    type Request: Serialize + Send + Sync;
    /// The typed envelope of an answer.
    type Answer<T>;
    /// The tokens that an answer spent.
    type Usage: Copy + Send;
    /// The updates of an answer that streams.
    type Updates<T: DeserializeOwned + Unpin, S: TextSink + Unpin>: Stream<Item = Result<Update<Self::Answer<T>>, structured_core::Error>>
        + Unpin;

    /// The path of the API, after the base URL.
    const PATH: &'static str;
    /// The API in a batch.
    const ENDPOINT: batch::Endpoint;

    /// Takes the members of any value that serializes to a request.
    ///
    /// # Errors
    ///
    /// When the value does not serialize to a JSON object.
    fn request<R: Serialize + ?Sized>(request: &R) -> Result<Self::Request, structured_core::Error>;

    /// The value of a member of a request; `None` where there is none.
    fn member<'r>(request: &'r Self::Request, name: &str) -> Option<&'r RawValue>;

    /// Asks for an answer of a type.
    ///
    /// # Errors
    ///
    /// When the request asks for a format already.
    fn ask_for<T: StructuredOutput + ?Sized>(request: Self::Request) -> Result<Self::Request, Error>;

    /// Offers tools.
    fn offer<A: Tools>(request: Self::Request) -> Self::Request;

    /// Asks for a stream.
    fn ask_for_stream(request: Self::Request) -> Self::Request;

    /// Reads an answer.
    ///
    /// # Errors
    ///
    /// When the status or the body is an error of the API, and when the body is not an answer.
    fn parse<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<Self::Answer<T>, structured_core::Error>;

    /// Reads the answers of a batch.
    fn batch_results<T: DeserializeOwned>(file: &[u8]) -> batch::Results<Self::Answer<T>, &[u8]>;

    /// Reads an answer that streams.
    fn updates<T, S>(body: Body) -> Self::Updates<T, S>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Default + Unpin;

    /// What has taken the text of an answer that streams.
    fn sink<T, S>(updates: &Self::Updates<T, S>, choice: u32) -> Option<&S>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Unpin;

    /// How the answer ended that `into_parsed` gives.
    fn outcome<T>(answer: &Self::Answer<T>) -> Option<&Outcome<T>>;

    /// Changes how each answer ended.
    fn for_each_outcome<T>(answer: &mut Self::Answer<T>, change: impl FnMut(&mut Outcome<T>));

    /// The tokens that an answer spent.
    fn usage<T>(answer: &Self::Answer<T>) -> Option<Self::Usage>;

    /// Adds the tokens that earlier tries spent.
    fn add_usage<T>(answer: &mut Self::Answer<T>, spent: Self::Usage);

    /// The tokens in the words that all APIs share.
    fn tokens(usage: Self::Usage) -> Tokens;

    /// Appends an answer to the conversation, and what is wrong with it.
    fn say_again<T>(request: Self::Request, answer: &Self::Answer<T>, feedback: &str) -> Self::Request;

    /// Appends an answer that calls tools to the conversation, and a message for each call.
    fn answer_calls<T, M: Serialize>(request: Self::Request, answer: &Self::Answer<T>, results: &[M]) -> Self::Request;

    /// Doubles the limit of tokens; `None` where the request has none.
    fn allow_more_tokens(request: Self::Request) -> Option<Self::Request>;

    /// Whether an error of the API is about a schema of the request.
    fn is_about_schema(error: &ApiError) -> bool;
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// Fails when a request has a member that `method` sets. A member that is `null` counts as absent.
pub(crate) fn refuse_member<W: Wire>(
    request: &W::Request,
    name: &'static str,
    method: &'static str,
) -> Result<(), Error> {
    match W::member(request, name) {
        Some(value) if value.get() != "null" => Err(Error::taken(name, method)),
        _ => Ok(()),
    }
}

/// Doubles the members of these names that hold a number.
fn doubled<'n, W: Wire>(request: &W::Request, names: &[&'n str]) -> Vec<(&'n str, u64)> {
    let number = |name: &str| W::member(request, name)?.get().parse::<u64>().ok();
    names.iter().filter_map(|name| Some((*name, number(name)?.max(1).saturating_mul(2)))).collect()
}

/// Whether an error names the parameter that holds a schema, or has a code or words for it.
fn names_schema(error: &ApiError, parameters: &[&str], codes: &[&str]) -> bool {
    let is_named = |param: &String| parameters.iter().any(|name| param.starts_with(name));
    error.param.as_ref().is_some_and(is_named)
        || error.code.as_deref().is_some_and(|code| codes.contains(&code))
        || error.message.starts_with("Invalid schema")
}
