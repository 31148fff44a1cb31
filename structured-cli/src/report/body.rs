//! The report of one file, ready to be printed.

use super::{json, sarif};

/// What is left of a file when its text is no longer in memory.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) errors: usize,
    pub(super) warnings: usize,
    pub(super) changes: usize,
    pub(super) mendable: usize,
    pub(super) has_schema: bool,
    pub(super) body: Body,
}

#[derive(Debug)]
pub(super) enum Body {
    /// The findings as they are printed, and the mended text of standard input.
    Human {
        findings: String,
        output: Option<String>,
    },
    Json(Box<json::File>),
    Sarif(Vec<sarif::Finding>),
}
