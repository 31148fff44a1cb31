//! `cargo bench -p structured-decode --bench budget`: what a budget costs, on the 200,000 tokens of o200k.
//!
//! Far from its end a budget is compared with none: the masks of one answer, in turns within one run, and the median of the
//! ratios. Near its end, the longest and the median mask of an answer that has the least budget there is, and of one with
//! more, which a greedy sampler spends.

#![expect(clippy::print_stdout, reason = "its output is what it is run for")]

use std::fmt::Write;
use std::time::{Duration, Instant};

use structured_decode::{Constraint, Step, Vocab};

/// Masks of an answer that are compared.
const TURNS: usize = 15;

fn main() {
    let vocab = Vocab::o200k().expect("a built-in vocabulary can be built");
    println!("far from the end of the budget: time of all masks of an answer, beside none");
    let text = "It is a text of some words, as models write them. ".repeat(4);
    for size in [200, 2_000] {
        let bounded = object(1, &format!(r#"{{"type":"string","maxLength":{size}}}"#));
        far(
            &vocab,
            &format!("a string of at most {size} characters"),
            &bounded,
            &format!(r#"{{"p0":"{}"}}"#, &text[..190]),
        );
    }
    far(&vocab, "a recursion", include_str!("../tests/schemas/seed_ui_root_recursion.json"), UI);
    for size in [20, 500] {
        let answer = answer(size, "A text of some words.");
        far(&vocab, &format!("{size} properties"), &object(size, r#"{"type":"string"}"#), &answer);
    }
    println!("near the end of the budget: the masks of an answer");
    for size in [500, 5_000] {
        near(&vocab, &format!("{size} strings"), &object(size, r#"{"type":"string"}"#));
    }
    for size in [500, 5_000] {
        near(&vocab, &format!("{size} bounded strings"), &object(size, r#"{"type":"string","maxLength":40}"#));
    }
    for size in [500, 5_000] {
        near(&vocab, &format!("{size} integers"), &object(size, r#"{"type":"integer"}"#));
    }
    for size in [500, 5_000] {
        let inner = object(size, r#"{"type":"string"}"#);
        let listed = format!(r#"{{"type":"array","items":{{"anyOf":[{inner},{{"type":"null"}}]}},"minItems":20}}"#);
        near(&vocab, &format!("a list of {size} strings or null"), &object(1, &listed));
    }
}

const UI: &str = r#"{"type": "form", "label": "Sign in", "children": [{"type": "field", "label": "Name", "children": [], "attributes": []}], "attributes": [{"name": "id", "value": "1"}]}"#;

/// An object with so many properties of one schema.
fn object(size: usize, schema: &str) -> String {
    let mut properties = String::new();
    for index in 0..size {
        let _ = write!(properties, r#"{}"p{index}":{schema}"#, if index > 0 { "," } else { "" });
    }
    format!(r#"{{"type":"object","properties":{{{properties}}}}}"#)
}

fn answer(size: usize, text: &str) -> String {
    let members: Vec<String> = (0..size).map(|index| format!(r#""p{index}": "{text}""#)).collect();
    format!("{{{}}}", members.join(", "))
}

fn far(vocab: &Vocab, name: &str, schema: &str, answer: &str) {
    let fresh = Constraint::from_schema(schema, vocab).expect("the schema compiles");
    let tokens = vocab.spell(answer.as_bytes()).expect("every byte is a token");
    let mut logits = vec![0.0; vocab.len()];
    let mut pairs = Vec::new();
    for turn in 0..TURNS {
        let mut both = [fresh.clone().with_budget(100_000).expect("the answer fits"), fresh.clone()];
        let mut took = [Duration::ZERO; 2];
        for (at, &token) in tokens.iter().enumerate() {
            // Side by side, and each of them first every other time.
            for which in if (turn + at) % 2 == 0 { [0, 1] } else { [1, 0] } {
                let start = Instant::now();
                both[which].mask(&mut logits).expect("the answer is admitted");
                took[which] += start.elapsed();
                let _ = both[which].accept(token).expect("the answer is admitted");
            }
        }
        pairs.push((took[0].as_secs_f64() / took[1].as_secs_f64(), took[0], took[1]));
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, with, without) = pairs[TURNS / 2];
    let each = |time: Duration| time / u32::try_from(tokens.len()).unwrap_or(1);
    println!("  {name}: {ratio:.2} times ({:.1?} and {:.1?} a mask)", each(with), each(without));
}

fn near(vocab: &Vocab, name: &str, schema: &str) {
    let fresh = Constraint::from_schema(schema, vocab).expect("the schema compiles");
    let start = Instant::now();
    let least = fresh.min_tokens_to_close();
    let first = start.elapsed();
    let mut logits = vec![0.0; vocab.len()];
    for more in [0, 30, 1_000] {
        // The walk is the same each time; what else the machine does is not.
        let walks: Vec<[Vec<Duration>; 2]> = (0..5).map(|_| greedy(vocab, &fresh, least + more, &mut logits)).collect();
        let least_of = |part: usize| {
            let fastest = |at: usize| walks.iter().map(|walk| walk[part][at]).min().unwrap_or_default();
            let mut all: Vec<Duration> = (0..walks[0][part].len()).map(fastest).collect();
            all.sort_unstable();
            (all[all.len() - 1], all[all.len() / 2])
        };
        let ((mask, mask_median), (accept, accept_median)) = (least_of(0), least_of(1));
        println!(
            "  {name}, {more} tokens more than the least of {least}: {mask:.2?} at most, {mask_median:.2?} in the median; \
             accept {accept:.2?}, {accept_median:.2?}; the least budget is found in {first:.2?}"
        );
    }
}

/// How long each mask and each `accept` takes while a sampler takes the longest token that is left.
fn greedy(vocab: &Vocab, fresh: &Constraint, budget: usize, logits: &mut [f32]) -> [Vec<Duration>; 2] {
    let mut constraint = fresh.clone().with_budget(budget).expect("it is at least the least budget");
    let (mut masks, mut accepts) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        logits.fill(0.0);
        let start = Instant::now();
        constraint.mask(logits).expect("some token is left");
        masks.push(start.elapsed());
        let allowed = (0u32..).zip(&*logits).filter(|(_, logit)| logit.is_finite()).map(|(token, _)| token);
        let token = allowed.max_by_key(|token| vocab.token(*token).len()).expect("some token is left");
        let start = Instant::now();
        let step = constraint.accept(token).expect("it was not masked");
        accepts.push(start.elapsed());
        if step == Step::Done {
            break;
        }
    }
    [masks, accepts]
}
