//! The lines on standard error.

use std::io::Write;

use crate::linter::Severity;
use crate::options::Log;
use crate::record::Request;

/// Writes a line about `request`. Its content is included only if the options ask for it.
pub(crate) fn write(log: Log, request: &Request) {
    if log == Log::Nothing {
        return;
    }
    let names: Vec<&str> = request.schemas().iter().map(|schema| schema.name.as_str()).collect();
    let mut line =
        format!("{} {} {} {} {}", request.status(), request.method(), request.path(), request.model(), names.join(","));
    line.truncate(line.trim_end().len());
    if let Some(message) = request.error() {
        line.push_str(": ");
        line.push_str(message);
    }
    line.push('\n');
    for violation in request.verdict().map(|verdict| verdict.violations.as_slice()).unwrap_or_default() {
        let kind = if violation.severity == Severity::Error { "error" } else { "warning" };
        line.extend([
            "    ",
            kind,
            " ",
            &violation.pointer,
            ": ",
            &violation.message,
            "; help: ",
            &violation.help,
            "\n",
        ]);
    }
    if log == Log::Content {
        line.extend(["    request: ", request.body(), "\n"]);
        if let Some(answer) = request.answer() {
            line.extend(["    answer: ", &answer, "\n"]);
        }
    }
    // If nobody reads standard error, nothing can be done about it.
    let _nobody_reads = std::io::stderr().write_all(line.as_bytes());
}
