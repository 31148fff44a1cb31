//! The result of checking or fixing one file.

use structured_lint::{Change, Severity, Violation};

/// One file after the work.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) work: Work,
    /// The text before the fix, if the difference is to be shown.
    pub(crate) before: Option<String>,
    /// The text for standard output, because the file came from standard input. Empty if the input is not UTF-8.
    pub(crate) output: Option<String>,
}

/// The findings and changes.
#[derive(Debug, Default)]
pub(crate) struct Work {
    /// The text in which the violations have their places.
    pub(crate) text: String,
    pub(crate) violations: Vec<Violation>,
    pub(crate) changes: Vec<Done>,
    /// Why `--fix` cannot write the file, if it has changes.
    pub(crate) unfixable: Option<&'static str>,
    /// How many of the errors `--fix` would remove.
    pub(crate) fixable: usize,
    /// Whether it contains a schema that was checked.
    pub(crate) has_schema: bool,
}

/// A change, and the number of its line in a file with one document on each line.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) line: Option<usize>,
    pub(crate) change: Change,
}

/// How many of `violations` the API refuses.
pub(crate) fn errors(violations: &[Violation]) -> usize {
    violations.iter().filter(|violation| violation.severity == Severity::Error).count()
}
