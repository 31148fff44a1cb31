//! Which patterns are regular expressions: the verdicts of Python 3.11's `re.compile` and of ECMA 262 on random and chosen
//! ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use structured_core::profile::{OPENAI, pattern_fault};
use structured_lint::{Severity, Violation};

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

/// Which engines compile a pattern: Python 3.11's `re`, and ECMA 262 as `new RegExp` of V8 with and without the flag `u`.
#[derive(serde::Deserialize)]
struct Readers {
    python: bool,
    unicode: bool,
    ecma: bool,
}

fn readers() -> BTreeMap<String, Readers> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pattern_readers.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// What the linter finds wrong with a pattern.
fn found(pattern: &str) -> Vec<Violation> {
    let schema = serde_json::json!({
        "type": "object",
        "properties": {"p": {"type": "string", "pattern": pattern}},
        "required": ["p"],
        "additionalProperties": false,
    });
    structured_lint::check(&schema.to_string(), &OPENAI)
}

#[test]
fn the_words_of_the_api_are_reported_for_what_python_does_not_compile_and_for_nothing_else() {
    for (pattern, readers) in readers() {
        let found = found(&pattern);
        let is_refused = found.iter().any(|violation| violation.message.contains("is not a 'regex'"));
        let is_unmatched =
            found.iter().any(|violation| violation.message.contains("no engine of constrained decoding"));
        // Whether Python compiles what no engine can match is of no interest.
        assert!(is_unmatched || is_refused != readers.python, "{pattern}: {found:?}");
    }
}

#[test]
fn a_warning_names_the_engines_that_do_not_read_the_pattern() {
    let mut warnings = [0, 0];
    for (pattern, readers) in readers() {
        let found = found(&pattern);
        let warning = found.iter().find(|violation| violation.severity == Severity::Warning);
        let is_error = found.iter().any(|violation| violation.severity == Severity::Error);
        if warning.is_some_and(|warning| warning.message.contains("ECMA 262")) {
            // Without the flag `u`, letters after a backslash stand for themselves and brackets close other classes.
            assert!(
                readers.python && (!readers.unicode || pattern.contains("[]") || pattern.contains("[^]")),
                "{pattern}"
            );
            warnings[0] += 1;
        } else {
            assert!(is_error || readers.ecma, "{pattern}: ECMA 262 does not read it");
        }
        if warning.is_some_and(|warning| warning.message.contains("Rust's")) {
            // It reads a possessive repetition as two repetitions.
            let is_possessive = warning.is_some_and(|warning| warning.message.contains("`+`"));
            assert!(is_possessive || regex_syntax::parse(&pattern).is_err(), "{pattern}: the crate `regex` reads it");
            warnings[1] += 1;
        }
    }
    assert!(warnings[0] > 50 && warnings[1] > 20, "{warnings:?}");
}

#[test]
fn each_feature_that_only_python_reads_is_a_warning_with_what_to_write_instead() {
    for (pattern, feature, rust, help) in [
        ("^(?P<n>a)$", "`(?P<`", true, "leave the name out"),
        (r"\Aabc\Z", r"`\A`, `\Z`", false, "use `^`"),
        ("(?i)abc", "`(?i)`", true, "without flags"),
        ("(?>a|b)c", "`(?>`", false, "use `(?:`"),
        ("a++", "`+`", false, "leave out the `+`"),
        ("[]a]", "`[]`", true, r"write `\]`"),
    ] {
        let found = found(pattern);
        let [warning] = &found[..] else { panic!("{pattern}: {found:?}") };
        assert_eq!(warning.severity, Severity::Warning, "{pattern}");
        assert!(warning.message.contains(feature), "{pattern}: {}", warning.message);
        assert_eq!(warning.message.contains("Rust's"), !rust, "{pattern}: {}", warning.message);
        assert!(warning.help.contains(help), "{pattern}: {}", warning.help);
        assert_eq!(regex_syntax::parse(pattern).is_ok(), rust || pattern == "a++", "{pattern}");
    }
}
