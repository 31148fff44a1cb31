//! Checks schemas that were not derived, and mends them.
//!
//! The derive refuses what the API would refuse, so a derived schema needs no linter. One that came from a file, from
//! another language or from a run-time generator does: the API reports one mistake per request, and only in production.
//! [`check`] reports all of them at once, each with its place, in the API's words, with what to write instead;
//! [`strictify`] writes the strict form as far as it can be had without changing what the schema means.
//!
//! ```
//! use structured_core::profile;
//!
//! let schema = r#"{
//!   "type": "object",
//!   "properties": {"when": {"type": "string", "format": "date"}},
//!   "required": ["when"],
//!   "additionalProperties": false
//! }"#;
//! assert!(structured_lint::check(schema, &profile::OPENAI).is_empty());
//!
//! let violations = structured_lint::check(schema, &profile::OPENAI_2024_08);
//! assert_eq!(violations[0].pointer, "/properties/when");
//! assert!(violations[0].message.ends_with("In context=('properties', 'when'), 'format' is not permitted."));
//! ```

mod bounds;
mod check;
mod cycle;
mod document;
mod envelope;
mod finding;
mod finite;
mod help;
mod layout;
mod limits;
mod reader;
mod reference;
mod shape;
mod strictify;
mod union;
mod value;
mod violation;
mod wording;

pub use self::document::{JsonValue, Member, Span, Value};
pub use self::envelope::{Located, locate};
use self::finding::Findings;
pub use self::reader::{Document, Duplicate, MAX_LEVELS, Malformed};
pub use self::reference::resolve_ref;
pub use self::strictify::{Change, Strictified, strictify, unmendable};
pub use self::violation::{Position, Rule, Severity, Violation};
use structured_core::profile::Profile;

/// What is checked: a text, or a value that is in memory already.
///
/// Only a text has places and keeps the order of properties, which some rules are about.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// JSON text.
    Text(&'a str),
    /// The bytes of a file, which may not even be text.
    Bytes(&'a [u8]),
    /// A parsed value.
    Value(&'a serde_json::Value),
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Source<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a> From<&'a serde_json::Value> for Source<'a> {
    fn from(value: &'a serde_json::Value) -> Self {
        Self::Value(value)
    }
}

/// Everything that `profile` does not take in a schema, a response format, a tool, or a whole request body.
///
/// What is not strict by its own `"strict": false` is not checked, as the API does not check it either. The first
/// [`Severity::Error`] is the one that the API is seen to report. A text that is no JSON gives one violation of
/// [`Rule::Json`].
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

const FLATTEN: &str = "take inner objects out into `$defs`";

fn check_document(document: &Document, text: &str, profile: &Profile) -> Vec<Violation> {
    let mut findings = Findings::new(profile, Some(text));
    for Duplicate { name, pointer, second, .. } in &document.duplicates {
        let message = format!("the name `{name}` stands twice in one object, and only the last one counts");
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
    let message = format!("byte {valid} (0x{byte:02x}) is not UTF-8, and JSON is");
    let span = Span { start: valid, end: valid + 1 };
    findings.add(Rule::Json, Severity::Error, "", span, message, "save the file as UTF-8");
    findings.into_list()
}

fn check_root(root: &JsonValue, findings: &mut Findings<'_>) {
    let targets = envelope::targets(root, findings);
    if targets.is_empty() && findings.is_empty() {
        let (message, help) =
            ("there is no schema in here that is enforced", "give a schema, a response format or a tool");
        findings.add(Rule::NoSchema, Severity::Warning, "", envelope::first_byte(root), message, help);
    }
    for target in &targets {
        check::target(target, findings);
    }
}
