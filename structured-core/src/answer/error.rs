//! Every way in which an answer, a stream, a tool call or a file of answers fails.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use serde::de::DeserializeOwned;

use crate::answer::api_error::ApiError;
use crate::answer::json_text::{self, ContentError};
use crate::answer::tool_call::ToolCall;

/// Why there is no answer. The texts, calls and bodies that were received are in the error.
///
/// # Examples
///
/// ```
/// use structured_core::{Error, chat};
///
/// /// What to do after an error.
/// fn next_step(error: &Error) -> String {
///     match error {
///         Error::Unreadable(error) => error.feedback(), // the next message of the user
///         Error::CutOff(_) => "ask again with a higher token limit".into(),
///         Error::Refused { refusal } => format!("show the refusal: {refusal}"),
///         error if error.is_retryable() => "send the same request again".into(),
///         error => format!("give up: {error}"),
///     }
/// }
///
/// let refused = br#"{"choices": [{"finish_reason": "stop", "message": {"refusal": "I cannot help with that."}}]}"#;
/// let error = chat::parse::<Vec<u32>>(refused)?.into_parsed().unwrap_err();
/// assert_eq!(next_step(&error), "show the refusal: I cannot help with that.");
///
/// let error = chat::parse_response::<Vec<u32>>(503, b"overloaded").unwrap_err();
/// assert_eq!(next_step(&error), "send the same request again");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The model refused to answer.
    Refused {
        /// The text of the refusal.
        refusal: String,
    },
    /// The answer was cut off before its end.
    CutOff(CutOff),
    /// The content filter stopped the answer.
    Filtered {
        /// The text up to there; often empty.
        text: String,
    },
    /// The answer is not JSON, or JSON of another shape.
    Unreadable(ContentError),
    /// The model called tools instead of answering.
    ToolCalls {
        /// The calls.
        calls: Vec<ToolCall>,
    },
    /// The answer is empty: neither text nor refusal nor call.
    Empty,
    /// The API answered with an error.
    Api(Box<ApiError>),
    /// The body is not what this API answers; its text is in the error.
    Body {
        /// What was expected, like "a chat completion".
        expected: &'static str,
        /// What came instead.
        error: ContentError,
    },
    /// The model called a tool that was not offered.
    UnknownTool {
        /// The call.
        call: Box<ToolCall>,
        /// The names that were offered.
        known: Cow<'static, [&'static str]>,
    },
    /// The arguments of a call are not JSON, or JSON of another shape.
    BadArguments {
        /// The name of the tool.
        tool: String,
        /// What is wrong with its arguments, and their text.
        error: ContentError,
    },
    /// A stream ended, or could not be read on, before the answer was complete.
    Interrupted(Box<Interrupted>),
    /// JSON mode was asked for, but no message mentions JSON.
    JsonNotMentioned {
        /// What the API looks through: `messages` or `input`.
        parameter: &'static str,
    },
    /// A line of a file of answers is not one.
    BadLine {
        /// The line's number in the file, from 1.
        line: u64,
        /// What is wrong with it, and its text.
        error: ContentError,
    },
    /// One event of a stream, or a whole streamed answer, is larger than the reader allows.
    TooLarge {
        /// What is too large: `event` or `answer`.
        what: &'static str,
        /// The limit, in bytes.
        limit: usize,
    },
    /// A request does not serialize to a JSON object.
    Request {
        /// What is wrong with it.
        message: String,
    },
    /// Reading a file of answers, or the bytes of a stream, failed.
    Io {
        /// The kind of the failure; `Other` for an error that is not a [`std::io::Error`].
        kind: std::io::ErrorKind,
        /// Its message.
        message: String,
        /// The error itself.
        source: IoSource,
    },
}

/// The error of a transport that could not deliver bytes, shared so that an [`Error`] can be cloned.
///
/// Two sources are equal when their messages are.
#[derive(Clone)]
pub struct IoSource(Arc<dyn core::error::Error + Send + Sync>);

impl IoSource {
    /// The error, to be downcast to the type of the HTTP client.
    #[must_use]
    pub fn get(&self) -> &(dyn core::error::Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl fmt::Debug for IoSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for IoSource {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

/// An answer that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutOff {
    /// The text up to there; empty when the model spent all tokens on reasoning.
    pub text: String,
    /// The API's word for it, like `length`, `max_output_tokens` or `cancelled`; `None` where it has none.
    pub reason: Option<String>,
    /// The tokens that were spent.
    pub tokens: Option<Tokens>,
}

/// Tokens that a request spent, in the words that both APIs share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Tokens {
    /// Tokens read.
    pub input: u64,
    /// Tokens written, those of reasoning included.
    pub output: u64,
    /// Both together.
    pub total: u64,
}

/// What was received of a stream that broke off.
///
/// # Examples
///
/// ```
/// use structured_core::{Error, chat};
///
/// let mut stream = chat::StreamReader::<Vec<u32>>::new();
/// stream.push(b"data: {\"choices\":[{\"delta\":{\"content\":\"[2, 3\"}}]}\n\n");
/// let Err(Error::Interrupted(interrupted)) = stream.finish() else { panic!("the answer has no end") };
/// assert_eq!(interrupted.received[0].content, "[2, 3");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Interrupted {
    /// What was received of each choice; the Responses API has one.
    pub received: Vec<Received>,
    /// The error that ended the stream; `None` when it just ended.
    pub cause: Option<Error>,
}

