//! The state of a check, which all rules share: the schema, the current place, and the findings.

use std::rc::Rc;

use crate::envelope::Target;
use crate::finding::Findings;
use crate::json::{Span, escape_pointer};
use crate::rule::Rule;
use crate::schema::references::References;
use crate::violation::Severity;

pub(super) struct Checker<'a, 'f, 't> {
    pub(super) target: &'a Target<'a>,
    pub(super) references: Rc<References<'a>>,
    pub(super) findings: &'f mut Findings<'t>,
    /// The path from the root of the schema, in the API's words, which are also the parts of the JSON pointer.
    pub(super) path: Vec<String>,
    /// Whether the root itself was reported, so that consequences are not reported again.
    pub(super) is_root_refused: bool,
    /// How many more times the whole schema may be searched for the place that a reference names.
    pub(super) searches: usize,
}

impl Checker<'_, '_, '_> {
    /// Reports a violation at the current place.
    pub(super) fn error(&mut self, rule: Rule, span: Span, message: String, help: impl Into<String>) {
        self.add(rule, Severity::Error, span, message, help);
    }

    /// Whether the walk is at the root of a separate schema.
    pub(super) fn is_at_root(&self) -> bool {
        self.path.is_empty() && self.target.component.is_none()
    }

    pub(super) fn add(&mut self, rule: Rule, severity: Severity, span: Span, message: String, help: impl Into<String>) {
        let pointer = self.pointer();
        self.findings.add(rule, severity, &pointer, span, message, help);
    }

    pub(super) fn pointer(&self) -> String {
        let mut pointer = self.target.pointer.clone();
        for part in &self.path {
            pointer.push('/');
            pointer.push_str(&escape_pointer(part));
        }
        pointer
    }

    /// Reports a violation, with a message that names the place.
    pub(super) fn error_in(&mut self, rule: Rule, span: Span, sentence: &str, help: impl Into<String>) {
        let message = self.target.prefix.message_in(&self.path, sentence);
        self.error(rule, span, message, help);
    }

    /// A sentence about the current place, for the sentences that the API writes without `In `.
    pub(super) fn message_of(&self, sentence: &str) -> String {
        self.target.prefix.message_of(&self.path, sentence)
    }

    pub(super) fn not_a_schema(&mut self, span: Span, help: impl Into<String>) {
        self.error(Rule::NotASchema, span, self.target.prefix.not_a_schema(), help);
    }

    /// Descends one or two steps.
    pub(super) fn within(&mut self, parts: &[&str], then: impl FnOnce(&mut Self)) {
        let depth = self.path.len();
        self.path.extend(parts.iter().map(ToString::to_string));
        then(self);
        self.path.truncate(depth);
    }

    pub(super) fn is_strict(&self) -> bool {
        self.findings.profile.strict
    }

    /// Whether this is the root, and it was reported.
    pub(super) fn is_at_refused_root(&self) -> bool {
        self.is_root_refused && self.path.is_empty()
    }
}
