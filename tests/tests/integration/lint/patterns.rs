//! Which patterns are regular expressions: the verdicts of Python 3.11's `re.compile` on random and chosen ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use structured_core::profile::{OPENAI, pattern_fault};

use crate::linear::{TIMES, assert_linear};

#[test]
fn a_pattern_is_refused_where_python_does_not_compile_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/patterns.json");
    let verdicts: BTreeMap<String, bool> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let refused = verdicts.iter().filter(|(_, compiles)| !**compiles);
    let taken: Vec<_> = refused.filter(|(pattern, _)| pattern_fault(pattern, &OPENAI).is_none()).collect();
    assert!(taken.is_empty(), "{} of {}: {taken:#?}", taken.len(), verdicts.len());
    // Not all that Python compiles is taken: other readers of the schema do not.
    let compiled: Vec<&String> =
        verdicts.iter().filter(|(_, compiles)| **compiles).map(|(pattern, _)| pattern).collect();
    let is_plain = |pattern: &&&String| {
        let odd =
            ["(?", "\\A", "\\Z", "\\a", "\\U", "\\0", "+", "[]", "[^]", "{,", "\\b", "\\B", "[[", "&&", "--", "{", "}"];
        let is_reference = pattern.contains(|character: char| character.is_ascii_digit()) && pattern.contains('\\');
        !is_reference && !odd.iter().any(|odd| pattern.contains(odd))
    };
    let plain: Vec<&&String> = compiled.iter().filter(is_plain).collect();
    assert!(plain.len() > 40, "{}", plain.len());
    let refused: Vec<_> =
        plain.iter().filter_map(|pattern| Some((pattern, pattern_fault(pattern, &OPENAI)?))).collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn patterns_as_people_write_them_are_taken() {
    for pattern in
        ["", "^a$", r"^\d+(\.\d{1,2})?$", "[a-zA-Z0-9_-]{1,64}", "a|b|", "[^/]+", r"\u00e9", r"^\+?[0-9 ()-]{7,20}$"]
    {
        assert_eq!(pattern_fault(pattern, &OPENAI), None, "{pattern}");
    }
}

#[test]
fn a_long_pattern_is_read_in_linear_time() {
    let many = |count: usize| (0..count).map(|index| format!("(?P<n{index}>a)")).collect();
    let kinds: [&dyn Fn(usize) -> String; 5] = [
        &|count| "(".repeat(5 * count),
        &|count| "(?P<n>a)".repeat(count),
        &|count| "[a-z]*".repeat(count),
        &|count| "a{2}".repeat(count),
        &many,
    ];
    for kind in kinds {
        assert_linear(&kind(2), &kind(500), &kind(500 * TIMES), |pattern| {
            let _ = pattern_fault(pattern, &OPENAI);
        });
    }
}
