//! The report of one file, ready to be printed.

use super::{json, sarif};
use crate::failure::Failure;

/// What remains of a file when its text is no longer in memory.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) changes: usize,
    pub(super) fixable: usize,
    pub(super) has_schema: bool,
    pub(super) unfixable: Option<(String, &'static str)>,
    pub(super) body: Body,
}

impl Report {
    /// Why the file was not fixed.
    pub(crate) fn failure(&self) -> Option<Failure> {
        self.unfixable.as_ref().map(|(name, why)| Failure::unfixable(name, why))
    }
}

#[derive(Debug)]
pub(super) enum Body {
    /// The findings as they are printed, and the fixed text of standard input.
    Human {
        findings: String,
        output: Option<String>,
    },
    /// The findings, one per line, and the text of standard input after the fix.
    Lines {
        findings: String,
        output: Option<String>,
    },
    Json(Box<json::File>),
    Sarif(Vec<sarif::Finding>),
}
