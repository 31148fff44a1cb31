//! The partial parser, fed a long answer in small pieces and looked at after each.
//!
//! `cargo bench -p structured-tests --bench partial` prints the ratios that matter first, each measured in one run, then
//! divan's table.

use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::Bencher;
use jiter::{JsonValue, PartialMode};
use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;
use structured_core::partial::PartialParser;

#[derive(Debug, Deserialize, Serialize, StructuredOutput)]
#[structured(partial)]
struct Step {
    explanation: String,
    output: String,
}

#[derive(Debug, Deserialize, Serialize, StructuredOutput)]
#[structured(partial)]
struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
}

/// An answer of about `length` bytes, in steps of about 100.
fn answer(length: usize) -> String {
    let step = |index: usize| Step {
        explanation: format!("Step {index}: subtract 7 from both sides to isolate the term with the variable."),
        output: format!("{index}x = -23 - 7"),
    };
    let steps = (0..length / 130).map(step).collect();
    let answer = MathReasoning { steps, final_answer: String::from("x = -15 / 4") };
    serde_json::to_string(&answer).unwrap_or_default()
}

fn pieces(text: &str, length: usize) -> Vec<&str> {
    text.as_bytes().chunks(length).filter_map(|piece| std::str::from_utf8(piece).ok()).collect()
}

fn grow(pieces: &[&str]) -> bool {
    let mut parser = PartialParser::<MathReasoning>::new();
    for piece in pieces {
        if parser.push(piece).is_err() {
            return false;
        }
        black_box(parser.snapshot());
    }
    parser.is_done()
}

fn parse_once(text: &str) -> bool {
    serde_json::from_str::<MathReasoning>(black_box(text)).is_ok_and(|answer| black_box(answer).steps.len() > 1)
}

fn reparse_with_jiter(text: &str, length: usize) {
    for end in (length..=text.len()).step_by(length) {
        let seen = text.as_bytes().get(..end).unwrap_or_default();
        let _ = black_box(JsonValue::parse_with_config(seen, false, PartialMode::TrailingStrings));
    }
}

#[divan::bench(args = [4, 16, 64])]
fn partial_100_kb_in_pieces_of(bencher: Bencher<'_, '_>, length: usize) {
    let text = answer(100_000);
    let pieces = pieces(&text, length);
    bencher.bench(|| grow(&pieces));
}

#[divan::bench]
fn partial_1_mb_in_pieces_of_4(bencher: Bencher<'_, '_>) {
    let text = answer(1_000_000);
    let pieces = pieces(&text, 4);
    bencher.bench(|| grow(&pieces));
}

#[divan::bench]
fn serde_json_100_kb_at_once(bencher: Bencher<'_, '_>) {
    let text = answer(100_000);
    bencher.bench(|| parse_once(&text));
}

#[divan::bench(sample_count = 3, sample_size = 1, args = [4, 64])]
fn jiter_100_kb_again_for_each_piece_of(bencher: Bencher<'_, '_>, length: usize) {
    let text = answer(100_000);
    bencher.bench(|| reparse_with_jiter(&text, length));
}

/// The best of several runs: what the work costs when nothing else runs.
fn best_of(runs: usize, mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..runs).map(time).min().unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "the ratios are the output of this program")]
fn main() {
    let short = answer(100_000);
    let long = answer(1_000_000);
    let (few, many) = (pieces(&short, 4), pieces(&long, 4));
    assert!(grow(&few) && parse_once(&short), "every contender reads the text");
    let partial = best_of(200, || assert!(grow(&few)));
    let ten_times = best_of(20, || assert!(grow(&many)));
    let once = best_of(200, || assert!(parse_once(&short)));
    let jiter = best_of(2, || reparse_with_jiter(&short, 4));
    println!("{} bytes in pieces of 4, the partial looked at after each: {partial:?}", short.len());
    println!(
        "  against jiter's partial mode, parsing again each time ({jiter:?}): {:.0} times faster",
        ratio(jiter, partial)
    );
    println!("  against one serde_json::from_str of the whole ({once:?}): {:.2} times its cost", ratio(partial, once));
    println!("  ten times the text ({ten_times:?}): {:.1} times the cost", ratio(ten_times, partial));
    divan::main();
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}
