//! Everything that can go wrong, each with its own variant.

use core::fmt;

/// Why a constraint could not be built, or why generation has to stop.
///
/// [`Constraint::mask`](crate::Constraint::mask) sets every logit to minus infinity when it fails. After
/// [`Error::Engine`] and [`Error::Finished`] no token is allowed any more; a token that was not allowed and logits that
/// were too few leave the constraint as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The text given as a schema is not JSON.
    NotJson {
        /// What the JSON parser says.
        reason: String,
    },
    /// The schema says something that cannot be enforced, or that nothing satisfies.
    Schema {
        /// The place, as a JSON pointer: `#/properties/unit`.
        at: String,
        /// What stands there, why it cannot be, and what to write instead.
        reason: String,
    },
    /// The vocabulary is no vocabulary, or cannot spell every answer.
    Vocabulary {
        /// What it lacks.
        reason: String,
    },
    /// The budget is too small for the shortest answer.
    Budget {
        /// The tokens that were offered.
        budget: usize,
        /// The tokens that the shortest answer takes.
        minimum: usize,
    },
    /// The token may not come next.
    NotAllowed {
        /// The token.
        token: u32,
    },
    /// The answer is complete; no token may follow.
    Finished,
    /// There are fewer logits than tokens.
    Logits {
        /// The tokens of the vocabulary.
        expected: usize,
        /// The logits that were given.
        found: usize,
    },
    /// The engine gave up, for instance because a schema is larger than its limits.
    Engine {
        /// What the engine says.
        reason: String,
    },
}

impl Error {
    pub(crate) fn schema(at: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Schema { at: at.into(), reason: reason.into() }
    }

    pub(crate) fn engine(reason: impl fmt::Display) -> Self {
        // The engine's texts run to several lines; the first says what happened.
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
            Self::NotAllowed { token } => write!(f, "token {token} may not come next"),
            Self::Finished => f.write_str("the answer is complete, so no token may follow"),
            Self::Logits { expected, found } => {
                write!(f, "{found} logits for a vocabulary of {expected} tokens; help: pass one logit per token")
            }
            Self::Engine { reason } => write!(f, "the engine stopped: {reason}"),
        }
    }
}

impl core::error::Error for Error {}
