//! The report for a person: the place underlined, the API's words, and the help.

use std::fmt::{self, Display};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use similar::TextDiff;
use structured_core::profile::Profile;
use structured_lint::{Change, Position, Severity, Violation};

use super::body::{Body, Report};
use super::excerpt::Excerpt;
use crate::args::LintArgs;
use crate::checked::{Checked, Done};
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::visible::{escaped, escaped_lines};

/// How many findings of one file are printed. The others are only counted.
const SHOWN: usize = 100;

/// The changes and findings of one file.
pub(super) fn file(checked: &Checked, terminal: &Terminal) -> String {
    let mut out = String::new();
    let work = &checked.work;
    if checked.before.is_some() {
        out.push_str(&diff(checked));
    } else if !work.changes.is_empty() {
        changes(&checked.name, &work.changes, terminal, &mut out);
    }
    let findings: Vec<_> = work.violations.iter().map(Finding::from).collect();
    out.push_str(&excerpts(&checked.name, &work.text, &findings, terminal));
    out
}

/// The changes of a fix in the format of `diff -u`; empty unless they were requested.
pub(super) fn diff(checked: &Checked) -> String {
    let Some(before) = checked.before.as_deref().filter(|_| !checked.work.changes.is_empty()) else {
        return String::new();
    };
    let diff = TextDiff::from_lines(before, &checked.work.text);
    let name = escaped(&checked.name);
    let diff = diff.unified_diff().header(&name, &format!("{name} (fixed)")).to_string();
    escaped_lines(&diff)
}

fn changes(name: &str, changes: &[Done], terminal: &Terminal, out: &mut String) {
    out.extend([&*terminal.paint("fixed", "1;32"), " ", &*escaped(name), "\n"]);
    for Done { line, change: Change { pointer, what, .. } } in changes {
        let place = if pointer.is_empty() { "the root".into() } else { escaped(pointer) };
        let place = line.map_or_else(|| place.to_string(), |line| format!("line {line}: {place}"));
        let what = escaped(what);
        out.extend(["  ", &*terminal.paint("✓", "32"), " ", &*terminal.paint(&place, "2"), "  ", &*what, "\n"]);
    }
    out.push('\n');
}

/// One finding of a report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding<'a> {
    /// The name of the rule.
    pub(crate) code: &'a str,
    pub(crate) severity: Severity,
    pub(crate) pointer: &'a str,
    pub(crate) position: Option<Position>,
    pub(crate) message: &'a str,
    pub(crate) help: &'a str,
}

impl<'a> From<&'a Violation> for Finding<'a> {
    fn from(violation: &'a Violation) -> Self {
        Self {
            code: violation.rule.name(),
            severity: violation.severity,
            pointer: &violation.pointer,
            position: violation.position,
            message: &violation.message,
            help: &violation.help,
        }
    }
}

/// Each finding with its place in `text` underlined.
pub(crate) fn excerpts(name: &str, text: &str, findings: &[Finding<'_>], terminal: &Terminal) -> String {
    let theme = if terminal.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(terminal.width)
        .with_context_lines(1)
        .with_wrap_lines(true);
    let mut out = String::new();
    let name = &*escaped(name);
    for finding in findings.iter().take(SHOWN) {
        let source = Excerpt::new(name, text, finding.position);
        let shown = Shown { finding: *finding, source };
        // Rendering into a `String` fails only if a `Display` fails; the text is then still printed.
        if handler.render_report(&mut out, &shown).is_err() {
            out.extend([name, ": ", &*escaped(finding.message), "\n"]);
        }
        out.push('\n');
    }
    if let Some(more) = findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        out.extend([name, ": ", &*more.to_string(), " more; `--format json` lists all\n\n"]);
    }
    out
}

/// Prints the reports and their totals.
pub(super) fn print(
    reports: &[Report],
    profile: &Profile,
    args: &LintArgs,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let mut output = None;
    let mut findings = String::new();
    for report in reports {
        if let Body::Human { findings: found, output: text } = &report.body {
            findings.push_str(found);
            output = output.or(text.as_deref());
        }
    }
    // The errors of files that could not be read are complete.
    if reports.is_empty() {
        return Ok(());
    }
    let summary = summary(reports, profile, terminal);
    if args.diff {
        // A diff is read by programs, too, so messages about it go to standard error.
        terminal.note(&summary);
        return terminal.out(|out| write!(out, "{findings}"));
    }
    let Some(output) = output else { return terminal.out(|out| writeln!(out, "{findings}{summary}")) };
    // The fixed text of standard input is the output, so messages about it go to standard error.
    terminal.note(&format!("{findings}{summary}"));
    // The text may not end with a line break; the prompt of a shell should not be on its last line.
    let end = if output.is_empty() || output.ends_with('\n') { "" } else { "\n" };
    terminal.out(|out| write!(out, "{output}{end}"))
}

fn summary(reports: &[Report], profile: &Profile, terminal: &Terminal) -> String {
    let sum = |count: fn(&Report) -> usize| reports.iter().map(count).sum::<usize>();
    let (errors, warnings) = (sum(|report| report.errors), sum(|report| report.warnings));
    let (changes, fixable) = (sum(|report| report.changes), sum(|report| report.fixable));
    let files = counted(reports.len(), "file");
    let mut parts = Vec::new();
    if changes > 0 {
        parts.push(terminal.paint(&counted(changes, "change"), "1;32"));
    }
    if errors > 0 {
        parts.push(terminal.paint(&counted(errors, "error"), "1;31"));
    }
    if warnings > 0 {
        parts.push(terminal.paint(&counted(warnings, "warning"), "1;33"));
    }
    let is_checked = reports.iter().any(|report| report.has_schema);
    let verdict = match (parts.is_empty(), errors) {
        (_, 0) if !is_checked => format!("{} in {files}, no schema checked", parts.join(", ")),
        (true, _) => format!("{} {files}, nothing that `{}` refuses", terminal.paint("✓", "1;32"), profile.name),
        (false, 0) => format!(
            "{} {} in {files}, nothing that `{}` refuses",
            terminal.paint("✓", "1;32"),
            parts.join(", "),
            profile.name
        ),
        (false, _) => format!("{} in {files}, by the rules of `{}`", parts.join(", "), profile.name),
    };
    let way_out = match fixable {
        0 => String::new(),
        all if all == errors && warnings > 0 => "\n`--fix` fixes every error".into(),
        1 if errors == 1 => "\n`--fix` fixes it".into(),
        all if all == errors => "\n`--fix` fixes all of them".into(),
        some => format!("\n`--fix` fixes {some} of them; the others need a decision"),
    };
    format!("{verdict}{way_out}")
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A finding in the form that miette prints.
#[derive(Debug)]
struct Shown<'a> {
    finding: Finding<'a>,
    source: Excerpt<'a>,
}

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escaped(self.finding.message))
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(match self.finding {
            Finding { code, pointer: "", .. } => Box::new(code),
            Finding { code, pointer, .. } => Box::new(format!("{code} at {}", escaped(pointer))),
        })
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(escaped(self.finding.help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let Excerpt { underlined: (start, length), .. } = self.source;
        self.finding.position?;
        Some(Box::new(std::iter::once(LabeledSpan::new(None, start, length))))
    }
}
