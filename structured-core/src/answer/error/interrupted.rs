//! The received part of an answer that is not complete.

use alloc::string::String;
use alloc::vec::Vec;

use serde::de::DeserializeOwned;

use super::Error;
use crate::answer::json_text;
use crate::answer::tool_call::ToolCall;

/// An answer that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutOff {
    /// The text up to that point; empty if the model used all tokens for reasoning.
    pub text: String,
    /// The API's reason, like `length`, `max_output_tokens` or `cancelled`; `None` if it has none.
    pub reason: Option<String>,
    /// The tokens that were used.
    pub tokens: Option<Tokens>,
}

/// The tokens that a request used, in the same form for both APIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Tokens {
    /// Tokens of the request.
    pub input: u64,
    /// Tokens of the answer, including those of reasoning.
    pub output: u64,
    /// The sum.
    pub total: u64,
}

/// The received part of a stream that broke off.
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
    /// The received part of each choice; the Responses API has one.
    pub received: Vec<Received>,
    /// The error that ended the stream; `None` if it simply ended.
    pub cause: Option<Error>,
}

/// The received part of one choice of a stream that broke off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Received {
    /// The text of the content.
    pub content: String,
    /// The text of the refusal.
    pub refusal: String,
    /// The tool calls. The arguments of the last one may be incomplete.
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
    /// Reads the text into a type. This is for a stream that delivered the whole answer and broke off before its end was
    /// confirmed.
    ///
    /// # Errors
    ///
    /// [`Error::Empty`] if no text was received, and [`Error::Unreadable`] if it is not JSON, is incomplete, or is not
    /// a `T`.
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
