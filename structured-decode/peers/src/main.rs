//! Figures on the tokens of o200k, beside outlines-core, in one run:
//!
//! ```text
//! cargo run --release
//! ```

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use outlines_core::prelude::{Index, Vocabulary};
use outlines_core::{json_schema, primitives::TokenId};
use structured_decode::{Constraint, Step, Vocab};

/// The forward pass of a small model on a processor.
const FORWARD_PASS: Duration = Duration::from_millis(20);

/// Answers that a model would give, so that the masks are those of a real run.
const ANSWERS: &[(&str, &str)] = &[
    ("seed_get_weather_function", r#"{"location": "Paris, France", "unit": "C"}"#),
    (
        "seed_defs_step",
        r#"{"steps": [{"explanation": "Start with the equation 8x + 7 = -23.", "output": "8x + 7 = -23"}, {"explanation": "Subtract 7 from both sides.", "output": "8x = -30"}], "final_answer": "x = -15 / 4"}"#,
    ),
    (
        "seed_anyof_item",
        r#"{"item": {"number": "12", "street": "Main Street", "city": "Springfield"}}"#,
    ),
    (
        "seed_linked_list",
        r#"{"linked_list": {"value": 1.5, "next": {"value": -20, "next": {"value": 3e7, "next": null}}}}"#,
    ),
    (
        "seed_ui_root_recursion",
        r#"{"type": "form", "label": "Sign in", "children": [{"type": "field", "label": "Name", "children": [], "attributes": [{"name": "required", "value": "true"}]}], "attributes": []}"#,
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    start_up("bytes", Vocab::bytes)?;
    let vocab = start_up("o200k", Vocab::o200k)?;
    let (peer, peer_start) = timed(|| peer_vocabulary(&vocab));
    let peer = peer?;
    println!("outlines-core's vocabulary of the same tokens: {peer_start:.2?}, resident {} MB\n", resident());
    println!("schema | compile, again | clone | mask mean, p50, p99 | with budget mean, p50, p99 | close, most tokens");
    println!("  outlines-core: compile | mask mean, p50, p99\n");
    let (mut without, mut with, mut tokens) = (Duration::ZERO, Duration::ZERO, 0);
    for (name, answer) in ANSWERS {
        let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../tests/schemas/{name}.json")))?;
        let constraint = Constraint::from_schema(&schema, &vocab)?;
        // One more blank is another text, and so not in the vocabulary's store.
        let new = |blanks: usize| format!("{schema}{}", " ".repeat(1 + blanks));
        let compile = median((0..20).map(new).map(|schema| timed(|| Constraint::from_schema(&schema, &vocab)).1).collect());
        let again = median((0..200).map(|_| timed(|| Constraint::from_schema(&schema, &vocab)).1).collect());
        let clone = median((0..200).map(|_| timed(|| constraint.clone()).1).collect());
        let answer = vocab.spell(answer.as_bytes()).ok_or("an answer that no tokens spell")?;
        let mut masks = Vec::new();
        let mut near = Vec::new();
        let mut closes = Vec::new();
        let mut suffix = 0;
        for _ in 0..20 {
            masks.extend(run(constraint.clone(), &answer)?);
            near.extend(run(constraint.clone().with_budget(answer.len() + 10)?, &answer)?);
        }
        let mut open = constraint.clone();
        for &token in &answer {
            let (close, time) = timed(|| open.close());
            closes.push(time);
            suffix = suffix.max(close.len());
            let _ = open.accept(token)?;
        }
        without += masks.iter().sum::<Duration>();
        with += near.iter().sum::<Duration>();
        tokens += u32::try_from(masks.len())?;
        let theirs = peer_figures(&schema, &peer, &answer);
        println!(
            "{name} | {compile:.2?}, {again:.2?} | {clone:.2?} | {} | {} | {:.2?}, {suffix}\n  {theirs}",
            figures(masks),
            figures(near),
            median(closes),
        );
    }
    let share = |sum: Duration| 100.0 * sum.as_secs_f64() / f64::from(tokens) / FORWARD_PASS.as_secs_f64();
    println!(
        "\nof a forward pass of {FORWARD_PASS:?}, a mask is {:.2} %, and {:.2} % near the end of a budget; resident {} MB",
        share(without),
        share(with),
        resident(),
    );
    Ok(())
}

fn start_up(name: &str, build: fn() -> Result<Vocab, structured_decode::Error>) -> Result<Vocab, Box<dyn Error>> {
    let before = resident();
    let (vocab, time) = timed(build);
    println!("{name}: built in {time:.2?}, resident {before} MB before and {} MB after", resident());
    Ok(vocab?)
}

/// The time of each mask on the way through `answer`.
fn run(mut constraint: Constraint, answer: &[u32]) -> Result<Vec<Duration>, Box<dyn Error>> {
    let mut logits = vec![0.0f32; 200_019];
    let mut times = Vec::new();
    for &token in answer {
        logits.fill(0.0);
        let (masked, time) = timed(|| constraint.mask(&mut logits));
        masked?;
        times.push(time);
        if constraint.accept(token)? == Step::Done {
            return Ok(times);
        }
    }
    Err("the answer is not complete".into())
}

fn peer_vocabulary(vocab: &Vocab) -> Result<Vocabulary, Box<dyn Error>> {
    let mut peer = Vocabulary::new(199_999);
    for token in 0..u32::try_from(vocab.len())? {
        if !vocab.token(token).is_empty() {
            peer.try_insert(vocab.token(token).to_vec(), token)?;
        }
    }
    Ok(peer)
}

/// Compiles with the peer, and asks it for the allowed tokens on the way through `answer`.
fn peer_figures(schema: &str, vocabulary: &Vocabulary, answer: &[TokenId]) -> String {
    let (index, compile) = timed(|| json_schema::regex_from_str(schema, None, None).and_then(|r| Index::new(&r, vocabulary)));
    let index = match index {
        Ok(index) => index,
        Err(error) => return format!("{compile:.2?}: {}", error.to_string().chars().take(60).collect::<String>()),
    };
    let (mut state, mut times) = (index.initial_state(), Vec::new());
    for token in answer {
        times.push(timed(|| index.allowed_tokens(&state).map(|tokens| tokens.len())).1);
        match index.next_state(&state, token) {
            Some(next) => state = next,
            None => return format!("{compile:.2?} | {}; then refuses the answer", figures(times)),
        }
    }
    format!("{compile:.2?} | {}", figures(times))
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn figures(mut times: Vec<Duration>) -> String {
    times.sort();
    let mean = times.iter().sum::<Duration>() / u32::try_from(times.len()).unwrap_or(1);
    format!("{mean:.2?}, {:.2?}, {:.2?}", times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Resident memory of this process in MB, where the system tells.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or(0) / 1024
}
