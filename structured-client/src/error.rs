//! The error of every call.

use std::fmt;
use std::time::Duration;

#[cfg(feature = "explain")]
use structured_lint::Violation;

use structured_core::Tokens;

/// The error of a call, with what is known about the request and its answer.
///
/// # Examples
///
/// ```
/// use structured_client::{Error, ErrorKind};
///
/// fn report(error: &Error) -> String {
///     match error.kind() {
///         ErrorKind::Api => format!("status {:?}, request {:?}", error.status(), error.request_id()),
///         ErrorKind::Connection | ErrorKind::Timeout => format!("no answer after {} attempts", error.attempts()),
///         _ => error.to_string(),
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

#[derive(Default)]
struct Inner {
    kind: ErrorKind,
    message: String,
    source: Option<Source>,
    facts: Facts,
    attempts: u32,
    usage: Option<Tokens>,
    retry_after: Option<Duration>,
    is_retryable: bool,
    #[cfg(feature = "explain")]
    violations: Vec<Violation>,
}

/// Facts about the HTTP response.
#[derive(Debug, Default, Clone)]
pub(crate) struct Facts {
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) text: Option<String>,
}

enum Source {
    Answer(structured_core::Error),
    Http(reqwest::Error),
}

/// The kind of an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration of the client has a mistake. Nothing was sent.
    #[default]
    Configuration,
    /// The request is invalid. Nothing was sent.
    Request,
    /// The server could not be reached, or the connection broke before the answer was complete.
    Connection,
    /// The server did not answer in time.
    Timeout,
    /// The API answered with an error.
    Api,
    /// The answer cannot be used: its body is not an answer of the API, its stream broke off, or (after `into_parsed`)
    /// the model did not answer with a value of the type. The source is structured-core's error.
    Answer,
    /// A batch failed.
    Batch,
}

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), ..Inner::default() }))
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Request, message)
    }

    pub(crate) fn batch(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Batch, message)
    }

    pub(crate) fn unexpected(message: String, facts: Facts) -> Self {
        let mut error = Self::new(ErrorKind::Answer, message);
        error.0.facts = facts;
        error
    }

    /// The error of a request that sets a member which the client sets.
    pub(crate) fn taken(member: &str, purpose: &str) -> Self {
        Self::request(format!(
            "the request already has `{member}`, which the client sets for {purpose}; help: remove it from the request"
        ))
    }

    /// The error of the transport.
    pub(crate) fn transport(error: reqwest::Error) -> Self {
        let (kind, what) = if error.is_builder() {
            (ErrorKind::Request, "the request cannot be made")
        } else if error.is_timeout() {
            (ErrorKind::Timeout, "the server did not answer in time")
        } else if error.is_connect() {
            (ErrorKind::Connection, "the server could not be reached")
        } else {
            (ErrorKind::Connection, "the connection broke before the answer was complete")
        };
        let is_retryable = kind != ErrorKind::Request && !error.is_redirect();
        let place = error.url().map(|url| format!(" at {}", url.authority())).unwrap_or_default();
        let message = format!("{what}{place}: {}", root_cause(&error));
        Self(Box::new(Inner { kind, message, source: Some(Source::Http(error)), is_retryable, ..Inner::default() }))
    }

    /// The error of a server that did not begin to answer in time.
    pub(crate) fn timeout(patience: Duration) -> Self {
        let mut error = Self::new(ErrorKind::Timeout, format!("the server did not answer within {patience:?}"));
        error.0.is_retryable = true;
        error
    }

    /// Adds facts about the HTTP response to an error of structured-core.
    pub(crate) fn answer(error: structured_core::Error, facts: Facts) -> Self {
        let mut wrapped = Self::from(error);
        wrapped.0.facts.status = facts.status.or(wrapped.0.facts.status);
        wrapped.0.facts.request_id = facts.request_id;
        wrapped.0.facts.text = facts.text.or(wrapped.0.facts.text.take());
        wrapped
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_usage(mut self, usage: Option<Tokens>) -> Self {
        self.0.usage = usage.or(self.0.usage);
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = self.0.retry_after.or(wait);
        self
    }

    /// Sets whether the request is retryable, if the server has decided that.
    pub(crate) fn with_decision(mut self, is_retryable: Option<bool>) -> Self {
        self.0.is_retryable = is_retryable.unwrap_or(self.0.is_retryable);
        self
    }

    #[cfg(feature = "explain")]
    pub(crate) fn with_violations(mut self, violations: Vec<Violation>) -> Self {
        self.0.violations = violations;
        self
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the HTTP status of the answer, or `None` if there was no answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.facts.status
    }

    /// Returns the id that the server assigned to the request (`x-request-id`). The provider's support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.facts.request_id.as_deref()
    }

    /// Returns how many times a request was sent, including retries. It is 0 if nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the text of the answer: the body of the response, or the text that the model wrote.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.0.facts.text.as_deref()
    }

    /// Returns the tokens that the attempts before this error used, as far as they are known.
    #[must_use]
    pub fn usage(&self) -> Option<Tokens> {
        self.0.usage
    }

    /// Returns how long the server asks to wait before the next attempt.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns whether the same request may succeed later. The client's own retries are already used up.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    /// Returns the error of structured-core: the API's error with its `code`, or the ending of the answer.
    #[must_use]
    pub fn answer_error(&self) -> Option<&structured_core::Error> {
        match &self.0.source {
            Some(Source::Answer(error)) => Some(error),
            _ => None,
        }
    }

    /// Returns all violations in the schemas of a request that the API rejected because of a schema. Each has its place
    /// in the request body and a suggested fix. The API itself reports only the first. The list is empty for other
    /// errors.
    ///
    /// [`Client::with_profile`](crate::Client::with_profile) sets the rules.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// Writes the facts in parentheses.
    fn write_facts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = false;
        let mut fact = |f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>| {
            let before = if std::mem::replace(&mut open, true) { ", " } else { " (" };
            write!(f, "{before}{text}")
        };
        // The message of an API error already contains the status.
        if let (Some(status), true) = (self.status(), self.kind() != ErrorKind::Api) {
            fact(f, format_args!("status {status}"))?;
        }
        if let Some(id) = self.request_id() {
            fact(f, format_args!("request `{id}`"))?;
        }
        if self.attempts() > 1 {
            fact(f, format_args!("{} attempts", self.attempts()))?;
        }
        if open { f.write_str(")") } else { Ok(()) }
    }
}

