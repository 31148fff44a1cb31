//! Findings in the requested format.

mod body;
mod excerpt;
mod human;
mod json;
mod lines;
mod sarif;

use structured_core::profile::Profile;

use crate::args::{Format, LintArgs};
use crate::checked::{Checked, errors};
use crate::failure::Failure;
use crate::terminal::Terminal;

use self::body::Body;
pub(crate) use self::body::Report;
pub(crate) use self::human::{Finding, excerpts};

/// Makes the report of one file. It runs in parallel with others.
pub(crate) fn report(checked: Checked, args: &LintArgs, terminal: &Terminal) -> Report {
    let work = &checked.work;
    let errors = errors(&work.violations);
    Report {
        errors,
        warnings: work.violations.len() - errors,
        changes: work.changes.len(),
        fixable: work.fixable,
        has_schema: work.has_schema,
        unfixable: work.unfixable.map(|why| (checked.name.clone(), why)),
        body: match args.format {
            Format::Human => {
                let findings = human::file(&checked, terminal);
                Body::Human { findings, output: checked.output }
            }
            Format::Short => Body::Lines { findings: lines::short(&checked), output: checked.output },
            Format::Github => Body::Lines { findings: lines::github(&checked), output: checked.output },
            Format::Json => Body::Json(Box::new(json::File::from(checked))),
            Format::Sarif => Body::Sarif(sarif::findings(&checked)),
        },
    }
}

/// Prints the reports of all files. Failures are included only in the formats for programs, since a person has already
/// seen them.
pub(crate) fn print(
    reports: &[Report],
    failures: &[Failure],
    profile: &Profile,
    args: &LintArgs,
    terminal: &Terminal,
) -> Result<(), Failure> {
    match args.format {
        Format::Human => human::print(reports, profile, args, terminal),
        Format::Short | Format::Github => lines::print(reports, failures, args.format, terminal),
        Format::Json => {
            let files = reports
                .iter()
                .filter_map(|report| if let Body::Json(file) = &report.body { Some(&**file) } else { None });
            json::print(files, failures, profile, terminal)
        }
        Format::Sarif => {
            let findings = reports
                .iter()
                .filter_map(|report| if let Body::Sarif(list) = &report.body { Some(list) } else { None });
            sarif::print(findings.flatten(), failures, profile, terminal)
        }
    }
}
