//! Which patterns are regular expressions: the verdicts of Python 3.11's `re.compile` on random and chosen ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use structured_core::profile::{OPENAI, pattern_fault};
use structured_lint::{Rule, Severity};

/// How severe the linter finds a pattern, and in which words.
fn verdict(pattern: &str) -> Option<(Severity, String)> {
    let pattern = serde_json::to_string(pattern).unwrap();
    let schema = format!(
        r#"{{"type":"object","properties":{{"p":{{"type":"string","pattern":{pattern}}}}},"required":["p"],"additionalProperties":false}}"#
    );
    let found = structured_lint::check(&schema, &OPENAI);
    found.into_iter().find(|violation| violation.rule == Rule::Pattern).map(|found| (found.severity, found.message))
}

/// Whether the linter reports that the API does not compile the pattern.
fn is_refused(pattern: &str) -> bool {
    verdict(pattern).is_some_and(|(_, message)| message.contains("is not a 'regex'"))
}

#[test]
fn a_pattern_is_refused_where_python_does_not_compile_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/patterns.json");
    let verdicts: BTreeMap<String, bool> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let wrong: Vec<_> = verdicts
        .iter()
        .filter(|(pattern, compiles)| is_refused(pattern) == **compiles)
        .map(|(pattern, compiles)| (pattern, compiles, verdict(pattern)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), verdicts.len());
    assert!(verdicts.len() > 400 && verdicts.values().filter(|compiles| **compiles).count() > 150);
}

#[test]
fn the_derive_refuses_every_pattern_that_python_does_not_compile() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/patterns.json");
    let verdicts: BTreeMap<String, bool> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let taken: Vec<_> = verdicts
        .iter()
        .filter(|(pattern, compiles)| !**compiles && pattern_fault(pattern, &OPENAI).is_none())
        .map(|(pattern, _)| pattern)
        .collect();
    assert!(taken.is_empty(), "{} of {}: {taken:#?}", taken.len(), verdicts.len());
}

#[test]
fn a_pattern_that_only_python_reads_is_a_warning() {
    for pattern in ["(?P<n>a)", r"\Aa\Z", "a++", "(?>a)", "(?i)a", "[]a]", "(?#c)a", r"\a", r"\U0001F600", "a{,2}"] {
        assert_eq!(verdict(pattern).map(|(severity, _)| severity), Some(Severity::Warning), "{pattern}");
    }
    for pattern in ["", "^a$", r"^\d+(\.\d{1,2})?$", "[a-zA-Z0-9_-]{1,64}", "a|b|", "[^/]+", r"\u00e9"] {
        assert_eq!(verdict(pattern), None, "{pattern}");
    }
}

#[test]
fn groups_nest_as_deep_as_a_pattern_needs_and_no_deeper() {
    let nested = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(verdict(&nested(60)), None);
    assert!(is_refused(&nested(100_000)));
}
