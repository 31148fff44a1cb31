//! The report for programs: one JSON document.

use serde::Serialize;
use structured_core::profile::Profile;
use structured_lint::{Severity, Violation};

use crate::checked::{Checked, Done, errors};
use crate::failure::Failure;
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Document<'a> {
    profile: &'a str,
    errors: usize,
    warnings: usize,
    files: Vec<&'a File>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failures: Vec<Unchecked<'a>>,
}

/// A file or folder that could not be read or written.
#[derive(Debug, Serialize)]
struct Unchecked<'a> {
    #[serde(rename = "file", skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    message: String,
}

impl<'a> From<&'a Failure> for Unchecked<'a> {
    fn from(failure: &'a Failure) -> Self {
        Self { path: failure.path(), message: failure.to_string() }
    }
}

/// The findings of one file.
#[derive(Debug, Serialize)]
pub(super) struct File {
    #[serde(rename = "file")]
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Fixed>,
    violations: Vec<Finding>,
    #[serde(skip)]
    errors: usize,
    /// The fixed text, if the file was standard input.
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
}

#[derive(Debug, Serialize)]
struct Fixed {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    pointer: String,
    change: String,
    /// The effect on the documents that are admitted.
    effect: &'static str,
}

#[derive(Debug, Serialize)]
struct Finding {
    severity: &'static str,
    rule: &'static str,
    pointer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
    message: String,
    help: String,
}

impl From<Checked> for File {
    fn from(checked: Checked) -> Self {
        Self {
            errors: errors(&checked.work.violations),
            name: checked.name,
            changes: checked.work.changes.into_iter().map(Fixed::from).collect(),
            violations: checked.work.violations.into_iter().map(Finding::from).collect(),
            output: checked.output.filter(|text| !text.is_empty()),
        }
    }
}

impl From<Done> for Fixed {
    fn from(Done { line, change }: Done) -> Self {
        Self { line, pointer: change.pointer, effect: change.effect.name(), change: change.what }
    }
}

impl From<Violation> for Finding {
    fn from(violation: Violation) -> Self {
        let position = violation.position;
        Self {
            severity: match violation.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            rule: violation.rule.name(),
            pointer: violation.pointer,
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            bytes: position.map(|position| [position.span.start, position.span.end]),
            message: violation.message,
            help: violation.help,
        }
    }
}

pub(super) fn print<'a>(
    files: impl Iterator<Item = &'a File>,
    failures: &'a [Failure],
    profile: &Profile,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let files: Vec<&File> = files.collect();
    let errors = files.iter().map(|file| file.errors).sum();
    let all: usize = files.iter().map(|file| file.violations.len()).sum();
    let failures = failures.iter().map(Unchecked::from).collect();
    let document = Document { profile: profile.name, errors, warnings: all - errors, files, failures };
    terminal.out(|out| {
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    })
}
