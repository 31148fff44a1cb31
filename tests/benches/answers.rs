//! Whole completions and streams, against the least that reading them with `serde_json` can cost.
//!
//! `cargo bench -p structured-tests --bench answers` prints the ratios that matter first, each the median of pairs that
//! were measured in turns, then divan's table.

use std::borrow::Cow;
use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};

use async_openai::types::chat::{CreateChatCompletionResponse, FinishReason};
use divan::Bencher;
use divan::counter::BytesCount;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use structured_core::chat;

#[derive(Debug, Serialize, Deserialize)]
struct Step {
    explanation: String,
    output: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
}

/// An answer of about `length` bytes.
fn answer(length: usize) -> String {
    let step = |index: usize| Step {
        explanation: format!("Step {index}: subtract 7 from both sides to isolate the term with the variable."),
        output: format!("{index}x = -23 - 7"),
    };
    let steps = (0..length / 130).map(step).collect();
    let answer = MathReasoning { steps, final_answer: "x = -15 / 4".into() };
    serde_json::to_string(&answer).unwrap_or_default()
}

/// The body of a completion, with all the fields that the API sends.
fn body(length: usize) -> Vec<u8> {
    let body = json!({
        "id": "chatcmpl-9nYAG9LPNonX8DAyrkwYfemr3C8HC", "object": "chat.completion", "created": 1_721_596_428,
        "model": "gpt-4o-2024-08-06",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": answer(length), "refusal": null,
                     "annotations": []}, "logprobs": null, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 81, "completion_tokens": 11, "total_tokens": 92,
                  "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
                  "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0,
                      "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}},
        "service_tier": "default", "system_fingerprint": "fp_3407719c7f",
    });
    body.to_string().into_bytes()
}

/// The least that somebody would write by hand who wants to know how the answer ended and what it cost.
#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because an answer needs them")]
struct Envelope {
    choices: Vec<EnvelopeChoice>,
    usage: EnvelopeUsage,
}

#[derive(Deserialize)]
struct EnvelopeChoice {
    message: EnvelopeMessage,
    finish_reason: String,
}

