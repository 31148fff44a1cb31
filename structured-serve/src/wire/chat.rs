//! The answers of Chat Completions.

use bytes::Bytes;
use serde::Serialize;

use super::{DONE, Stamp, data};
use crate::answer::{Answer, Call, Finish, Reply};
use crate::ask::Ask;
use crate::{json, tokens};

const FINGERPRINT: &str = "fp_structured";

#[derive(Serialize)]
struct Completion<'a> {
    id: String,
    object: &'static str,
    created: u64,
    model: &'a str,
    choices: Vec<Choice<'a>>,
    usage: Usage,
    service_tier: &'static str,
    system_fingerprint: &'static str,
}

#[derive(Serialize)]
struct Choice<'a> {
    index: usize,
    message: Message<'a>,
    logprobs: Option<Logprobs<'a>>,
    finish_reason: &'static str,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'static str,
    content: Option<&'a str>,
    refusal: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_calls: Vec<ToolCall<'a>>,
    annotations: [(); 0],
}

#[derive(Serialize)]
struct ToolCall<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    function: Option<Function<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom: Option<Custom<'a>>,
}

#[derive(Serialize)]
struct Function<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    arguments: &'a str,
}

#[derive(Serialize)]
struct Custom<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    input: &'a str,
}

#[derive(Serialize)]
struct Logprobs<'a> {
    content: Option<Vec<TokenLogprob<'a>>>,
    refusal: Option<Vec<TokenLogprob<'a>>>,
}

#[derive(Serialize)]
struct TokenLogprob<'a> {
    token: &'a str,
    logprob: f64,
    bytes: &'a [u8],
    top_logprobs: Vec<TopLogprob<'a>>,
}

#[derive(Serialize)]
struct TopLogprob<'a> {
    token: &'a str,
    logprob: f64,
    bytes: &'a [u8],
}

#[derive(Serialize)]
struct Usage {
    prompt_tokens: usize,
    completion_tokens: usize,
    total_tokens: usize,
    prompt_tokens_details: PromptDetails,
    completion_tokens_details: CompletionDetails,
}

#[derive(Serialize)]
struct PromptDetails {
    cached_tokens: usize,
    audio_tokens: usize,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names of the wire")]
struct CompletionDetails {
    reasoning_tokens: usize,
    audio_tokens: usize,
    accepted_prediction_tokens: usize,
    rejected_prediction_tokens: usize,
}

fn usage(answer: &Answer) -> Usage {
    Usage {
        prompt_tokens: answer.prompt_tokens,
        completion_tokens: answer.completion_tokens,
        total_tokens: answer.prompt_tokens + answer.completion_tokens,
        prompt_tokens_details: PromptDetails { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: CompletionDetails {
            reasoning_tokens: 0,
            audio_tokens: 0,
            accepted_prediction_tokens: 0,
            rejected_prediction_tokens: 0,
        },
    }
}

fn finish_reason(finish: Finish) -> &'static str {
    match finish {
        Finish::Stop => "stop",
        Finish::Length => "length",
        Finish::Filter => "content_filter",
        Finish::Calls => "tool_calls",
    }
}

fn call_id(stamp: &Stamp, choice: usize, index: usize) -> String {
    format!("call_{}{choice:02x}{index:02x}", &stamp.id[8..])
}

/// A call. `part` is the part of its arguments that is sent, and `is_start` decides whether its name is sent with it.
fn tool_call<'a>(call: &'a Call, id: Option<String>, index: Option<usize>, part: &'a str) -> ToolCall<'a> {
    let name = id.is_some().then_some(call.name.as_str());
    let kind = if call.takes_text { "custom" } else { "function" };
    let (function, custom) = if call.takes_text {
        (None, Some(Custom { name, input: part }))
    } else {
        (Some(Function { name, arguments: part }), None)
    };
    ToolCall { index, kind: id.as_ref().map(|_| kind), id, function, custom }
}

/// Log probabilities that look like those of a fairly certain model.
fn logprobs<'a>(pieces: &[&'a str], top: usize) -> Vec<TokenLogprob<'a>> {
    let hundredths = |piece: &str, rank: usize| u32::try_from(piece.len() % 7 + 150 * rank).unwrap_or(0);
    let logprob = |piece: &str, rank: usize| -0.01 * f64::from(hundredths(piece, rank));
    let token = |piece: &&'a str| TokenLogprob {
        token: piece,
        logprob: logprob(piece, 0),
        bytes: piece.as_bytes(),
        top_logprobs: (0..top)
            .map(|rank| {
                // The first one is the token itself; the others are alternatives.
                let token = if rank == 0 { *piece } else { ALTERNATIVES[(rank - 1) % ALTERNATIVES.len()] };
                TopLogprob { token, logprob: logprob(piece, rank), bytes: token.as_bytes() }
            })
            .collect(),
    };
    pieces.iter().map(token).collect()
}

const ALTERNATIVES: [&str; 20] = [
    " the", " a", " an", " of", " to", " and", " in", " is", " for", " on", " it", " as", " at", " by", " or", " be",
    " we", " no", " so", " if",
];

