//! `structured lint`: read, check or mend, report; many files at once.

mod lines;

use std::path::Path;
use std::time::Duration;

use indicatif::{ParallelProgressIterator, ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use structured_core::profile::Profile;
use structured_lint::{self as lint, Change, Document, Rule, Severity, Violation};

use crate::args::{Format, LintArgs};
use crate::exit::Outcome;
use crate::report::{self, Report};
use crate::terminal::Terminal;
use crate::{Failure, atomic, input};

/// From this many files on there is a progress bar.
const MANY_FILES: usize = 100;

pub(crate) fn run(args: &LintArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let profile = Profile::named(&args.profile).unwrap_or(&Profile::ALL[0]);
    let (files, mut failures) = input::files(&args.paths);
    let progress = progress(files.len(), terminal);
    let reports: Vec<Result<Report, Failure>> = files
        .par_iter()
        .progress_with(progress.clone())
        .map(|path| check(path, profile, args).map(|checked| report::report(checked, args, terminal)))
        .collect();
    progress.finish_and_clear();
    let mut outcome = Outcome::Fine;
    let mut done = Vec::with_capacity(reports.len());
    for report in reports {
        match report {
            Ok(report) => {
                outcome = outcome.max(if report.errors > 0 { Outcome::Findings } else { Outcome::Fine });
                done.push(report);
            }
            Err(failure) => failures.push(failure),
        }
    }
    for failure in &failures {
        outcome = outcome.max(terminal.failure(failure));
    }
    report::print(&done, &failures, profile, args, terminal)?;
    Ok(outcome)
}

/// One file after the work.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) work: Work,
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
    /// How many of the errors `--fix` would take away.
    pub(crate) mendable: usize,
    /// Whether there is a schema in it that was checked.
    pub(crate) has_schema: bool,
}

/// A change, and the line of its document in a file with one a line.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) line: Option<usize>,
    pub(crate) change: Change,
}

fn check(path: &Path, profile: &Profile, args: &LintArgs) -> Result<Checked, Failure> {
    let name = input::name(path);
    let bytes = input::read(path)?;
    let work = if input::is_lines(path) { lines::work(&bytes, profile, args) } else { work(&bytes, profile, args) };
    if !args.fix {
        return Ok(Checked { name, work, output: None });
    }
    let is_output = input::is_standard_input(path);
    if !is_output && !work.changes.is_empty() {
        atomic::write(path, &work.text).map_err(|source| Failure::write(&name, source))?;
    }
    let is_text = std::str::from_utf8(&bytes).is_ok();
    let output = is_output.then(|| if is_text { work.text.clone() } else { String::new() });
    Ok(Checked { name, work, output })
}

/// Checks or mends one document.
fn work(bytes: &[u8], profile: &Profile, args: &LintArgs) -> Work {
    if args.fix {
        let mended = lint::strictify(bytes, profile);
        let has_schema = has_schema(&mended.text, &mended.left);
        let changes = mended.changes.into_iter().map(|change| Done { line: None, change }).collect();
        return Work { text: mended.text, violations: mended.left, changes, mendable: 0, has_schema };
    }
    let violations = lint::check(bytes, profile);
    let mendable = match args.format {
        Format::Human if !violations.is_empty() => errors(&violations).saturating_sub(lint::unmendable(bytes, profile)),
        _ => 0,
    };
    // A broken byte is shown as the replacement character; it is the last place that a report names.
    let text = String::from_utf8_lossy(bytes).into_owned();
    let has_schema = has_schema(&text, &violations);
    Work { text, violations, changes: Vec::new(), mendable, has_schema }
}

/// Whether there was anything to check; the violations tell, unless something has strict mode off.
fn has_schema(text: &str, violations: &[Violation]) -> bool {
    let is_there = |rule| violations.iter().any(|violation| violation.rule == rule);
    if is_there(Rule::NotStrict) {
        return Document::read(text).is_ok_and(|document| !lint::locate(&document.root).is_empty());
    }
    !is_there(Rule::NoSchema)
}

pub(crate) fn errors(violations: &[Violation]) -> usize {
    violations.iter().filter(|violation| violation.severity == Severity::Error).count()
}

fn progress(files: usize, terminal: &Terminal) -> ProgressBar {
    if files < MANY_FILES {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    let template = if terminal.color {
        "{bar:32.cyan/dim} {human_pos}/{human_len} files  {elapsed}"
    } else {
        "{bar:32} {human_pos}/{human_len} files  {elapsed}"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