/// Returns the last error in the chain of sources, which is the most specific one.
fn root_cause(error: &reqwest::Error) -> &dyn std::error::Error {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause
}

/// Lets `into_parsed()?` be used in a function that returns this error.
impl From<structured_core::Error> for Error {
    fn from(error: structured_core::Error) -> Self {
        use structured_core::Error as Core;
        let kind = match &error {
            Core::Api(_) => ErrorKind::Api,
            Core::Request { .. } => ErrorKind::Request,
            _ => ErrorKind::Answer,
        };
        let (text, usage) = match &error {
            Core::Refused { refusal } => (Some(refusal.clone()), None),
            Core::CutOff(cut_off) => (Some(cut_off.text.clone()), cut_off.tokens),
            Core::Filtered { text } => (Some(text.clone()), None),
            Core::Unreadable(error) | Core::Body { error, .. } | Core::BadArguments { error, .. } => {
                (Some(error.text().to_owned()), None)
            }
            Core::Api(error) => (Some(error.raw.clone()), None),
            Core::Interrupted(error) => (error.received.first().map(|choice| choice.content.clone()), None),
            _ => (None, None),
        };
        let facts = Facts { status: error.status(), request_id: None, text };
        Self(Box::new(Inner {
            kind,
            message: error.to_string(),
            retry_after: error.retry_after(),
            is_retryable: error.is_retryable(),
            usage,
            facts,
            source: Some(Source::Answer(error)),
            ..Inner::default()
        }))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.source {
            Some(Source::Answer(error)) => Some(error),
            Some(Source::Http(error)) => Some(error),
            None => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        self.write_facts(f)?;
        #[cfg(feature = "explain")]
        for violation in &self.0.violations {
            write!(f, "\n- {}: {}; help: {}", violation.pointer, violation.message, violation.help)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut error = f.debug_struct("Error");
        error.field("kind", &self.0.kind).field("message", &self.0.message).field("status", &self.0.facts.status);
        error.field("request_id", &self.0.facts.request_id).field("attempts", &self.0.attempts);
        error.field("text", &self.0.facts.text).field("usage", &self.0.usage);
        match &self.0.source {
            Some(Source::Answer(source)) => error.field("source", source),
            Some(Source::Http(source)) => error.field("source", source),
            None => error.field("source", &()),
        };
        error.finish_non_exhaustive()
    }
}
