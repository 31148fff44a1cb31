//! Every way in which an answer, a stream, a tool call or a file of answers fails.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

mod interrupted;
mod message;
mod transport;

pub use self::interrupted::{CutOff, Interrupted, Received, Tokens};
use self::message::Names;
pub use self::transport::IoSource;
use crate::answer::api_error::ApiError;
use crate::answer::json_text::ContentError;
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
        /// The text up to that point; often empty.
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
    /// A stream ended, or could not be read further, before the answer was complete.
    Interrupted(Box<Interrupted>),
    /// JSON mode was asked for, but no message mentions JSON.
    JsonNotMentioned {
        /// The member in which the API looks for it: `messages` or `input`.
        parameter: &'static str,
    },
    /// A line of a file of answers is not valid.
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

impl Error {
    /// The error of a call that names none of the tools in `known`.
    #[must_use]
    pub fn unknown_tool(call: &ToolCall, known: &'static [&'static str]) -> Self {
        Self::UnknownTool { call: Box::new(call.clone()), known: Cow::Borrowed(known) }
    }

    /// The message for the model, for another attempt, if its answer or its arguments were wrong, or if it called a
    /// tool that was not offered. For the message that answers a call, see [`ToolCall::failed`].
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

    /// Whether the same request may succeed if it is sent again.
    ///
    /// True for the HTTP statuses 408, 409, 429 and 5xx (but not for an exhausted quota), for errors inside an answer
    /// whose codes or types mean the same, and for a connection that broke. False for everything that the model itself
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

    /// How long to wait before the next attempt, if the server asks for a time: in a header that was passed to
    /// [`with_headers`](Self::with_headers), or in the message of its error.
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

    /// Adds the waiting time in the headers of the answer: `retry-after-ms`, or `retry-after` in seconds.
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
            Self::Io { source, .. } => Some(source.get()),
            _ => None,
        }
    }
}
