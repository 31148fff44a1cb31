//! Any bytes in any pieces: the partial parser never panics, says the same however the bytes are cut, and takes nothing
//! that serde would not.
//!
//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz partial tests/fuzz/corpus/partial tests/fuzz/seeds/partial`; the first
//! byte of an input is the length of the pieces.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use structured_core::StructuredOutput;
use structured_core::partial::PartialParser;

#[derive(Debug, Clone, Copy, Deserialize, StructuredOutput)]
#[structured(partial)]
enum Mood {
    Good,
    Bad,
}

#[derive(Debug, Clone, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
enum Block {
    Text { body: String },
    Group { blocks: Vec<Block>, mood: Option<Mood> },
    Rule,
}

#[derive(Debug, Clone, Deserialize, StructuredOutput)]
#[serde(tag = "t", content = "c")]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
enum Fact {
    Name(String),
    Size { width: u16 },
}

#[derive(Debug, Clone, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
enum Step {
    Think(String),
    Walk(Vec<f64>),
    Stop,
}

#[derive(Debug, Clone, Deserialize, StructuredOutput)]
#[serde(untagged)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
enum Loose {
    Number(f64),
    Text(String),
}

#[derive(Debug, Clone, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Place {
    city: String,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Answer {
    #[serde(alias = "s")]
    text: Option<String>,
    number: Option<i64>,
    flag: Option<bool>,
    blocks: Option<Vec<Block>>,
    fact: Option<Fact>,
    steps: Option<Vec<Step>>,
    loose: Option<Loose>,
    inner: Option<Box<Answer>>,
    #[serde(default)]
    place: Vec<Place>,
}

/// Whether serde may refuse what the partial parser takes: `-0` is the integer 0 here, and serde keeps unknown members of
/// a tagged enum as values, so that half a surrogate pair or a number too large is an error even there.
fn may_differ(bytes: &[u8]) -> bool {
    let is_special = |pair: &[u8]| matches!(pair, b"-0" | b"\\u" | [b'0'..=b'9', b'e' | b'E']);
    bytes.windows(2).any(is_special) || bytes.chunk_by(|a, b| a.is_ascii_digit() && b.is_ascii_digit()).any(|run| run.len() > 300)
}

/// What the bytes come to in pieces of this length: the error, or the last snapshot.
fn outcome(bytes: &[u8], length: usize) -> (Result<(), String>, String) {
    let mut parser = PartialParser::<Answer>::new();
    let pushed = bytes.chunks(length).try_for_each(|piece| parser.push_bytes(piece));
    let snapshot = format!("{:?}", parser.snapshot());
    (pushed.and_then(|()| parser.finish().map(drop)).map_err(|error| error.to_string()), snapshot)
}

fuzz_target!(|data: &[u8]| {
    let Some((&length, bytes)) = data.split_first() else { return };
    let at_once = outcome(bytes, bytes.len().max(1));
    let in_pieces = outcome(bytes, usize::from(length % 16) + 1);
    assert_eq!(at_once, in_pieces);
    if at_once.0.is_ok() && !may_differ(bytes) {
        serde_json::from_slice::<Answer>(bytes).expect("serde reads what the partial parser reads");
    }
});
