//! The formats that files have, as trees whose places are places of the file.

mod comments;
mod yaml;

use std::path::Path;

use structured_lint::{JsonValue, Malformed};

pub(crate) use self::comments::without_comments;

/// The format of a file, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFormat {
    Json,
    /// One document a line.
    JsonLines,
    /// With comments and commas after the last element.
    JsonWithComments,
    Yaml,
}

impl FileFormat {
    /// The format of the file `path`; JSON where the name says nothing.
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

/// Reads YAML; its places are places of `text`.
pub(crate) fn read_yaml(text: &str) -> Result<JsonValue, Malformed> {
    yaml::read(text)
}
