//! Checking or fixing one document.

use std::borrow::Cow;

use structured_core::profile::Profile;
use structured_lint::{self as lint, Document, JsonValue, Malformed, Position, Rule, Severity, Source, Violation};

use crate::args::{Format, LintArgs};
use crate::checked::{Done, Work, errors};
use crate::formats::{FileFormat, read_yaml, without_comments};

/// Why a file with comments is not fixed.
const COMMENTS: &str = "its comments would be lost; remove them first, or apply the helps of `structured lint` by hand";

/// Why a YAML file is not fixed.
const YAML: &str = "only JSON is written; apply the helps of `structured lint` by hand";

/// Checks or fixes one document.
pub(super) fn work(bytes: &[u8], format: FileFormat, profile: &Profile, args: &LintArgs) -> Work {
    // A byte that is not UTF-8 becomes the replacement character. It is the last place that a report names.
    let text = String::from_utf8_lossy(bytes);
    let is_text = matches!(text, Cow::Borrowed(_));
    match format {
        FileFormat::Yaml if is_text => yaml(&text, profile, args),
        FileFormat::JsonWithComments if is_text => match without_comments(&text) {
            Cow::Borrowed(_) => json(bytes, profile, args),
            Cow::Owned(json) => foreign(&text, Source::Text(&json), has_schemas(&json), COMMENTS, profile, args),
        },
        _ => json(bytes, profile, args),
    }
}

fn json(bytes: &[u8], profile: &Profile, args: &LintArgs) -> Work {
    if args.fix {
        let fixed = lint::strictify(bytes, profile);
        let has_schema = has_schema(&fixed.left, || has_schemas(&fixed.text));
        let changes = fixed.changes.into_iter().map(|change| Done { line: None, change }).collect();
        return Work { text: fixed.text, violations: fixed.left, changes, has_schema, ..Work::default() };
    }
    let violations = lint::check(bytes, profile);
    let fixable = match args.format {
        Format::Human if !violations.is_empty() => {
            errors(&violations).saturating_sub(lint::count_unfixable(bytes, profile))
        }
        _ => 0,
    };
    let text = String::from_utf8_lossy(bytes).into_owned();
    let has_schema = has_schema(&violations, || has_schemas(&text));
    Work { text, violations, fixable, has_schema, ..Work::default() }
}

fn yaml(text: &str, profile: &Profile, args: &LintArgs) -> Work {
    match read_yaml(text) {
        Ok(root) => {
            let has_schemas = !lint::find_schemas(&root).is_empty();
            foreign(text, Source::Tree { root: &root, text }, has_schemas, YAML, profile, args)
        }
        Err(malformed) => {
            let violations = Vec::from([not_yaml(&malformed, text)]);
            Work { text: text.to_owned(), violations, has_schema: true, ..Work::default() }
        }
    }
}

/// Checks a document that is not fixed in place.
fn foreign(
    text: &str,
    source: Source<'_>,
    has_schemas: bool,
    why: &'static str,
    profile: &Profile,
    args: &LintArgs,
) -> Work {
    let violations = lint::check(source, profile);
    let is_fixable = args.fix && !violations.is_empty() && lint::count_unfixable(source, profile) < errors(&violations);
    let has_schema = has_schema(&violations, || has_schemas);
    Work { text: text.to_owned(), violations, unfixable: is_fixable.then_some(why), has_schema, ..Work::default() }
}

fn not_yaml(malformed: &Malformed, text: &str) -> Violation {
    let rule = if malformed.too_deep { Rule::Depth } else { Rule::Json };
    let position = Some(Position::of(malformed.span, text));
    let (message, help) = (malformed.what.clone(), malformed.help.clone());
    Violation::new(rule, Severity::Error, position, message, help)
}

/// Whether there was anything to check. The violations show that, unless a schema has strict mode off.
fn has_schema(violations: &[Violation], is_located: impl FnOnce() -> bool) -> bool {
    let is_there = |rule| violations.iter().any(|violation| violation.rule == rule);
    if is_there(Rule::NotStrict) { is_located() } else { !is_there(Rule::NoSchema) }
}

fn has_schemas(text: &str) -> bool {
    let located = |root: &JsonValue| !lint::find_schemas(root).is_empty();
    Document::read(text).is_ok_and(|document| located(&document.root))
}
