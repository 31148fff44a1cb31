//! `structured lint`: reads, checks or fixes many files in parallel, and reports the findings.

mod document;
mod lines;

use std::time::Duration;

use indicatif::{ParallelProgressIterator, ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use structured_core::__private::replace_file;
use structured_core::profile::Profile;
use structured_lint::Rule;

use crate::args::LintArgs;
use crate::checked::Checked;
use crate::exit::Outcome;
use crate::failure::Failure;
use crate::formats::FileFormat;
use crate::input::{self, Input};
use crate::report::{self, Report};
use crate::terminal::Terminal;

/// A progress bar is shown from this many files on.
const MANY_FILES: usize = 100;

pub(crate) fn run(args: &LintArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let profile = Profile::named(&args.profile).unwrap_or(&Profile::ALL[0]);
    let (files, mut failures) = input::files(&args.paths);
    let progress = progress(files.len(), terminal);
    let reports: Vec<Result<Option<Report>, Failure>> = files
        .par_iter()
        .progress_with(progress.clone())
        .map(|input| {
            let checked = check(input, profile, args)?;
            Ok(checked.map(|checked| report::report(checked, args, terminal)))
        })
        .collect();
    progress.finish_and_clear();
    let mut outcome = Outcome::Fine;
    let mut done = Vec::with_capacity(reports.len());
    for report in reports {
        match report {
            Ok(Some(report)) => {
                let is_fine = report.errors == 0
                    && !(args.deny.is_some() && report.warnings > 0)
                    && !(args.diff && report.changes > 0);
                outcome = outcome.max(if is_fine { Outcome::Fine } else { Outcome::Findings });
                failures.extend(report.failure());
                done.push(report);
            }
            Ok(None) => {}
            Err(failure) => failures.push(failure),
        }
    }
    for failure in &failures {
        outcome = outcome.max(terminal.failure(failure));
    }
    report::print(&done, &failures, profile, args, terminal)?;
    Ok(outcome)
}

/// Checks or fixes a file. `None` if it was only found in a folder, and does not seem to contain a schema.
fn check(input: &Input, profile: &Profile, args: &LintArgs) -> Result<Option<Checked>, Failure> {
    let path = &input.path;
    let name = input::name(path);
    let bytes = input::read(path)?;
    let format = FileFormat::of(path);
    let work = match format {
        FileFormat::JsonLines => lines::work(&bytes, profile, args),
        _ => document::work(&bytes, format, profile, args),
    };
    // A repository has many YAML files, and few of them are about schemas.
    let is_broken = work.violations.iter().any(|violation| violation.rule == Rule::Json);
    if !input.is_named && format == FileFormat::Yaml && (is_broken || !work.has_schema) {
        return Ok(None);
    }
    let mut checked = Checked { name, work, before: None, output: None };
    if !args.fix {
        return Ok(Some(checked));
    }
    let is_text = std::str::from_utf8(&bytes).is_ok();
    if args.diff {
        checked.before = is_text.then(|| String::from_utf8_lossy(&bytes).into_owned());
        return Ok(Some(checked));
    }
    let is_output = input::is_standard_input(path);
    if !is_output && !checked.work.changes.is_empty() {
        replace_file(path, &checked.work.text).map_err(|source| Failure::write(&checked.name, source))?;
    }
    checked.output = is_output.then(|| if is_text { checked.work.text.clone() } else { String::new() });
    Ok(Some(checked))
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
