//! The Responses API.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use structured_core::responses::{self, Request, Response, StreamReader, Usage};
use structured_core::{ApiError, Outcome, StructuredOutput, TextSink, Tokens, Tools, Updates, batch};

use super::{Wire, sealed};
use crate::Error;
use crate::body::Body;

/// The Responses API; see [`Client::responses`](crate::Client::responses).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Responses;

const TEXT: &str = "text";
const FORMAT: &str = "format";
const TOOLS: &str = "tools";
/// The member that limits the tokens of an answer.
const LIMITS: &[&str] = &["max_output_tokens"];

impl sealed::Sealed for Responses {}

impl Wire for Responses {
    type Request = Request;
    type Answer<T> = Response<T>;
    type Usage = Usage;
    type Updates<T, S>
        = Updates<Body, StreamReader<T, S>>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Unpin;

    const PATH: &'static str = "/responses";
    const ENDPOINT: batch::Endpoint = batch::Endpoint::Responses;

    fn request<R: Serialize + ?Sized>(request: &R) -> Result<Request, structured_core::Error> {
        Request::from_serialize(request)
    }

    fn member<'r>(request: &'r Request, name: &str) -> Option<&'r RawValue> {
        request.get(name)
    }

    fn ask_for<T: StructuredOutput + ?Sized>(request: Request) -> Result<Request, Error> {
        // Other members of `text`, like `verbosity`, are kept.
        let text = request.get(TEXT).and_then(|text| serde_json::from_str(text.get()).ok());
        match text {
            None | Some(Value::Null) => {}
            Some(Value::Object(text)) if text.get(FORMAT).is_none_or(Value::is_null) => {}
            Some(Value::Object(_)) => return Err(Error::taken("text.format", "a typed answer")),
            Some(_) => {
                return Err(Error::request(
                    "the member `text` of the request must be an object, because the client adds `format` to it",
                ));
            }
        }
        Ok(request.format::<T>())
    }

    fn offer<A: Tools>(request: Request) -> Request {
        request.set(TOOLS, A::responses_tools())
    }

    fn ask_for_stream(request: Request) -> Request {
        request.stream()
    }

    fn parse<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<Response<T>, structured_core::Error> {
        responses::parse_response(status, body)
    }

    fn batch_results<T: DeserializeOwned>(file: &[u8]) -> batch::Results<Response<T>, &[u8]> {
        batch::response_results(file)
    }

    fn updates<T, S>(body: Body) -> Self::Updates<T, S>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Default + Unpin,
    {
        StreamReader::with_default_sink().updates(body)
    }

    fn sink<T, S>(updates: &Self::Updates<T, S>, _choice: u32) -> Option<&S>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Unpin,
    {
        updates.sink()
    }

    fn outcome<T>(answer: &Response<T>) -> Option<&Outcome<T>> {
        Some(&answer.outcome)
    }

    fn for_each_outcome<T>(answer: &mut Response<T>, mut change: impl FnMut(&mut Outcome<T>)) {
        change(&mut answer.outcome);
    }

    fn usage<T>(answer: &Response<T>) -> Option<Usage> {
        answer.usage
    }

    fn add_usage<T>(answer: &mut Response<T>, spent: Usage) {
        let usage = answer.usage.get_or_insert_default();
        super::add(&mut usage.input_tokens, spent.input_tokens);
        super::add(&mut usage.output_tokens, spent.output_tokens);
        super::add(&mut usage.total_tokens, spent.total_tokens);
        super::add(&mut usage.input_tokens_details.cached_tokens, spent.input_tokens_details.cached_tokens);
        super::add(&mut usage.output_tokens_details.reasoning_tokens, spent.output_tokens_details.reasoning_tokens);
    }

    fn tokens(usage: Usage) -> Tokens {
        Tokens::from(&usage)
    }

    fn say_again<T>(request: Request, answer: &Response<T>, feedback: &str) -> Request {
        request.items(&answer.output).user(feedback)
    }

    fn answer_calls<T, M: Serialize>(request: Request, answer: &Response<T>, results: &[M]) -> Request {
        request.items(&answer.output).items(results)
    }

    fn allow_more_tokens(request: Request) -> Option<Request> {
        let limits = super::doubled::<Self>(&request, LIMITS);
        let is_limited = !limits.is_empty();
        let request = limits.into_iter().fold(request, |request, (name, limit)| request.set(name, &limit));
        is_limited.then_some(request)
    }

    fn is_about_schema(error: &ApiError) -> bool {
        super::names_schema(error, &["text.format", TOOLS], &["invalid_json_schema", "invalid_function_parameters"])
    }
}
