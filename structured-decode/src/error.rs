//! Everything that can go wrong, with a variant for each.

use core::fmt;

/// Why a constraint could not be built, or why generation has to stop.
///
/// [`Constraint::mask`](crate::Constraint::mask) sets every logit to minus infinity when it fails. After
/// [`Error::Engine`] and [`Error::Finished`], no token is allowed any more. After [`Error::NotAllowed`] and
/// [`Error::Logits`], the constraint is unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The text given as a schema is not JSON.
    NotJson {
        /// The message of the JSON parser.
        reason: String,
    },
    /// The schema contains something that cannot be enforced, or that no value satisfies.
    Schema {
        /// The place, as a JSON pointer: `#/properties/unit`.
        at: String,
        /// What is wrong there, and what to write instead.
        reason: String,
    },
    /// The vocabulary is not valid, or cannot spell every answer.
    Vocabulary {
        /// What is missing.
        reason: String,
    },
    /// The budget is too small for the shortest answer.
    Budget {
        /// The tokens of the budget.
        budget: usize,
        /// The tokens of the shortest answer.
        minimum: usize,
    },
    /// The token is not allowed next.
    NotAllowed {
        /// The token.
        token: u32,
    },
    /// The answer is complete; no token is allowed.
    Finished,
    /// There are fewer logits than tokens.
    Logits {
        /// The number of tokens of the vocabulary.
        expected: usize,
        /// The number of logits.
        found: usize,
    },
    /// The engine failed, for instance because a schema exceeds its limits.
    Engine {
        /// The message of the engine.
        reason: String,
    },
}

impl Error {
    pub(crate) fn schema(at: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Schema { at: at.into(), reason: reason.into() }
    }

    pub(crate) fn engine(reason: impl fmt::Display) -> Self {
        // The messages of the engine have several lines; the first describes what happened.
        let text = reason.to_string();
        let first = text.lines().next().unwrap_or_default();
        Self::Engine { reason: first.chars().take(200).collect() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { reason } => write!(f, "the schema is not JSON: {reason}"),
            Self::Schema { at, reason } => write!(f, "the schema cannot be enforced at `{at}`: {reason}"),
            Self::Vocabulary { reason } => write!(f, "the vocabulary cannot be used: {reason}"),
            Self::Budget { budget, minimum } => write!(
                f,
                "a budget of {budget} tokens is too small: the shortest answer takes {minimum}; help: give at least \
                 {minimum} tokens"
            ),
            Self::NotAllowed { token } => write!(f, "token {token} is not allowed next"),
            Self::Finished => f.write_str("the answer is complete, so no token may follow"),
            Self::Logits { expected, found } => {
                write!(f, "{found} logits for a vocabulary of {expected} tokens; help: pass one logit per token")
            }
            Self::Engine { reason } => write!(f, "the engine stopped: {reason}"),
        }
    }
}

impl core::error::Error for Error {}