/// The body of an answer in one piece.
pub(crate) fn body(ask: &Ask, answer: &Answer, stamp: &Stamp) -> Bytes {
    let choices = answer.replies.iter().enumerate().map(|(index, reply)| {
        let calls = reply.calls.iter().enumerate();
        let calls = calls.map(|(at, call)| tool_call(call, Some(call_id(stamp, index, at)), None, &call.arguments));
        Choice {
            index,
            message: Message {
                role: "assistant",
                content: reply.content.as_deref(),
                refusal: reply.refusal.as_deref(),
                tool_calls: calls.collect(),
                annotations: [],
            },
            logprobs: ask.logprobs.map(|top| {
                let content = reply.content.as_deref().map(|text| logprobs(&tokens::pieces(text), top));
                let refusal = reply.refusal.as_deref().map(|text| logprobs(&tokens::pieces(text), top));
                Logprobs { content, refusal }
            }),
            finish_reason: finish_reason(reply.finish),
        }
    });
    Bytes::from(json::text(&Completion {
        id: format!("chatcmpl-{}", stamp.id),
        object: "chat.completion",
        created: stamp.created,
        model: &ask.model,
        choices: choices.collect(),
        usage: usage(answer),
        service_tier: "default",
        system_fingerprint: FINGERPRINT,
    }))
}

/// A member that may be absent, and that may be null.
type Given<T> = Option<Option<T>>;

#[derive(Serialize)]
struct Chunk<'a> {
    id: String,
    object: &'static str,
    created: u64,
    model: &'a str,
    service_tier: &'static str,
    system_fingerprint: &'static str,
    choices: Vec<ChunkChoice<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Given<Usage>,
}

#[derive(Serialize)]
struct ChunkChoice<'a> {
    index: usize,
    delta: Delta<'a>,
    logprobs: Option<Logprobs<'a>>,
    finish_reason: Option<&'static str>,
}

#[derive(Serialize, Default)]
struct Delta<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Given<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_calls: Vec<ToolCall<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Given<&'a str>,
}

/// The events of an answer that streams.
pub(crate) fn events(ask: &Ask, answer: &Answer, stamp: &Stamp) -> Vec<Bytes> {
    let chunk = |choices, usage: Option<Usage>| Chunk {
        id: format!("chatcmpl-{}", stamp.id),
        object: "chat.completion.chunk",
        created: stamp.created,
        model: &ask.model,
        service_tier: "default",
        system_fingerprint: FINGERPRINT,
        choices,
        // With `include_usage`, every chunk has the member, and it is null in all but the last one.
        usage: ask.include_usage.then_some(usage),
    };
    let mut choices: Vec<Vec<ChunkChoice<'_>>> =
        answer.replies.iter().enumerate().map(|(index, reply)| chunks(ask, reply, index, stamp)).collect();
    let mut events = Vec::new();
    // Several answers are interleaved, one chunk of each in turn.
    for chunks in &mut choices {
        chunks.reverse();
    }
    while choices.iter().any(|chunks| !chunks.is_empty()) {
        for chunks in &mut choices {
            if let Some(choice) = chunks.pop() {
                events.push(data(&chunk(vec![choice], None)));
            }
        }
    }
    if ask.include_usage {
        events.push(data(&chunk(Vec::new(), Some(usage(answer)))));
    }
    events.push(DONE);
    events
}

fn chunks<'a>(ask: &Ask, reply: &'a Reply, index: usize, stamp: &Stamp) -> Vec<ChunkChoice<'a>> {
    let choice = |delta, logprobs| ChunkChoice { index, delta, logprobs, finish_reason: None };
    let role = Some("assistant");
    let mut chunks = Vec::new();
    if let Some(content) = &reply.content {
        let first = Delta { role, content: Some(Some("")), refusal: Some(None), ..Delta::default() };
        chunks.push(choice(first, None));
        for piece in tokens::pieces(content) {
            let logprobs = ask.logprobs.map(|top| Logprobs { content: Some(logprobs(&[piece], top)), refusal: None });
            chunks.push(choice(Delta { content: Some(Some(piece)), ..Delta::default() }, logprobs));
        }
    }
    if let Some(refusal) = &reply.refusal {
        let first = Delta { role, content: Some(None), refusal: Some(Some("")), ..Delta::default() };
        chunks.push(choice(first, None));
        for piece in tokens::pieces(refusal) {
            let logprobs = ask.logprobs.map(|top| Logprobs { content: None, refusal: Some(logprobs(&[piece], top)) });
            chunks.push(choice(Delta { refusal: Some(Some(piece)), ..Delta::default() }, logprobs));
        }
    }
    // A single call begins in the first chunk; each of several calls begins in a separate chunk.
    let is_one = reply.calls.len() == 1 && chunks.is_empty();
    if reply.calls.len() > 1 {
        chunks.push(choice(Delta { role, content: Some(None), ..Delta::default() }, None));
    }
    for (at, call) in reply.calls.iter().enumerate() {
        let opener = tool_call(call, Some(call_id(stamp, index, at)), Some(at), "");
        let delta = Delta { tool_calls: vec![opener], ..Delta::default() };
        let delta = if is_one { Delta { role, content: Some(None), refusal: Some(None), ..delta } } else { delta };
        chunks.push(choice(delta, None));
        for piece in tokens::pieces(&call.arguments) {
            let part = tool_call(call, None, Some(at), piece);
            chunks.push(choice(Delta { tool_calls: vec![part], ..Delta::default() }, None));
        }
    }
    let last = ChunkChoice { finish_reason: Some(finish_reason(reply.finish)), ..choice(Delta::default(), None) };
    chunks.push(last);
    chunks
}
