//! The linter. Only this file names the crate that it comes from.

use structured_core::profile::Profile;
pub use structured_lint::Violation;
pub(crate) use structured_lint::{
    Document, JsonValue, MAX_LEVELS, Position, Rule, Severity, Span, Value, escape_pointer, resolve_ref,
};

/// Everything that `profile` refuses in the schema of `envelope` (a response format or a function tool).
///
/// Mistakes in the envelope itself are excluded: [`rules`](crate::rules) reports them, with the place in the request.
pub(crate) fn refusals(envelope: &str, profile: &Profile) -> Vec<Violation> {
    let mut violations = structured_lint::check(envelope, profile);
    violations.retain(|violation| !matches!(violation.rule, Rule::Envelope | Rule::Name | Rule::NotStrict));
    violations
}
