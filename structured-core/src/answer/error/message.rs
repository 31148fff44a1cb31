//! The text of each error.

use core::fmt;

use super::{CutOff, Error, Interrupted};
use crate::answer::tool_call::ToolCall;

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
                "the {what} is larger than {limit} bytes; help: raise the limit with `with_limits` if this size is expected"
            ),
            Self::Request { message } => write!(f, "the request is not a JSON object: {message}"),
            Self::Io { message, .. } => write!(f, "the bytes could not be read: {message}"),
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

/// The number of characters of a text, in words.
struct Characters<'a>(&'a str);

impl fmt::Display for Characters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.chars().count() {
            1 => f.write_str("1 character"),
            count => write!(f, "{count} characters"),
        }
    }
}

/// Names, each between backticks, with commas between them.
pub(super) struct Names<I>(pub(super) I);

impl<'a, I: Iterator<Item = &'a str> + Clone> fmt::Display for Names<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.clone().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}`{name}`")?;
        }
        Ok(())
    }
}
