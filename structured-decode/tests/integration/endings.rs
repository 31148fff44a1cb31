//! Endings: what closes an answer, in how many tokens, wherever it is.

use structured_decode::{Constraint, Step, Vocab};

use crate::walk::{Random, chunky};

/// A random schema of nested objects and lists; about every other object has a shortest text of more than 64 bytes.
fn schema(random: &mut Random, levels: usize) -> String {
    let kinds = if levels == 0 { 4 } else { 8 };
    match random.below(kinds) {
        0 => r#"{"type":"string"}"#.to_owned(),
        1 => r#"{"type":"integer"}"#.to_owned(),
        2 => format!(r#"{{"type":"string","minLength":{}}}"#, random.below(90)),
        3 => r#"{"enum":["red","green",null,12]}"#.to_owned(),
        4 => format!(
            r#"{{"type":"array","items":{},"minItems":{}}}"#,
            schema(random, levels - 1),
            random.below(1 + 8 * levels)
        ),
        5 => format!(r#"{{"anyOf":[{},{{"type":"null"}}]}}"#, object(random, levels - 1)),
        6 => format!(r#"{{"anyOf":[{},{}]}}"#, object(random, levels - 1), object(random, levels - 1)),
        _ => object(random, levels - 1),
    }
}

fn object(random: &mut Random, levels: usize) -> String {
    let most = if random.below(4) == 0 { 30 } else { 4 };
    let count = 1 + random.below(most);
    let properties: Vec<String> = (0..count)
        .map(|at| format!(r#""{}{at}":{}"#, "name".repeat(random.below(3)), schema(random, levels)))
        .collect();
    format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
}

/// Closes an answer to the schema of `seed` at random places, and checks how.
fn check(seed: u64, vocab: &Vocab, cut: usize) {
    let mut random = Random(seed);
    let schema = object(&mut random, 3);
    let Ok(fresh) = Constraint::from_schema(&schema, vocab) else { return };
    let mut constraint = fresh.clone();
    let mut logits = vec![0.0; vocab.len()];
    for _ in 0..6 {
        check_ending(&constraint, vocab, &schema, cut);
        for _ in 0..random.below(12) {
            logits.fill(0.0);
            constraint.mask(&mut logits).unwrap();
            let allowed: Vec<u32> =
                (0..).zip(&logits).filter(|(_, logit)| logit.is_finite()).map(|(id, _)| id).collect();
            if constraint.accept(allowed[random.below(allowed.len())]).unwrap() == Step::Done {
                return check_ending(&constraint, vocab, &schema, cut);
            }
        }
    }
}

fn check_ending(constraint: &Constraint, vocab: &Vocab, schema: &str, cut: usize) {
    let close = constraint.close();
    assert_eq!(close.len(), constraint.min_tokens_to_close(), "{schema}");
    let text = vocab.decode(&close);
    let fewest = vocab.spell(&text).unwrap().len();
    // For each object and list that ends, one token may be cut in two. In a vocabulary of a model the halves are nearly always
    // tokens themselves; in this one each byte may have to be.
    let ends = text.iter().filter(|byte| matches!(byte, b'}' | b']')).count();
    assert!(
        close.len() <= fewest + cut * ends,
        "{} tokens instead of {fewest}: {}\n{schema}",
        close.len(),
        text.escape_ascii()
    );
    if close.is_empty() {
        return assert!(constraint.is_done());
    }
    assert!(constraint.clone().with_budget(close.len() - 1).is_err(), "{schema}");
    // With the least budget, whatever is chosen ends in time: here the last token that is left.
    let mut tight = constraint.clone().with_budget(close.len()).unwrap();
    let mut logits = vec![0.0; vocab.len()];
    for left in (0..close.len()).rev() {
        logits.fill(0.0);
        tight.mask(&mut logits).unwrap_or_else(|error| panic!("{error} with {left} tokens left\n{schema}"));
        let token = (0..).zip(&logits).filter(|(_, logit)| logit.is_finite()).map(|(id, _)| id).last().unwrap();
        if tight.accept(token).unwrap() == Step::Done {
            break;
        }
    }
    assert!(tight.is_done(), "{schema}");
    // And so does what `close` returned.
    let mut closed = constraint.clone().with_budget(close.len()).unwrap();
    for token in close {
        let _ = closed.accept(token).unwrap_or_else(|error| panic!("{error}\n{schema}"));
    }
    assert!(closed.is_done(), "{schema}");
}

#[test]
fn an_answer_can_be_closed_anywhere_in_nearly_the_fewest_tokens_and_within_as_many() {
    let vocab = chunky();
    let cases = std::env::var("STRUCTURED_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(30);
    (0..cases).for_each(|seed| check(seed, &vocab, 7));
}

#[test]
fn the_tokens_of_o200k_close_an_answer_anywhere() {
    let vocab = Vocab::o200k().unwrap();
    (1_000..1_006).for_each(|seed| check(seed, &vocab, 2));
}

/// Each of them alone would be spelled in fewer tokens together with what follows.
#[test]
fn small_objects_are_closed_in_the_fewest_tokens() {
    let vocab = chunky();
    let schema = r#"{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"array",
        "items":{"type":"string"}},"c":{"type":"string"}}}}}"#;
    let close = Constraint::from_schema(schema, &vocab).unwrap().close();
    assert_eq!(close.len(), vocab.spell(&vocab.decode(&close)).unwrap().len());
}
