//! The linter, as this crate uses it: the only file that names where it comes from.

use structured_core::profile::Profile;
pub use structured_lint::Violation;
pub(crate) use structured_lint::{
    Document, JsonValue, MAX_LEVELS, Position, Rule, Severity, Span, Value, escape_pointer, resolve_ref,
};

/// Everything that `profile` refuses in the schema that `envelope` (a response format or a function tool) carries.
///
/// What is wrong with the envelope itself is left out: [`rules`](crate::rules) reports it, with the place in the request.
pub(crate) fn refusals(envelope: &str, profile: &Profile) -> Vec<Violation> {
    let mut violations = structured_lint::check(envelope, profile);
    violations.retain(|violation| !matches!(violation.rule, Rule::Envelope | Rule::Name | Rule::NotStrict));
    violations
}
