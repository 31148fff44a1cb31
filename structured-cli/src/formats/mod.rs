//! The formats of files, read as trees whose places are places in the file.

mod comments;
mod yaml;

use std::path::Path;

use structured_lint::{JsonValue, Malformed};

pub(crate) use self::comments::without_comments;

/// The format of a file, which its name decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFormat {
    Json,
    /// One document on each line.
    JsonLines,
    /// With comments and commas after the last element.
    JsonWithComments,
    Yaml,
}

impl FileFormat {
    /// The format of the file `path`. JSON if the name does not tell.
    pub(crate) fn of(path: &Path) -> Self {
        let extension = path.extension().unwrap_or_default();
        let is = |known: &[&str]| known.iter().any(|known| extension.eq_ignore_ascii_case(known));
        if is(&["jsonl", "ndjson"]) {
            Self::JsonLines
        } else if is(&["jsonc", "json5"]) {
            Self::JsonWithComments
        } else if is(&["yaml", "yml"]) {
            Self::Yaml
        } else {
            Self::Json
        }
    }
}

/// Reads YAML. The places are places in `text`.
pub(crate) fn read_yaml(text: &str) -> Result<JsonValue, Malformed> {
    yaml::read(text)
}