/// What was received of one choice before its stream broke off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Received {
    /// The content's text.
    pub content: String,
    /// The refusal's text.
    pub refusal: String,
    /// The tool calls; the arguments of the last may be incomplete.
    pub tool_calls: Vec<ToolCall>,
    /// The text of the model's reasoning.
    pub reasoning: String,
}

impl Interrupted {
    /// Whether the cause is an error that the server sent.
    pub(crate) fn is_from_server(&self) -> bool {
        matches!(self.cause, Some(Error::Api(_)))
    }
}

impl Received {
    /// Reads the text into a type, for a stream that brought the whole answer and broke off before its end was confirmed.
    ///
    /// # Errors
    ///
    /// [`Error::Empty`] when no text came, and [`Error::Unreadable`] when it is not JSON, ends too early, or is not a
    /// `T`.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::{Error, chat};
    ///
    /// let mut stream = chat::StreamReader::<Vec<u32>>::new();
    /// stream.push(b"data: {\"choices\":[{\"delta\":{\"content\":\"[2, 3]\"}}]}\n\n");
    /// let Err(Error::Interrupted(error)) = stream.finish() else { panic!() };
    /// assert_eq!(error.received[0].parse_content::<Vec<u32>>()?, [2, 3]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn parse_content<T: DeserializeOwned>(&self) -> Result<T, Error> {
        if self.content.is_empty() {
            return Err(Error::Empty);
        }
        json_text::read(&self.content).map_err(Error::Unreadable)
    }
}

