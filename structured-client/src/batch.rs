//! A batch as the server describes it.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// The maximum number of errors of a file that the message of a failed batch lists.
const SHOWN: usize = 10;

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Batch {
    /// The id. [`Batches::resume`](crate::Batches::resume) takes it.
    pub id: String,
    /// The state of the batch.
    pub status: BatchStatus,
    /// The id of the file of requests.
    #[serde(default)]
    pub input_file_id: String,
    /// The id of the file of answers.
    #[serde(default)]
    pub output_file_id: Option<String>,
    /// The id of the file of errors.
    #[serde(default)]
    pub error_file_id: Option<String>,
    /// The number of requests in each state.
    #[serde(default, deserialize_with = "or_default")]
    pub request_counts: RequestCounts,
    /// The errors in the file of requests, if the batch failed.
    #[serde(default, deserialize_with = "mistakes")]
    pub errors: Vec<BatchError>,
}

/// The number of requests of a batch in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[non_exhaustive]
pub struct RequestCounts {
    /// All requests. It is 0 until the server has read the file.
    #[serde(default)]
    pub total: u64,
    /// The requests that were answered.
    #[serde(default)]
    pub completed: u64,
    /// The requests that failed.
    #[serde(default)]
    pub failed: u64,
}

/// An error in the file of requests of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[non_exhaustive]
pub struct BatchError {
    /// The code, like `invalid_json_line`.
    #[serde(default)]
    pub code: Option<String>,
    /// The description of the error.
    #[serde(default)]
    pub message: String,
    /// The number of the line, starting at 1.
    #[serde(default)]
    pub line: Option<u64>,
}

/// The state of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BatchStatus {
    /// The server is reading the file of requests.
    Validating,
    /// The file of requests is invalid.
    Failed,
    /// The requests are being answered.
    InProgress,
    /// The files of answers are being written.
    Finalizing,
    /// The batch is complete.
    Completed,
    /// The batch did not complete in time. The answers up to then can be read.
    Expired,
    /// The batch is being cancelled.
    Cancelling,
    /// The batch was cancelled. The answers up to then can be read.
    Cancelled,
    /// A state that OpenAI's API does not have.
    Other(String),
}

impl BatchStatus {
    /// Returns the name that the API uses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Validating => "validating",
            Self::Failed => "failed",
            Self::InProgress => "in_progress",
            Self::Finalizing => "finalizing",
            Self::Completed => "completed",
            Self::Expired => "expired",
            Self::Cancelling => "cancelling",
            Self::Cancelled => "cancelled",
            Self::Other(word) => word,
        }
    }

    /// Returns whether the batch has ended, successfully or not.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Failed | Self::Completed | Self::Expired | Self::Cancelled)
    }

    pub(crate) fn is_failed(&self) -> bool {
        *self == Self::Failed
    }
}

impl From<String> for BatchStatus {
    fn from(word: String) -> Self {
        match &*word {
            "validating" => Self::Validating,
            "failed" => Self::Failed,
            "in_progress" => Self::InProgress,
            "finalizing" => Self::Finalizing,
            "completed" => Self::Completed,
            "expired" => Self::Expired,
            "cancelling" => Self::Cancelling,
            "cancelled" => Self::Cancelled,
            _ => Self::Other(word),
        }
    }
}

impl<'de> Deserialize<'de> for BatchStatus {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::from)
    }
}

impl fmt::Display for BatchStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Batch {
    /// Returns the message of the error of a failed batch.
    pub(crate) fn failure(&self) -> String {
        let mistakes = self.errors.iter().take(SHOWN).map(ToString::to_string);
        let left = self.errors.len().saturating_sub(SHOWN);
        let left = (left > 0).then(|| format!("and {left} more"));
        let listed: Vec<String> = mistakes.chain(left).collect();
        let before = if listed.is_empty() { "" } else { ": " };
        format!("the batch `{}` failed{before}{}", self.id, listed.join("; "))
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.message)
    }
}

fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

/// Reads the errors, which the API wraps in an object.
fn mistakes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<BatchError>, D::Error> {
    #[derive(Deserialize, Default)]
    struct List {
        #[serde(default, deserialize_with = "or_default")]
        data: Vec<BatchError>,
    }
    or_default::<D, List>(from).map(|list| list.data)
}
