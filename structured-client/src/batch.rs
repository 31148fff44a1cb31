//! A batch, as the server tells of it.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// The most mistakes of a file that the error of a failed batch tells.
const SHOWN: usize = 10;

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Batch {
    /// The id, with which a program that crashed goes on.
    pub id: String,
    /// How far it is.
    pub status: BatchStatus,
    /// The file of the requests.
    #[serde(default)]
    pub input_file_id: String,
    /// The file of the answers.
    #[serde(default)]
    pub output_file_id: Option<String>,
    /// The file of the requests that failed.
    #[serde(default)]
    pub error_file_id: Option<String>,
    /// How many requests are done.
    #[serde(default, deserialize_with = "or_default")]
    pub request_counts: RequestCounts,
    /// What is wrong with the file of a batch that failed.
    #[serde(default, deserialize_with = "mistakes")]
    pub errors: Vec<BatchError>,
}

/// How many requests of a batch are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[non_exhaustive]
pub struct RequestCounts {
    /// All requests; 0 until the file was read.
    #[serde(default)]
    pub total: u64,
    /// Those that were answered.
    #[serde(default)]
    pub completed: u64,
    /// Those that failed.
    #[serde(default)]
    pub failed: u64,
}

/// A mistake in the file of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[non_exhaustive]
pub struct BatchError {
    /// The code, like `invalid_json_line`.
    #[serde(default)]
    pub code: Option<String>,
    /// What is wrong.
    #[serde(default)]
    pub message: String,
    /// The line, from 1.
    #[serde(default)]
    pub line: Option<u64>,
}

/// How far a batch is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BatchStatus {
    /// Its file is being read.
    Validating,
    /// Its file is not one.
    Failed,
    /// Its requests are being answered.
    InProgress,
    /// Its answers are being written.
    Finalizing,
    /// Its answers can be read.
    Completed,
    /// It was not done within a day. What was done can be read.
    Expired,
    /// It is being cancelled.
    Cancelling,
    /// It was cancelled. What was done can be read.
    Cancelled,
    /// A word that is not one of the API's own.
    Other(String),
}

impl BatchStatus {
    /// The word as the wire has it.
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

    /// Whether the batch has ended, well or not.
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
    /// Why the batch failed, in words.
    pub(crate) fn failure(&self) -> String {
        let mistakes = self.errors.iter().take(SHOWN).map(ToString::to_string);
        let left = self.errors.len().saturating_sub(SHOWN);
        let left = (left > 0).then(|| format!("and {left} more"));
        let told: Vec<String> = mistakes.chain(left).collect();
        let before = if told.is_empty() { "" } else { ": " };
        format!("the batch `{}` failed{before}{}", self.id, told.join("; "))
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

/// The mistakes stand in a list inside an object.
fn mistakes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<BatchError>, D::Error> {
    #[derive(Deserialize, Default)]
    struct List {
        #[serde(default, deserialize_with = "or_default")]
        data: Vec<BatchError>,
    }
    or_default::<D, List>(from).map(|list| list.data)
}
