//! What the crate promises, a module per subject.

mod cheap;
mod combined;
mod endings;
mod exact;
mod formats;
mod generation;
mod gguf;
mod guarantee;
mod hostile;
mod kept;
mod limits;
mod multiples;
mod patterns;
mod walk;

use structured_decode::{Constraint, Step, Vocab};

/// Whether the constraint takes `text` to the last byte, and is complete then.
fn admits(constraint: &Constraint, text: &str) -> bool {
    let mut constraint = constraint.clone();
    let mut last = Step::Continue;
    for byte in text.bytes() {
        let mut logits = vec![0.0f32; 257];
        let masked = constraint.mask(&mut logits).is_err() || logits[usize::from(byte)].is_infinite();
        let accepted = constraint.accept(u32::from(byte));
        assert_eq!(accepted.is_err(), masked, "a token is refused if and only if it is masked");
        let Ok(step) = accepted else { return false };
        last = step;
    }
    last == Step::Done
}

/// The constraint to an object whose property `v` is of this schema.
fn of_value(schema: &str) -> Constraint {
    Constraint::from_schema(&object(schema), &Vocab::bytes().unwrap()).unwrap()
}

/// The schema of an object whose property `v` is of this one.
fn object(schema: &str) -> String {
    format!(r#"{{"type":"object","properties":{{"v":{schema}}},"required":["v"],"additionalProperties":false}}"#)
}

fn assert_values(constraint: &Constraint, admitted: &[&str], refused: &[&str]) {
    for value in admitted {
        assert!(admits(constraint, &format!(r#"{{"v":{value}}}"#)), "{value} must be admitted");
    }
    for value in refused {
        assert!(!admits(constraint, &format!(r#"{{"v":{value}}}"#)), "{value} must be refused");
    }
}
