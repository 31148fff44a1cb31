//! How an answer ended: one enum for both APIs, streamed or not, and the precedence between finish
//! reason, refusal, tool calls and content.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::answer::ending::Ending;
use crate::answer::error::{CutOff, Error, Tokens};
use crate::answer::json_text::{self, ContentError};
use crate::answer::tolerance::{Mode, Repair, read_tolerant};
use crate::answer::tool_call::ToolCall;

/// How an answer ended. The variants are all the ways in which an answer can end.
///
/// The parts of an answer are looked at in this order: whether it was cut off, the refusal, the content filter, calls,
/// the text. A text that is marked as the final answer takes precedence over calls beside it.
///
/// # Examples
///
/// ```
/// use structured_core::{Outcome, chat};
///
/// fn report(body: &[u8]) -> Result<String, structured_core::Error> {
///     let mut completion = chat::parse::<Vec<u32>>(body)?;
///     Ok(match completion.choices.remove(0).outcome {
///         Outcome::Parsed(numbers) => format!("{} numbers", numbers.len()),
///         Outcome::Refused(refusal) => format!("the model refused: {refusal}"),
///         Outcome::CutOff(text) => format!("more tokens are needed after: {text}"),
///         Outcome::Filtered(_) => "the content filter stopped the answer".into(),
///         Outcome::Unreadable(error) => error.feedback(),
///         Outcome::ToolCalls(calls) => format!("{} tools to run", calls.len()),
///         Outcome::Empty => "there is no answer".into(),
///     })
/// }
///
/// let body = br#"{"choices": [{"finish_reason": "length", "message": {"content": "[2, 3"}}]}"#;
/// assert_eq!(report(body)?, "more tokens are needed after: [2, 3");
/// # Ok::<(), structured_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "a `match` that handles every ending is what this enum is for")]
pub enum Outcome<T> {
    /// The answer, read into its type.
    Parsed(T),
    /// The text with which the model refused to answer.
    Refused(String),
    /// The text of an answer that was cut off, most often at the token limit. It is never read into the type, even
    /// where it happens to be complete JSON.
    CutOff(String),
    /// The text up to where the content filter stopped the answer; often empty.
    Filtered(String),
    /// The text is not JSON, or JSON of another shape. The error contains the text and the position.
    Unreadable(ContentError),
    /// The model calls tools instead of answering.
    ToolCalls(Vec<ToolCall>),
    /// There is neither text nor refusal nor call.
    Empty,
}

impl<T> Outcome<T> {
    /// The answer, if there is one.
    #[must_use]
    pub fn parsed(&self) -> Option<&T> {
        match self {
            Self::Parsed(answer) => Some(answer),
            _ => None,
        }
    }

    /// The answer, or any other ending as an error.
    ///
    /// # Errors
    ///
    /// Every ending but [`Outcome::Parsed`], as the [`Error`] of the same name.
    pub fn into_parsed(self) -> Result<T, Error> {
        self.into_parsed_with(None, None)
    }

    /// [`into_parsed`](Self::into_parsed), with details of the envelope about an answer that was cut off.
    pub(crate) fn into_parsed_with(self, reason: Option<&str>, tokens: Option<Tokens>) -> Result<T, Error> {
        Err(match self {
            Self::Parsed(answer) => return Ok(answer),
            Self::Refused(refusal) => Error::Refused { refusal },
            Self::CutOff(text) => Error::CutOff(CutOff { text, reason: reason.map(ToString::to_string), tokens }),
            Self::Filtered(text) => Error::Filtered { text },
            Self::Unreadable(error) => Error::Unreadable(error),
            Self::ToolCalls(calls) => Error::ToolCalls { calls },
            Self::Empty => Error::Empty,
        })
    }
}

/// The members of an envelope that decide how its answer ended.
#[derive(Debug)]
pub(crate) struct EndSignals<'a> {
    pub(crate) ending: Ending,
    pub(crate) refusal: &'a str,
    pub(crate) tool_calls: &'a [ToolCall],
    pub(crate) content: &'a str,
    /// Whether the content is marked as the final answer, which takes precedence over calls.
    pub(crate) is_final: bool,
}

impl EndSignals<'_> {
    /// The outcome: first by how the answer ended, then by what it contains. The second value lists the changes that
    /// were necessary to read the text.
    pub(crate) fn outcome<T: DeserializeOwned>(&self, mode: Mode) -> (Outcome<T>, Vec<Repair>) {
        match self.other_ending() {
            Some(outcome) => (outcome, Vec::new()),
            None => self.read(mode),
        }
    }

    fn read<T: DeserializeOwned>(&self, mode: Mode) -> (Outcome<T>, Vec<Repair>) {
        let read = match mode {
            Mode::Strict => json_text::read(self.content).map(|value| (value, Vec::new())),
            Mode::Tolerant => read_tolerant(self.content).map(|read| (read.value, read.repairs)),
        };
        match read {
            Ok((answer, repairs)) => (Outcome::Parsed(answer), repairs),
            Err(error) => (Outcome::Unreadable(error), Vec::new()),
        }
    }

    /// The outcome of an answer that has no text to be read.
    fn other_ending<T>(&self) -> Option<Outcome<T>> {
        if self.ending == Ending::CutOff {
            return Some(Outcome::CutOff(self.text()));
        }
        if !self.refusal.is_empty() || self.ending == Ending::Refused {
            let refusal = if self.refusal.is_empty() { self.content } else { self.refusal };
            return Some(Outcome::Refused(refusal.to_string()));
        }
        if self.ending == Ending::Filtered {
            return Some(Outcome::Filtered(self.text()));
        }
        let is_answer = self.is_final && !self.content.is_empty();
        if !self.tool_calls.is_empty() && !is_answer {
            return Some(Outcome::ToolCalls(self.tool_calls.to_vec()));
        }
        self.content.is_empty().then_some(Outcome::Empty)
    }

    fn text(&self) -> String {
        if self.content.is_empty() { self.refusal.to_string() } else { self.content.to_string() }
    }
}
