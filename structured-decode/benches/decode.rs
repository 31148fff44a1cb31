//! `cargo bench -p structured-decode`: on the 200,000 tokens of o200k, which take a second to begin. The figures beside a
//! peer are in `structured-decode/peers`.

use std::sync::OnceLock;

use divan::Bencher;
use structured_decode::{Constraint, Step, Vocab};

/// A schema of the guide, and an answer that a model would give.
#[derive(Debug)]
struct Case {
    name: &'static str,
    schema: &'static str,
    answer: &'static str,
}

const CASES: &[Case] = &[
    Case {
        name: "weather",
        schema: include_str!("../tests/schemas/seed_get_weather_function.json"),
        answer: r#"{"location": "Paris, France", "unit": "C"}"#,
    },
    Case {
        name: "math",
        schema: include_str!("../tests/schemas/seed_defs_step.json"),
        answer: r#"{"steps": [{"explanation": "Subtract 7 from both sides.", "output": "8x = -30"}], "final_answer": "x = -15 / 4"}"#,
    },
    Case {
        name: "ui",
        schema: include_str!("../tests/schemas/seed_ui_root_recursion.json"),
        answer: r#"{"type": "form", "label": "Sign in", "children": [{"type": "field", "label": "Name", "children": [], "attributes": []}], "attributes": [{"name": "id", "value": "1"}]}"#,
    },
];

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

fn vocab() -> &'static Vocab {
    static VOCAB: OnceLock<Vocab> = OnceLock::new();
    VOCAB.get_or_init(|| Vocab::o200k().expect("a built-in vocabulary can be built"))
}

fn fresh(case: &Case) -> Constraint {
    Constraint::from_schema(case.schema, vocab()).expect("a schema of the guide compiles")
}

/// All masks on the way through the answer.
fn masks(mut constraint: Constraint, answer: &[u32], logits: &mut [f32]) -> Step {
    let mut step = Step::Continue;
    for &token in answer {
        logits.fill(0.0);
        constraint.mask(logits).expect("the answer is admitted");
        step = constraint.accept(token).expect("the answer is admitted");
    }
    step
}

fn spelled(case: &Case) -> Vec<u32> {
    vocab().spell(case.answer.as_bytes()).expect("every byte is a token")
}

#[divan::bench]
fn vocab_of_bytes() -> Vocab {
    Vocab::bytes().expect("a built-in vocabulary can be built")
}

#[divan::bench(args = CASES)]
fn compile(bencher: Bencher<'_, '_>, case: &Case) {
    // One more blank is another text, and so not in the vocabulary's store.
    let mut schema = case.schema.to_owned();
    vocab();
    bencher.bench_local(|| {
        schema.push(' ');
        Constraint::from_schema(&schema, vocab()).expect("a schema of the guide compiles")
    });
}

/// A schema that was compiled before.
#[divan::bench(args = CASES)]
fn compile_again(bencher: Bencher<'_, '_>, case: &Case) {
    fresh(case);
    bencher.bench(|| fresh(case));
}

#[divan::bench(args = CASES)]
fn clone(bencher: Bencher<'_, '_>, case: &Case) {
    let constraint = fresh(case);
    bencher.bench(|| constraint.clone());
}

#[divan::bench(args = CASES)]
fn masks_of_an_answer(bencher: Bencher<'_, '_>, case: &Case) {
    let (constraint, answer) = (fresh(case), spelled(case));
    let mut logits = vec![0.0; vocab().len()];
    bencher.bench_local(|| masks(constraint.clone(), &answer, &mut logits));
}

/// As above, ten tokens from the end of the budget.
#[divan::bench(args = CASES)]
fn masks_of_an_answer_with_a_budget(bencher: Bencher<'_, '_>, case: &Case) {
    let answer = spelled(case);
    let constraint = fresh(case).with_budget(answer.len() + 10).expect("the answer fits");
    let mut logits = vec![0.0; vocab().len()];
    bencher.bench_local(|| masks(constraint.clone(), &answer, &mut logits));
}

#[divan::bench(args = CASES)]
fn close(bencher: Bencher<'_, '_>, case: &Case) {
    let constraint = fresh(case);
    bencher.bench(|| constraint.close());
}

fn main() {
    divan::main();
}
