//! The work on one JSON document.

use structured_core::profile::Profile;
use structured_lint::{self as lint, Document, Rule, Violation};

use crate::args::{Format, LintArgs};
use crate::checked::{Done, Work, errors};

/// Checks or mends one document.
pub(super) fn work(bytes: &[u8], profile: &Profile, args: &LintArgs) -> Work {
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
