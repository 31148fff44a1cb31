//! Every way in which an answer, a stream, a tool call or a file of answers fails.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use crate::answer::api_error::ApiError;
use crate::answer::json_text::ContentError;
use crate::answer::tool_call::ToolCall;

/// Why there is no answer. Nothing that came is lost: texts, calls and bodies are kept.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The model refused to answer.
    Refused {
        /// What the model said.
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
    /// Reading a file of answers, or the bytes of a stream, failed.
    Io {
        /// The kind of the failure.
        kind: std::io::ErrorKind,
        /// Its message.
        message: String,
    },
}

/// An answer that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutOff {
    /// The text up to there; empty when the model spent all tokens on reasoning.
    pub text: String,
    /// The API's word for it: `length`, `max_output_tokens`, `cancelled` …
    pub reason: String,
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

/// What had come when a stream broke off.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Interrupted {
    /// What had come of each choice; the Responses API has one.
    pub received: Vec<Received>,
    /// The error that ended the stream; `None` when it just ended.
    pub cause: Option<Error>,
}

/// What had come of one choice when its stream broke off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Received {
    /// The content's text.
    pub content: String,
    /// The refusal's text.
    pub refusal: String,
    /// The tool calls; the arguments of the last may be incomplete.
    pub tool_calls: Vec<ToolCall>,
}

impl Error {
    /// The error of a call that names none of the tools in `known`.
    #[must_use]
    pub fn unknown_tool(call: &ToolCall, known: &'static [&'static str]) -> Self {
        Self::UnknownTool { call: Box::new(call.clone()), known: Cow::Borrowed(known) }
    }

    /// What to tell the model for another try, where the answer or the arguments were readable but wrong.
    #[must_use]
    pub fn feedback(&self) -> Option<String> {
        match self {
            Self::Unreadable(error) | Self::BadArguments { error, .. } => Some(error.feedback()),
            _ => None,
        }
    }

    pub(crate) fn io(error: &std::io::Error) -> Self {
        Self::Io { kind: error.kind(), message: error.to_string() }
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
                write!(f, "the model called `{}`, which is not one of the tools: {known}", call.name)
            }
            Self::BadArguments { tool, error } => write!(f, "the arguments for `{tool}` are {error}"),
            Self::Interrupted(error) => error.fmt(f),
            Self::JsonNotMentioned { parameter } => write!(
                f,
                "nothing in `{parameter}` mentions JSON, and the API refuses JSON mode without that; help: say in a \
                 message that the answer is to be JSON"
            ),
            Self::BadLine { line, error } => write!(f, "line {line} is no line of results: {error}"),
            Self::Io { message, .. } => write!(f, "the bytes could not be read: {message}"),
        }
    }
}

impl core::error::Error for Error {}

impl fmt::Display for CutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer was cut off (`{}`) after {}", self.reason, Characters(&self.text))?;
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
