//! The derive and the linter apply the same rules: the linter reports nothing for a schema that the derive makes.

use structured_core::profile::{LLAMA_CPP, OPENAI, OPENAI_2024_08, Profile};
use structured_lint::{Rule, Violation};
use structured_tests::types::{Accepted, accepted_types};

/// The profile of the type.
fn profile(accepted: &Accepted) -> &'static Profile {
    match (accepted.family, accepted.name) {
        ("profile", "Tree" | "Lax") => &LLAMA_CPP,
        ("profile", _) => &OPENAI,
        _ => &OPENAI_2024_08,
    }
}

/// Whether a violation concerns the root. A component that is rendered alone does not have to be a root.
fn is_about_the_root(violation: &Violation) -> bool {
    violation.pointer.is_empty() && matches!(violation.rule, Rule::RootType | Rule::RootUnion)
}

#[test]
fn the_linter_has_nothing_to_report_in_any_derived_schema() {
    let mut reported = Vec::new();
    for accepted in accepted_types() {
        let violations = structured_lint::check(accepted.schema, profile(&accepted));
        let is_root = accepted.schema.starts_with("{\"type\":\"object\"");
        for violation in violations.iter().filter(|violation| is_root || !is_about_the_root(violation)) {
            let Accepted { family, name, schema, .. } = accepted;
            reported.push(format!("{family}::{name}: {violation:?}\n  {schema}"));
        }
    }
    assert!(reported.is_empty(), "{} violations:\n{}", reported.len(), reported.join("\n"));
}
