//! `structured lint`: read, check or mend, report; many files at once.

mod document;
mod lines;

use std::path::Path;
use std::time::Duration;

use indicatif::{ParallelProgressIterator, ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use structured_core::__private::replace_file;
use structured_core::profile::Profile;

use crate::args::LintArgs;
use crate::checked::Checked;
use crate::exit::Outcome;
use crate::failure::Failure;
use crate::input;
use crate::report::{self, Report};
use crate::terminal::Terminal;

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

fn check(path: &Path, profile: &Profile, args: &LintArgs) -> Result<Checked, Failure> {
    let name = input::name(path);
    let bytes = input::read(path)?;
    let work =
        if input::is_lines(path) { lines::work(&bytes, profile, args) } else { document::work(&bytes, profile, args) };
    if !args.fix {
        return Ok(Checked { name, work, output: None });
    }
    let is_output = input::is_standard_input(path);
    if !is_output && !work.changes.is_empty() {
        replace_file(path, &work.text).map_err(|source| Failure::write(&name, source))?;
    }
    let is_text = std::str::from_utf8(&bytes).is_ok();
    let output = is_output.then(|| if is_text { work.text.clone() } else { String::new() });
    Ok(Checked { name, work, output })
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
