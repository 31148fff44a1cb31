//! Gathers violations and finds the line and column of each.

use crate::json::Span;
use crate::rule::Rule;
use crate::violation::{Position, Severity, Violation, seen};
use structured_core::profile::Profile;

/// The violations so far.
#[derive(Debug)]
pub(crate) struct Findings<'t> {
    pub(crate) profile: &'t Profile,
    text: Option<&'t str>,
    list: Vec<(Violation, Span)>,
}

impl<'t> Findings<'t> {
    /// `text` is the text that the spans refer to, if there is one.
    pub(crate) fn new(profile: &'t Profile, text: Option<&'t str>) -> Self {
        Self { profile, text, list: Vec::new() }
    }

    pub(crate) fn add(
        &mut self,
        rule: Rule,
        severity: Severity,
        pointer: &str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (pointer, message, help) = (pointer.into(), message.into(), help.into());
        self.list.push((Violation { rule, severity, pointer, position: None, message, help }, span));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn into_list(mut self) -> Vec<Violation> {
        if let Some(text) = self.text {
            let mut in_text_order: Vec<_> = self.list.iter_mut().collect();
            in_text_order.sort_by_key(|(_, span)| span.start);
            // One pass over the text for all findings: a file may be one long line with a finding at every byte.
            let mut position = Position { span: Span::default(), line: 1, column: 1 };
            let mut at = text.len() - seen(text).len();
            for (violation, span) in in_text_order {
                let passed = text.get(at..span.start).unwrap_or_default();
                position = Position { span: *span, ..position }.after(passed);
                at = span.start.max(at);
                violation.position = Some(position);
            }
        }
        self.list.into_iter().map(|(violation, _)| violation).collect()
    }
}
