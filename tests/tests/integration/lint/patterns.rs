//! Which patterns are regular expressions: the verdicts of Python 3.11's `re.compile` on random and chosen ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use structured_core::profile::{PatternFault, pattern_fault};

#[test]
fn a_pattern_is_refused_where_python_does_not_compile_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/patterns.json");
    let verdicts: BTreeMap<String, bool> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let is_refused = |pattern: &str| matches!(pattern_fault(pattern), Some(PatternFault::NotPython(_)));
    let wrong: Vec<_> = verdicts
        .iter()
        .filter(|(pattern, compiles)| is_refused(pattern) == **compiles)
        .map(|(pattern, compiles)| (pattern, compiles, pattern_fault(pattern)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), verdicts.len());
    assert!(verdicts.len() > 400 && verdicts.values().filter(|compiles| **compiles).count() > 150);
}

#[test]
fn a_pattern_that_only_python_reads_is_told_apart() {
    for pattern in ["(?P<n>a)", r"\Aa\Z", "a++", "(?>a)", "(?i)a", "[]a]", "(?#c)a", r"\a", r"\U0001F600", "a{,2}"] {
        assert!(matches!(pattern_fault(pattern), Some(PatternFault::NotEcma(_))), "{pattern}");
    }
    for pattern in ["", "^a$", r"^\d+(\.\d{1,2})?$", "[a-zA-Z0-9_-]{1,64}", r"(a)\1", "a|b|", "[^/]+", r"\u00e9", "{a}"]
    {
        assert_eq!(pattern_fault(pattern), None, "{pattern}");
    }
}

#[test]
fn groups_nest_as_deep_as_a_pattern_needs_and_no_deeper() {
    let nested = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(pattern_fault(&nested(60)), None);
    assert_eq!(pattern_fault(&nested(100_000)), Some(PatternFault::NotPython("groups nest too deep")));
}
