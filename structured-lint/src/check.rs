//! Checking a document: read it, find the schemas in it, apply the rules to each.

use crate::envelope;
use crate::finding::Findings;
use crate::json::{Document, Duplicate, FLATTEN, JsonValue, MAX_LEVELS, Malformed, Span};
use crate::rule::Rule;
use crate::rules;
use crate::source::Source;
use crate::violation::{Severity, Violation};
use structured_core::profile::Profile;

/// Reports everything that `profile` does not accept in a document: a schema, a response format, a tool, a list of
/// tools, a request body or an `OpenAPI` document.
///
/// A schema with `"strict": false` beside it is not checked, as the API does not check it either. The first
/// [`Severity::Error`] is the one that the API reports. A text that is not JSON gives one violation of [`Rule::Json`].
///
/// ```
/// use structured_core::profile::OPENAI;
/// use structured_lint::check;
///
/// let schema = r#"{"type": "object", "properties": {"a": {"type": "strng"}}, "required": ["a"], "additionalProperties": false}"#;
/// let violations = check(schema, &OPENAI);
/// assert_eq!(violations.len(), 1);
/// assert_eq!(violations[0].rule.name(), "not-a-schema");
/// assert!(violations[0].help.starts_with(r#"write `"string"`"#));
/// ```
#[must_use]
#[expect(single_use_lifetimes, reason = "anonymous lifetimes in `impl Trait` are unstable")]
pub fn check<'a>(schema: impl Into<Source<'a>>, profile: &Profile) -> Vec<Violation> {
    match schema.into() {
        Source::Text(text) => match Document::read(text) {
            Ok(document) => check_document(&document, text, profile),
            Err(malformed) => check_malformed(&malformed, text, profile),
        },
        Source::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => check(text, profile),
            Err(error) => check_not_utf8(bytes, error.valid_up_to(), profile),
        },
        Source::Tree { root, text } => {
            let mut findings = Findings::new(profile, Some(text));
            check_root(root, &mut findings);
            findings.into_list()
        }
        Source::Value(value) => {
            let mut findings = Findings::new(profile, None);
            if let Some(root) = JsonValue::from_json(value) {
                check_root(&root, &mut findings);
            } else {
                let message = format!("values nest more than {MAX_LEVELS} levels deep");
                findings.add(Rule::Depth, Severity::Error, "", Span::default(), message, FLATTEN);
            }
            findings.into_list()
        }
    }
}

fn check_document(document: &Document, text: &str, profile: &Profile) -> Vec<Violation> {
    let mut findings = Findings::new(profile, Some(text));
    for Duplicate { name, pointer, second, .. } in &document.duplicates {
        let message = format!("the name `{name}` appears twice in one object, and only the last one counts");
        findings.add(Rule::DuplicateName, Severity::Error, pointer, *second, message, "remove one of the two");
    }
    check_root(&document.root, &mut findings);
    findings.into_list()
}

fn check_malformed(malformed: &Malformed, text: &str, profile: &Profile) -> Vec<Violation> {
    let mut findings = Findings::new(profile, Some(text));
    let rule = if malformed.too_deep { Rule::Depth } else { Rule::Json };
    findings.add(rule, Severity::Error, "", malformed.span, &*malformed.what, &*malformed.help);
    findings.into_list()
}

fn check_not_utf8(bytes: &[u8], valid: usize, profile: &Profile) -> Vec<Violation> {
    let (before, rest) = bytes.split_at(valid);
    let before = std::str::from_utf8(before).unwrap_or_default();
    let mut findings = Findings::new(profile, Some(before));
    let byte = rest.first().copied().unwrap_or_default();
    let message = format!("byte {valid} (0x{byte:02x}) is not valid UTF-8, which JSON must be");
    let span = Span { start: valid, end: valid + 1 };
    findings.add(Rule::Json, Severity::Error, "", span, message, "save the file as UTF-8");
    findings.into_list()
}

/// The kinds of documents that are recognized.
const LOOKED_FOR: &str = "looked for a JSON Schema with keywords at the top, a response format, tools (`parameters`, \
     `input_schema`, `inputSchema`), a request body, and an OpenAPI document with `components/schemas`";

fn check_root(root: &JsonValue, findings: &mut Findings<'_>) {
    let targets = envelope::targets(root, findings);
    if targets.is_empty() && findings.is_empty() {
        let message = "this document contains no schema that is enforced";
        findings.add(Rule::NoSchema, Severity::Warning, "", envelope::first_byte(root), message, LOOKED_FOR);
    }
    for target in &targets {
        rules::target(target, findings);
    }
}

/// What `profile` does not accept in a document that was not read from a text.
pub(crate) fn violations_in(root: &JsonValue, profile: &Profile) -> Vec<Violation> {
    let mut findings = Findings::new(profile, None);
    check_root(root, &mut findings);
    findings.into_list()
}

/// How many of `violations` the API refuses.
pub(crate) fn count_errors(violations: &[Violation]) -> usize {
    violations.iter().filter(|violation| violation.severity == Severity::Error).count()
}