#[derive(Deserialize)]
struct EnvelopeMessage {
    content: Option<String>,
    refusal: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because an answer needs them")]
#[expect(clippy::struct_field_names, reason = "the wire's names")]
struct EnvelopeUsage {
    prompt_tokens: u64,
    completion_tokens: u64,
    total_tokens: u64,
}

fn by_hand(body: &[u8]) -> Option<MathReasoning> {
    let envelope: Envelope = serde_json::from_slice(black_box(body)).ok()?;
    let choice = envelope.choices.into_iter().next()?;
    if choice.finish_reason != "stop" || choice.message.refusal.is_some() {
        return None;
    }
    serde_json::from_str(&choice.message.content?).ok()
}

/// An envelope with all the fields of a completion that have a type, as somebody writes it who logs them.
#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a log needs them")]
struct FullEnvelope {
    id: String,
    created: u64,
    model: String,
    choices: Vec<FullChoice>,
    usage: FullUsage,
    service_tier: Option<String>,
    system_fingerprint: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a log needs them")]
struct FullChoice {
    index: u32,
    message: FullMessage,
    logprobs: Option<Value>,
    finish_reason: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a log needs them")]
struct FullMessage {
    role: String,
    content: Option<String>,
    refusal: Option<String>,
    annotations: Option<Vec<Value>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a log needs them")]
struct FullUsage {
    prompt_tokens: u64,
    completion_tokens: u64,
    total_tokens: u64,
    prompt_tokens_details: PromptTokens,
    completion_tokens_details: CompletionTokens,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a log needs them")]
struct PromptTokens {
    cached_tokens: u64,
    audio_tokens: u64,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a log needs them")]
#[expect(clippy::struct_field_names, reason = "the wire's names")]
struct CompletionTokens {
    reasoning_tokens: u64,
    audio_tokens: u64,
    accepted_prediction_tokens: u64,
    rejected_prediction_tokens: u64,
}

fn by_full_envelope(body: &[u8]) -> Option<MathReasoning> {
    let envelope: FullEnvelope = serde_json::from_slice(black_box(body)).ok()?;
    black_box(&envelope);
    let choice = envelope.choices.into_iter().next()?;
    if choice.finish_reason != "stop" || choice.message.refusal.is_some() {
        return None;
    }
    serde_json::from_str(&choice.message.content?).ok()
}

/// The same with the types of async-openai, whose users parse the content themselves.
fn by_async_openai(body: &[u8]) -> Option<MathReasoning> {
    let completion: CreateChatCompletionResponse = serde_json::from_slice(black_box(body)).ok()?;
    let choice = completion.choices.into_iter().next()?;
    if choice.finish_reason != Some(FinishReason::Stop) || choice.message.refusal.is_some() {
        return None;
    }
    serde_json::from_str(&choice.message.content?).ok()
}

fn parsed(body: &[u8]) -> Option<MathReasoning> {
    chat::parse(black_box(body)).ok()?.into_parsed().ok()
}

/// The stream of an answer in deltas of four bytes.
fn stream(length: usize) -> Vec<u8> {
    let answer = answer(length);
    let chunk = |delta: Value, finish_reason: Value| {
        let choice = json!({"index": 0, "delta": delta, "logprobs": null, "finish_reason": finish_reason});
        let chunk = json!({"id": "chatcmpl-9tZXEmwtoDf6vqCqEWSvDP8jx9OXe", "object": "chat.completion.chunk",
            "created": 1_723_031_664, "model": "gpt-4o-2024-08-06", "system_fingerprint": "fp_845eaabc1f",
            "choices": [choice]});
        format!("data: {chunk}\n\n")
    };
    let mut text = chunk(json!({"role": "assistant", "content": "", "refusal": null}), Value::Null);
    for delta in answer.as_bytes().chunks(4) {
        text += &chunk(json!({"content": String::from_utf8_lossy(delta)}), Value::Null);
    }
    text += &chunk(json!({}), json!("stop"));
    text += "data: [DONE]\n\n";
    text.into_bytes()
}

/// A chunk's envelope, borrowed where it can be.
#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a stream needs them")]
struct Chunk<'a> {
    id: &'a str,
    object: &'a str,
    created: u64,
    model: &'a str,
    system_fingerprint: Option<&'a str>,
    #[serde(borrow)]
    choices: Vec<ChunkChoice<'a>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a stream needs them")]
struct ChunkChoice<'a> {
    index: u32,
    #[serde(borrow)]
    delta: Delta<'a>,
    finish_reason: Option<&'a str>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the fields are read because a stream needs them")]
struct Delta<'a> {
    #[serde(borrow, default)]
    content: Cow<'a, str>,
}

/// The bytes as they come from a socket.
fn pieces(stream: &[u8]) -> impl Iterator<Item = &[u8]> {
    stream.chunks(1_400)
}

fn envelopes(frames: &[&[u8]]) -> usize {
    frames
        .iter()
        .filter(|frame| {
            serde_json::from_slice::<Chunk<'_>>(black_box(frame))
                .is_ok_and(|chunk| !black_box(chunk).choices.is_empty())
        })
        .count()
}

/// The data of each frame, cut out before anything is measured.
fn frames(stream: &[u8]) -> Vec<&[u8]> {
    stream
        .split(|&byte| byte == b'\n')
        .filter_map(|line| line.strip_prefix(b"data: "))
        .filter(|data| data[0] == b'{')
        .collect()
}

fn streamed(stream: &[u8]) -> usize {
    let mut reader = chat::StreamReader::<MathReasoning>::new();
    let mut events = 0;
    for piece in pieces(black_box(stream)) {
        reader.push(piece);
        while let Ok(Some(event)) = reader.next_event() {
            black_box(&event);
            events += 1;
        }
    }
    let answer = reader.finish().and_then(chat::ChatCompletion::into_parsed);
    events + black_box(answer).map_or(0, |answer| answer.steps.len())
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn completion(bencher: Bencher<'_, '_>, length: usize) {
    let body = body(length);
    bencher.counter(BytesCount::of_slice(&body)).bench(|| parsed(&body));
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn completion_by_hand(bencher: Bencher<'_, '_>, length: usize) {
    let body = body(length);
    bencher.counter(BytesCount::of_slice(&body)).bench(|| by_hand(&body));
}

#[divan::bench(args = [100_000, 1_000_000], sample_count = 20)]
fn stream_of_4_bytes(bencher: Bencher<'_, '_>, length: usize) {
    let stream = stream(length);
    bencher.bench(|| streamed(&stream));
}

#[divan::bench(args = [100_000, 1_000_000], sample_count = 20)]
fn envelopes_of_4_bytes(bencher: Bencher<'_, '_>, length: usize) {
    let stream = stream(length);
    let frames = frames(&stream);
    bencher.bench(|| envelopes(&frames));
}

fn time(work: impl Fn()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// How many times the cost of the second work the first one has, over pairs that were measured in turns.
struct Ratio(Vec<f64>);

impl Ratio {
    fn of(pairs: usize, first: impl Fn(), second: impl Fn()) -> Self {
        let ratio = |_| time(&first).as_secs_f64() / time(&second).as_secs_f64().max(1e-9);
        let mut ratios: Vec<f64> = (0..pairs).map(ratio).collect();
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

/// Works often enough for a clock to see.
fn often<T>(times: usize, work: impl Fn() -> T) -> impl Fn() {
    move || {
        for _ in 0..times {
            black_box(work());
        }
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() {
    println!("each ratio is the median of pairs measured in turns, with the range of the middle half");
    for length in [1_000, 10_000, 100_000] {
        let body = body(length);
        assert!(parsed(&body).is_some() && by_hand(&body).is_some());
        assert!(by_full_envelope(&body).is_some() && by_async_openai(&body).is_some());
        let times = 500_000 / length;
        let ratio = Ratio::of(401, often(times, || parsed(&body)), often(times, || by_hand(&body)));
        println!("completion of {length} bytes: {ratio} times the cost by hand (at most 1.1)");
        let ratio = Ratio::of(401, often(times, || parsed(&body)), often(times, || by_full_envelope(&body)));
        println!("completion of {length} bytes: {ratio} times the cost by hand with the same fields (at most 1.1)");
        let ratio = Ratio::of(401, often(times, || parsed(&body)), often(times, || by_async_openai(&body)));
        println!("completion of {length} bytes: {ratio} times the cost with async-openai's types (below 1)");
    }
    let bodies = [100_000, 1_000_000].map(stream);
    for (body, length) in bodies.iter().zip(["100 kB", "1 MB"]) {
        let all = frames(body);
        assert!(streamed(body) > 20_000 && envelopes(&all) > 20_000);
        let ratio = Ratio::of(61, often(1, || streamed(body)), often(1, || envelopes(&all)));
        println!("stream of {length}: {ratio} times the cost of its envelopes (at most 1.2)");
    }
    let [small, large] = &bodies;
    let growth = Ratio::of(11, often(1, || streamed(large)), often(1, || streamed(small)));
    println!("stream of 1 MB: {growth} times the cost of 100 kB (at most 15)");
    divan::main();
}
