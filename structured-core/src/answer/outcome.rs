//! How an answer ended: the one enum for both APIs, streamed or not, and the one order in which the signs are read.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::DeserializeOwned;

use crate::answer::error::{CutOff, Error, Tokens};
use crate::answer::json_text::{self, ContentError};
use crate::answer::tool_call::ToolCall;

/// How an answer ended. There is no other way, so a `match` on it is complete.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a `match` that handles every ending is what this enum is for")]
pub enum Outcome<T> {
    /// The answer, read into its type.
    Parsed(T),
    /// The model refused, and said so in this text.
    Refused(String),
    /// The answer was cut off before its end, most often at the token limit; the text up to there. It is never read
    /// into the type, even where it happens to be complete JSON.
    CutOff(String),
    /// The content filter stopped the answer; the text up to there.
    Filtered(String),
    /// The text is not JSON, or JSON of another shape. The error keeps it and says where.
    Unreadable(ContentError),
    /// The model calls tools instead of answering.
    ToolCalls(Vec<ToolCall>),
    /// There is neither text nor refusal nor call.
    Empty,
}

impl<T> Outcome<T> {
    /// The answer, where there is one.
    #[must_use]
    pub fn parsed(&self) -> Option<&T> {
        match self {
            Self::Parsed(answer) => Some(answer),
            _ => None,
        }
    }

    /// The answer, or the other ending as an error.
    ///
    /// # Errors
    ///
    /// Every ending but [`Outcome::Parsed`], as the [`Error`] of the same name.
    pub fn into_parsed(self) -> Result<T, Error> {
        self.into_parsed_with("length", None)
    }

    /// [`into_parsed`](Self::into_parsed), with what the envelope knows about an answer that was cut off.
    pub(crate) fn into_parsed_with(self, reason: &str, tokens: Option<Tokens>) -> Result<T, Error> {
        Err(match self {
            Self::Parsed(answer) => return Ok(answer),
            Self::Refused(refusal) => Error::Refused { refusal },
            Self::CutOff(text) => Error::CutOff(CutOff { text, reason: reason.to_string(), tokens }),
            Self::Filtered(text) => Error::Filtered { text },
            Self::Unreadable(error) => Error::Unreadable(error),
            Self::ToolCalls(calls) => Error::ToolCalls { calls },
            Self::Empty => Error::Empty,
        })
    }
}

/// The signs of an ending, as they stand in an envelope.
#[derive(Debug)]
pub(crate) struct Signs<'a> {
    pub(crate) cut_off: bool,
    pub(crate) filtered: bool,
    pub(crate) refusal: &'a str,
    pub(crate) tool_calls: &'a [ToolCall],
    pub(crate) content: &'a str,
}

impl Signs<'_> {
    /// Reads the signs in the order that counts: how the answer ended, before what it says.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Outcome<T> {
        if self.cut_off {
            return Outcome::CutOff(self.text());
        }
        if !self.refusal.is_empty() {
            return Outcome::Refused(self.refusal.to_string());
        }
        if self.filtered {
            return Outcome::Filtered(self.text());
        }
        if !self.tool_calls.is_empty() {
            return Outcome::ToolCalls(self.tool_calls.to_vec());
        }
        if self.content.is_empty() {
            return Outcome::Empty;
        }
        match json_text::read(self.content) {
            Ok(answer) => Outcome::Parsed(answer),
            Err(error) => Outcome::Unreadable(error),
        }
    }

    fn text(&self) -> String {
        if self.content.is_empty() { self.refusal.to_string() } else { self.content.to_string() }
    }
}
