//! A violation: what is wrong, where, in whose words, and what to write instead.

use crate::json::Span;
use crate::rule::Rule;

/// One thing in a document that a profile does not accept.
///
/// ```
/// use structured_core::profile;
/// use structured_lint::{Rule, Severity, check};
///
/// let schema = r#"{"type": "object", "properties": {}, "required": ["id"], "additionalProperties": false}"#;
/// let violations = check(schema, &profile::OPENAI);
/// let violation = &violations[0];
/// assert_eq!((violation.rule, violation.severity), (Rule::UnknownRequired, Severity::Error));
/// assert_eq!(violation.help, "remove `id` from `required`, or add it to `properties`");
/// assert_eq!(violation.position.unwrap().column, 51);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The broken rule.
    pub rule: Rule,
    /// Whether the API refuses it, or whether it only deserves attention.
    pub severity: Severity,
    /// JSON pointer (RFC 6901) to the place, from the root of the document.
    pub pointer: String,
    /// The place in the text; `None` if a [`serde_json::Value`] was checked.
    pub position: Option<Position>,
    /// What is wrong: the API's own sentence, if it has one.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl Violation {
    /// A violation of a whole document, for readers of other formats than JSON.
    #[must_use]
    pub fn new(rule: Rule, severity: Severity, position: Option<Position>, message: String, help: String) -> Self {
        Self { rule, severity, pointer: String::new(), position, message, help }
    }
}

/// The severity of a violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The API refuses the request, or no answer is possible.
    Error,
    /// The API accepts it, or once did, but it does not do what it seems to do.
    Warning,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The bytes.
    pub span: Span,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The line and column of `span` in `text`.
    #[must_use]
    pub fn of(span: Span, text: &str) -> Self {
        Self::after(Self { span, line: 1, column: 1 }, seen(text.get(..span.start).unwrap_or(text)))
    }

    /// The place of `self`, moved by the lines and columns of `passed`.
    pub(crate) fn after(self, passed: &str) -> Self {
        let (mut line, mut column) = (self.line, self.column);
        for character in passed.chars() {
            (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        Self { line, column, ..self }
    }
}

/// `text` without its byte order mark, which does not count as a character of its first line.
pub(crate) fn seen(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
