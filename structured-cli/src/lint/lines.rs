//! JSON Lines: files with one document on each line, such as batches of requests.

use structured_core::profile::Profile;
use structured_lint::{Rule, Violation};

use super::document::work as work_on_any;
use crate::args::LintArgs;
use crate::checked::{Done, Work};
use crate::formats::FileFormat;

fn work_on_document(bytes: &[u8], profile: &Profile, args: &LintArgs) -> Work {
    work_on_any(bytes, FileFormat::Json, profile, args)
}

/// Checks or fixes each line. Places and texts are those of the whole file.
pub(super) fn work(bytes: &[u8], profile: &Profile, args: &LintArgs) -> Work {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return work_on_document(bytes, profile, args);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return not_text(bytes, profile, args) };
    let mut whole = Whole::default();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let document = line.trim_end_matches(['\n', '\r']);
        if !document.trim().is_empty() {
            whole.add(index, work_on_document(document.as_bytes(), profile, args));
        }
        whole.work.text.push_str(&line[if document.trim().is_empty() { 0 } else { document.len() }..]);
    }
    whole.finish()
}

/// A file with a byte that is not UTF-8 is checked up to that byte, and not fixed: places after it cannot be
/// determined.
fn not_text(bytes: &[u8], profile: &Profile, args: &LintArgs) -> Work {
    let args = LintArgs { fix: false, paths: Vec::new(), profile: args.profile.clone(), ..*args };
    let mut whole = Whole::default();
    for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let document = line.strip_suffix(b"\n").unwrap_or(line);
        if document.iter().all(u8::is_ascii_whitespace) {
            whole.work.text.push_str(&String::from_utf8_lossy(document));
        } else {
            whole.add(index, work_on_document(document, profile, &args));
        }
        if std::str::from_utf8(line).is_err() {
            break;
        }
        whole.work.text.push('\n');
    }
    let mut work = whole.finish();
    work.text = String::from_utf8_lossy(bytes).into_owned();
    work
}

/// The results of the lines so far.
#[derive(Default)]
struct Whole {
    work: Work,
}

impl Whole {
    /// Adds the result of the line `index`, which comes after all lines so far.
    fn add(&mut self, index: usize, line: Work) {
        let offset = self.work.text.len();
        self.work.text.push_str(&line.text);
        self.work.violations.extend(line.violations.into_iter().map(|violation| moved(violation, index, offset)));
        let changes = line.changes.into_iter();
        self.work.changes.extend(changes.map(|done| Done { line: Some(index + 1), ..done }));
        self.work.fixable += line.fixable;
        self.work.has_schema |= line.has_schema;
    }

    /// A line without a schema is reported only if no line has one.
    fn finish(mut self) -> Work {
        let mut is_said = self.work.has_schema;
        self.work
            .violations
            .retain(|violation| violation.rule != Rule::NoSchema || !std::mem::replace(&mut is_said, true));
        self.work
    }
}

fn moved(mut violation: Violation, lines: usize, bytes: usize) -> Violation {
    if let Some(position) = &mut violation.position {
        position.line += lines;
        position.span.start += bytes;
        position.span.end += bytes;
    }
    violation
}
