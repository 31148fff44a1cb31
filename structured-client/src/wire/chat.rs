//! Chat Completions.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use structured_core::chat::{self, ChatCompletion, Request, StreamReader, Usage};
use structured_core::{ApiError, Outcome, StructuredOutput, TextSink, Tokens, Tools, Updates, batch};

use super::{Wire, sealed};
use crate::Error;
use crate::body::Body;

/// Chat Completions; see [`Client::chat`](crate::Client::chat).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chat;

const FORMAT: &str = "response_format";
const TOOLS: &str = "tools";
const STREAM: &str = "stream";
const STREAM_OPTIONS: &str = "stream_options";
/// The members that limit the tokens of an answer; the second is the older one.
const LIMITS: &[&str] = &["max_completion_tokens", "max_tokens"];

impl sealed::Sealed for Chat {}

impl Wire for Chat {
    type Request = Request;
    type Answer<T> = ChatCompletion<T>;
    type Usage = Usage;
    type Updates<T, S>
        = Updates<Body, StreamReader<T, S>>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Unpin;

    const PATH: &'static str = "/chat/completions";
    const ENDPOINT: batch::Endpoint = batch::Endpoint::ChatCompletions;

    fn request<R: Serialize + ?Sized>(request: &R) -> Result<Request, structured_core::Error> {
        Request::from_serialize(request)
    }

    fn member<'r>(request: &'r Request, name: &str) -> Option<&'r RawValue> {
        request.get(name)
    }

    fn ask_for<T: StructuredOutput + ?Sized>(request: Request) -> Result<Request, Error> {
        super::refuse_member::<Self>(&request, FORMAT, "a typed answer")?;
        Ok(request.format::<T>())
    }

    fn offer<A: Tools>(request: Request) -> Request {
        request.set(TOOLS, A::chat_tools())
    }

    fn ask_for_stream(request: Request) -> Request {
        // Some servers reject `include_usage`, so the request can set other options.
        if request.contains(STREAM_OPTIONS) { request.set(STREAM, &true) } else { request.stream() }
    }

    fn parse<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<ChatCompletion<T>, structured_core::Error> {
        chat::parse_response(status, body)
    }

    fn batch_results<T: DeserializeOwned>(file: &[u8]) -> batch::Results<ChatCompletion<T>, &[u8]> {
        batch::results(file)
    }

    fn updates<T, S>(body: Body) -> Self::Updates<T, S>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Default + Unpin,
    {
        StreamReader::with_default_sink().updates(body)
    }

    fn sink<T, S>(updates: &Self::Updates<T, S>, choice: u32) -> Option<&S>
    where
        T: DeserializeOwned + Unpin,
        S: TextSink + Unpin,
    {
        updates.sink(choice)
    }

    fn outcome<T>(answer: &ChatCompletion<T>) -> Option<&Outcome<T>> {
        answer.choices.first().map(|choice| &choice.outcome)
    }

    fn for_each_outcome<T>(answer: &mut ChatCompletion<T>, change: impl FnMut(&mut Outcome<T>)) {
        answer.choices.iter_mut().map(|choice| &mut choice.outcome).for_each(change);
    }

    fn usage<T>(answer: &ChatCompletion<T>) -> Option<Usage> {
        answer.usage
    }

    fn add_usage<T>(answer: &mut ChatCompletion<T>, spent: Usage) {
        let usage = answer.usage.get_or_insert_default();
        super::add(&mut usage.prompt_tokens, spent.prompt_tokens);
        super::add(&mut usage.completion_tokens, spent.completion_tokens);
        super::add(&mut usage.total_tokens, spent.total_tokens);
        let (prompt, earlier) = (&mut usage.prompt_tokens_details, spent.prompt_tokens_details);
        super::add(&mut prompt.cached_tokens, earlier.cached_tokens);
        super::add(&mut prompt.audio_tokens, earlier.audio_tokens);
        let (completion, earlier) = (&mut usage.completion_tokens_details, spent.completion_tokens_details);
        super::add(&mut completion.reasoning_tokens, earlier.reasoning_tokens);
        super::add(&mut completion.audio_tokens, earlier.audio_tokens);
        super::add(&mut completion.accepted_prediction_tokens, earlier.accepted_prediction_tokens);
        super::add(&mut completion.rejected_prediction_tokens, earlier.rejected_prediction_tokens);
    }

    fn tokens(usage: Usage) -> Tokens {
        Tokens::from(&usage)
    }

    fn say_again<T>(request: Request, answer: &ChatCompletion<T>, feedback: &str) -> Request {
        Self::answer_calls::<T, ()>(request, answer, &[]).user(feedback)
    }

    fn answer_calls<T, M: Serialize>(request: Request, answer: &ChatCompletion<T>, results: &[M]) -> Request {
        let first = answer.choices.first().map(|choice| &choice.message);
        request.messages(first).messages(results)
    }

    fn allow_more_tokens(request: Request) -> Option<Request> {
        let limits = super::doubled::<Self>(&request, LIMITS);
        let is_limited = !limits.is_empty();
        let request = limits.into_iter().fold(request, |request, (name, limit)| request.set(name, &limit));
        is_limited.then_some(request)
    }

    fn is_about_schema(error: &ApiError) -> bool {
        super::names_schema(error, &[FORMAT, TOOLS], &["invalid_function_parameters"])
    }
}
