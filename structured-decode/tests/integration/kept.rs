//! Compiled schemas that a vocabulary keeps. Only compiling one takes many allocations.

use structured_decode::{Constraint, Vocab};

/// More than a schema takes that is kept, and far fewer than one that is compiled.
const FEW: u64 = 100;

/// The constraint to the JSON text `value` alone, and whether its schema was compiled for it.
fn constraint(value: &str, vocab: &Vocab) -> (Constraint, bool) {
    let schema = format!(r#"{{"enum":[{value}]}}"#);
    let mut constraint = None;
    let allocations = allocation_counter::measure(|| constraint = Some(Constraint::from_schema(&schema, vocab)));
    (constraint.unwrap().unwrap(), allocations.count_total > FEW)
}

#[test]
fn a_schema_that_is_asked_for_again_is_not_compiled_again() {
    let vocab = Vocab::bytes().unwrap();
    let mut compiled = 0;
    for value in ["true", "true", "null", "true"] {
        let (constraint, is_compiled) = constraint(value, &vocab);
        assert_eq!(constraint.min_tokens_to_close(), value.len());
        compiled += usize::from(is_compiled);
    }
    assert_eq!(compiled, 2);
}

#[test]
fn the_schema_that_was_not_asked_for_longest_is_forgotten_first() {
    let vocab = Vocab::bytes().unwrap();
    for index in 0..=64 {
        assert!(constraint(&format!("\"{index}\""), &vocab).1, "{index} is new");
        assert!(!constraint("\"0\"", &vocab).1, "it was requested a moment ago");
    }
    assert!(!constraint("\"2\"", &vocab).1, "63 others are newer");
    assert!(constraint("\"1\"", &vocab).1);
}

#[test]
fn a_schema_that_is_refused_is_not_kept() {
    let vocab = Vocab::bytes().unwrap();
    for _ in 0..2 {
        assert!(Constraint::from_schema(r#"{"type":"no type"}"#, &vocab).is_err());
    }
}