impl Error {
    /// The error of a call that names none of the tools in `known`.
    #[must_use]
    pub fn unknown_tool(call: &ToolCall, known: &'static [&'static str]) -> Self {
        Self::UnknownTool { call: Box::new(call.clone()), known: Cow::Borrowed(known) }
    }

    /// What to tell the model for another try: where its answer or its arguments were readable but wrong, or where it
    /// called a tool that was not offered. For the message that answers a call, see [`ToolCall::failed`].
    #[must_use]
    pub fn feedback(&self) -> Option<String> {
        match self {
            Self::Unreadable(error) => Some(error.feedback()),
            Self::BadArguments { tool, error } => Some(error.feedback_for_call(tool)),
            Self::UnknownTool { call, known } => {
                let known = Names(known.iter().copied());
                Some(format!("There is no tool `{}`. The tools are: {known}. Call one of them instead.", call.name))
            }
            _ => None,
        }
    }

    /// Whether the same request may succeed at another try.
    ///
    /// True for the HTTP statuses 408, 409, 429 and 5xx (but not for a quota that is used up), for errors inside an
    /// answer that say the same in words, and for a connection that broke. False for everything that the model itself
    /// answered: send [`feedback`](Self::feedback), or more tokens, instead.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::chat;
    ///
    /// let error = chat::parse_response::<u32>(503, b"upstream connect error").unwrap_err();
    /// assert!(error.is_retryable());
    /// let error = chat::parse_response::<u32>(401, br#"{"error": {"message": "Incorrect API key"}}"#).unwrap_err();
    /// assert!(!error.is_retryable());
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => error.is_retryable(),
            Self::Interrupted(error) => error.cause.as_ref().is_none_or(Self::is_retryable),
            Self::Io { .. } => true,
            _ => false,
        }
    }

    /// How long to wait before another try, if the server names a time: in a header that was passed to
    /// [`with_headers`](Self::with_headers), or in the words of its error.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after,
            Self::Interrupted(error) => error.cause.as_ref()?.retry_after(),
            _ => None,
        }
    }

    /// The HTTP status of an error of the API.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => error.status,
            Self::Interrupted(error) => error.cause.as_ref()?.status(),
            _ => None,
        }
    }

    /// Adds the wait that the headers of the answer ask for: `retry-after-ms`, or `retry-after` in seconds.
    ///
    /// A `retry-after` that is a date is not read, because this crate has no clock. The crate `structured-client` reads
    /// it.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::chat;
    ///
    /// let error = chat::parse_response::<u32>(429, b"slow down").unwrap_err().with_headers([("Retry-After", "2")]);
    /// assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(2)));
    /// ```
    #[must_use]
    pub fn with_headers<N: AsRef<str>, V: AsRef<str>>(mut self, headers: impl IntoIterator<Item = (N, V)>) -> Self {
        let api_error = match &mut self {
            Self::Api(error) => error,
            Self::Interrupted(error) => match &mut error.cause {
                Some(Self::Api(error)) => error,
                _ => return self,
            },
            _ => return self,
        };
        let mut exact = false;
        for (name, value) in headers {
            let milliseconds = name.as_ref().eq_ignore_ascii_case("retry-after-ms");
            if !milliseconds && !name.as_ref().eq_ignore_ascii_case("retry-after") {
                continue;
            }
            let Ok(number) = value.as_ref().trim().parse::<f64>() else { continue };
            let seconds = if milliseconds { number / 1000.0 } else { number };
            if let (true, Ok(wait)) = (milliseconds || !exact, Duration::try_from_secs_f64(seconds)) {
                api_error.retry_after = Some(wait);
            }
            exact |= milliseconds;
        }
        self
    }

    /// The error of a transport. One that is a [`std::io::Error`] keeps its kind.
    pub(crate) fn io(error: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        let error = error.into();
        let kind = error.downcast_ref::<std::io::Error>().map_or(std::io::ErrorKind::Other, std::io::Error::kind);
        Self::Io { kind, message: error.to_string(), source: IoSource(error.into()) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { refusal } => write!(f, "the model refused to answer: {refusal}"),
            Self::CutOff(error) => error.fmt(f),
            Self::Filtered { text } => {
                write!(f, "the content filter stopped the answer after {}", Characters(text))
            }
            Self::Unreadable(error) => write!(f, "the answer is {error}"),
            Self::ToolCalls { calls } => {
                write!(f, "the model called {} instead of answering", Names(calls.iter().map(ToolCall::name)))?;
                f.write_str("; help: run the calls and send their results, or send `tool_choice` as `none`")
            }
            Self::Empty => f.write_str("the answer is empty: neither content nor refusal nor tool call"),
            Self::Api(error) => write!(f, "the API answered with an error: {error}"),
            Self::Body { expected, error } => write!(f, "the body is not {expected}: {error}"),
            Self::UnknownTool { call, known } => {
                let known = Names(known.iter().copied());
                write!(f, "the model called `{}`", call.name)?;
                if let Some(namespace) = call.namespace() {
                    write!(f, " in the namespace `{namespace}`")?;
                }
                write!(f, ", which is not one of the tools: {known}")
            }
            Self::BadArguments { tool, error } => write!(f, "the arguments for `{tool}` are {error}"),
            Self::Interrupted(error) => error.fmt(f),
            Self::JsonNotMentioned { parameter } => write!(
                f,
                "nothing in `{parameter}` mentions JSON, and the API refuses JSON mode without that; help: say in a \
                 message that the answer is to be JSON"
            ),
            Self::BadLine { line, error } => write!(f, "line {line} is not a valid batch result: {error}"),
            Self::TooLarge { what, limit } => write!(
                f,
                "the {what} is larger than {limit} bytes; help: if it may be, raise the limit with `with_limits`"
            ),
            Self::Request { message } => write!(f, "the request is not a JSON object: {message}"),
            Self::Io { message, .. } => write!(f, "the bytes could not be read: {message}"),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Api(error) => Some(&**error),
            Self::Unreadable(error)
            | Self::Body { error, .. }
            | Self::BadArguments { error, .. }
            | Self::BadLine { error, .. } => Some(error),
            Self::Interrupted(error) => error.cause.as_ref().map(|cause| cause as _),
            Self::Io { source, .. } => Some(&*source.0),
            _ => None,
        }
    }
}

impl fmt::Display for CutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer was cut off")?;
        if let Some(reason) = &self.reason {
            write!(f, " (`{reason}`)")?;
        }
        write!(f, " after {}", Characters(&self.text))?;
        if let Some(tokens) = self.tokens {
            write!(f, " and {} output tokens", tokens.output)?;
        }
        f.write_str("; help: allow more tokens, or ask for a shorter answer")
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: usize = self.received.iter().map(|choice| choice.content.chars().count()).sum();
        write!(f, "the stream ended before the answer was complete, after {texts} characters")?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

struct Characters<'a>(&'a str);

impl fmt::Display for Characters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.chars().count() {
            1 => f.write_str("1 character"),
            count => write!(f, "{count} characters"),
        }
    }
}

struct Names<I>(I);

impl<'a, I: Iterator<Item = &'a str> + Clone> fmt::Display for Names<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.clone().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}`{name}`")?;
        }
        Ok(())
    }
}
