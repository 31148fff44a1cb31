//! Why a command could not do its work.

use crate::visible::escaped;

/// Why the work could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A file could not be read.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// The file.
        path: String,
        /// The error of the system.
        source: std::io::Error,
    },
    /// A file is larger than any schema.
    #[error("cannot read `{path}`: it has {bytes} bytes, and a schema file has at most {limit}")]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: u64,
        /// The largest size.
        limit: u64,
    },
    /// A file is not text.
    #[error(
        "cannot read `{path}`: it is binary, or not in UTF-8: byte {at} is 0x{byte:02x}, and a schema file is JSON"
    )]
    Binary {
        /// The file.
        path: String,
        /// The position of the first byte that no text contains.
        at: usize,
        /// That byte.
        byte: u8,
    },
    /// A file cannot be fixed in place.
    #[error("cannot fix `{path}`: {why}")]
    Unfixable {
        /// The file.
        path: String,
        /// Why.
        why: &'static str,
    },
    /// A folder contains no schema file.
    #[error("no JSON or YAML file in `{path}`; hidden folders, `node_modules` and `target` are searched only if named")]
    NoFiles {
        /// The folder.
        path: String,
    },
    /// Cargo failed.
    #[error("cannot find the bound types: {why}")]
    Cargo {
        /// Why.
        why: String,
    },
    /// Output could not be written.
    #[error("cannot write `{path}`: {source}")]
    Write {
        /// The error of the system.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Failure {
    pub(crate) fn read(path: impl Into<String>, source: std::io::Error) -> Self {
        Self::Read { path: escaped(&path.into()).into_owned(), source }
    }

    pub(crate) fn too_large(path: impl Into<String>, bytes: u64, limit: u64) -> Self {
        Self::TooLarge { path: escaped(&path.into()).into_owned(), bytes, limit }
    }

    pub(crate) fn binary(path: impl Into<String>, at: usize, byte: u8) -> Self {
        Self::Binary { path: escaped(&path.into()).into_owned(), at, byte }
    }

    pub(crate) fn no_files(path: impl Into<String>) -> Self {
        Self::NoFiles { path: escaped(&path.into()).into_owned() }
    }

    pub(crate) fn unfixable(path: impl Into<String>, why: &'static str) -> Self {
        Self::Unfixable { path: escaped(&path.into()).into_owned(), why }
    }

    pub(crate) fn write(path: impl Into<String>, source: std::io::Error) -> Self {
        Self::Write { path: escaped(&path.into()).into_owned(), source }
    }

    /// The file or folder of the failure.
    pub(crate) fn path(&self) -> Option<&str> {
        match self {
            Self::Read { path, .. }
            | Self::TooLarge { path, .. }
            | Self::Binary { path, .. }
            | Self::NoFiles { path }
            | Self::Unfixable { path, .. }
            | Self::Write { path, .. } => Some(path),
            Self::Cargo { .. } => None,
        }
    }
}
