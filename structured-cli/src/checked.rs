//! What a check has found in one file, and what a fix has changed.

use structured_lint::{Change, Severity, Violation};

/// One file after the work.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) work: Work,
    /// The text before the fix, if the difference is to be shown.
    pub(crate) before: Option<String>,
    /// What goes to standard output, because the file came from standard input; nothing of what is no text.
    pub(crate) output: Option<String>,
}

/// What was found and done.
#[derive(Debug, Default)]
pub(crate) struct Work {
    /// What the places of the violations are places of.
    pub(crate) text: String,
    pub(crate) violations: Vec<Violation>,
    pub(crate) changes: Vec<Done>,
    /// Why `--fix` cannot write the file, if there is something to write.
    pub(crate) unfixable: Option<&'static str>,
    /// How many of the errors `--fix` would take away.
    pub(crate) fixable: usize,
    /// Whether there is a schema in it that was checked.
    pub(crate) has_schema: bool,
}

/// A change, and the line of its document in a file with one a line.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) line: Option<usize>,
    pub(crate) change: Change,
}

/// How many of `violations` the API refuses.
pub(crate) fn errors(violations: &[Violation]) -> usize {
    violations.iter().filter(|violation| violation.severity == Severity::Error).count()
}
