//! Reports with one line for each finding, in the format of compilers or of GitHub Actions.

use structured_lint::{Severity, Violation};

use super::body::{Body, Report};
use super::human::diff;
use crate::args::Format;
use crate::checked::Checked;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::visible::escaped;

/// `file:line:column: error[rule] message; help`
pub(super) fn short(checked: &Checked) -> String {
    let line = |violation: &Violation| {
        let place = violation.position.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        let (name, message, help) = (escaped(&checked.name), escaped(&violation.message), escaped(&violation.help));
        let (severity, rule) = (severity(violation.severity), violation.rule.name());
        format!("{name}{place}: {severity}[{rule}] {message} (help: {help})\n")
    };
    diff(checked) + &checked.work.violations.iter().map(line).collect::<String>()
}

/// `::error file=…,line=…,col=…,title=…::message`, a workflow command.
pub(super) fn github(checked: &Checked) -> String {
    let line = |violation: &Violation| {
        let place = violation.position.map_or_else(String::new, |at| format!(",line={},col={}", at.line, at.column));
        let (name, title) = (property(&checked.name), property(violation.rule.name()));
        let text = format!("{}%0Ahelp: {}", data(&violation.message), data(&violation.help));
        format!("::{} file={name}{place},title={title}::{text}\n", severity(violation.severity))
    };
    checked.work.violations.iter().map(line).collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A text in a workflow command: without line breaks, which would end it, and with `%` escaped.
fn data(text: &str) -> String {
    escaped(text).replace('%', "%25")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

pub(super) fn print(
    reports: &[Report],
    failures: &[Failure],
    format: Format,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let (mut all, mut fixed) = (String::new(), None);
    for report in reports {
        if let Body::Lines { findings, output } = &report.body {
            all.push_str(findings);
            fixed = fixed.or(output.as_deref());
        }
    }
    if format == Format::Github {
        for failure in failures {
            all.extend(["::error::", &*data(&failure.to_string()), "\n"]);
        }
    }
    match fixed {
        // The fixed text of standard input is the output.
        Some(fixed) => {
            terminal.note(all.trim_end());
            terminal.out(|out| write!(out, "{fixed}"))
        }
        None => terminal.out(|out| write!(out, "{all}")),
    }
}
