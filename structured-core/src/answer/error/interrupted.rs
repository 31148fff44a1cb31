//! What was received of an answer that did not come to its end.

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
