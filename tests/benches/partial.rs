//! The partial parser, fed a long answer in small pieces and looked at after each.
//!
//! `cargo bench -p structured-tests --bench partial` prints the ratios that matter first, each the median of pairs that
//! were measured in turns, then divan's table.

use std::fmt;
use std::hint::black_box;
use std::time::Instant;

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

/// How many times the cost of the second work the first one has, over pairs that were measured in turns.
struct Ratio(Vec<f64>);

impl Ratio {
    fn of(pairs: usize, first: impl Fn(), second: impl Fn()) -> Self {
        let time = |work: &dyn Fn()| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64().max(1e-9)
        };
        let mut ratios: Vec<f64> = (0..pairs).map(|_| time(&first) / time(&second)).collect();
        ratios.sort_by(f64::total_cmp);
        Self(ratios)
    }
}

/// The median, and the range of the middle half.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |part: usize| self.0[(self.0.len() - 1) * part / 4];
        write!(f, "{:.2} ({:.2} to {:.2})", at(2), at(1), at(3))
    }
}

#[expect(clippy::print_stdout, reason = "the ratios are the output of this program")]
fn main() {
    println!("each ratio is the median of pairs measured in turns, with the range of the middle half");
    let texts = [answer(100_000), answer(1_000_000)];
    let pieces = texts.each_ref().map(|text| pieces(text, 4));
    for (text, pieces) in texts.iter().zip(&pieces) {
        assert!(grow(pieces) && parse_once(text), "every contender reads the text");
        let runs = 20_000_000 / text.len();
        let once = Ratio::of(runs, || assert!(grow(pieces)), || assert!(parse_once(text)));
        println!("{} bytes in pieces of 4, the partial looked at after each:", text.len());
        println!("  {once} times the cost of one serde_json::from_str of the whole");
    }
    let [short, _] = &texts;
    let [few, many] = &pieces;
    let jiter = Ratio::of(5, || reparse_with_jiter(short, 4), || assert!(grow(few)));
    println!("  jiter's partial mode, parsing again each time, takes {jiter} times as long for 100 kB");
    let tenth = answer(10_000);
    let tenth_pieces = self::pieces(&tenth, 4);
    let jiter = Ratio::of(41, || reparse_with_jiter(&tenth, 4), || assert!(grow(&tenth_pieces)));
    println!("  and {jiter} times as long for 10 kB");
    let growth = Ratio::of(41, || assert!(grow(many)), || assert!(grow(few)));
    println!("  ten times the text: {growth} times the cost");
    divan::main();
}
