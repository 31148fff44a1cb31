//! The answers of Responses.

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;

use super::Stamp;
use crate::answer::{Answer, Finish, Reply};
use crate::ask::Ask;
use crate::{json, tokens};

#[derive(Serialize)]
struct Response<'a> {
    id: String,
    object: &'static str,
    created_at: u64,
    status: &'static str,
    background: bool,
    error: Option<()>,
    incomplete_details: Option<Incomplete>,
    instructions: Echo<'a>,
    max_output_tokens: Echo<'a>,
    max_tool_calls: Option<u64>,
    model: &'a str,
    output: Vec<Item<'a>>,
    parallel_tool_calls: Echo<'a>,
    previous_response_id: Echo<'a>,
    reasoning: Echo<'a>,
    service_tier: &'static str,
    store: Echo<'a>,
    temperature: Echo<'a>,
    text: Echo<'a>,
    tool_choice: Echo<'a>,
    tools: Echo<'a>,
    top_logprobs: usize,
    top_p: Echo<'a>,
    truncation: Echo<'a>,
    usage: Option<Usage>,
    user: Echo<'a>,
    metadata: Echo<'a>,
}

/// The member of the request, or its default.
#[derive(Serialize)]
#[serde(transparent)]
struct Echo<'a>(&'a RawValue);

#[derive(Serialize)]
struct Incomplete {
    reason: &'static str,
}

#[derive(Serialize)]
struct Usage {
    input_tokens: usize,
    input_tokens_details: InputDetails,
    output_tokens: usize,
    output_tokens_details: OutputDetails,
    total_tokens: usize,
}

#[derive(Serialize)]
struct InputDetails {
    cached_tokens: usize,
}

#[derive(Serialize)]
struct OutputDetails {
    reasoning_tokens: usize,
}

#[derive(Serialize, Clone)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Item<'a> {
    Message { id: String, status: &'static str, role: &'static str, content: Vec<Part<'a>> },
    FunctionCall { id: String, status: &'static str, call_id: String, name: &'a str, arguments: &'a str },
    CustomToolCall { id: String, status: &'static str, call_id: String, name: &'a str, input: &'a str },
}

#[derive(Serialize, Clone)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Part<'a> {
    OutputText { text: &'a str, annotations: [(); 0], logprobs: [(); 0] },
    Refusal { refusal: &'a str },
}

const IN_PROGRESS: &str = "in_progress";

/// The status of a finished answer, and why it is incomplete.
fn status(reply: &Reply) -> (&'static str, Option<Incomplete>) {
    match reply.finish {
        Finish::Stop | Finish::Calls => ("completed", None),
        Finish::Length => ("incomplete", Some(Incomplete { reason: "max_output_tokens" })),
        Finish::Filter => ("incomplete", Some(Incomplete { reason: "content_filter" })),
    }
}

fn items<'a>(reply: &'a Reply, stamp: &Stamp) -> Vec<Item<'a>> {
    let status = status(reply).0;
    let mut items = Vec::new();
    let text = reply.content.as_deref().map(|text| Part::OutputText { text, annotations: [], logprobs: [] });
    let refusal = reply.refusal.as_deref().map(|refusal| Part::Refusal { refusal });
    if let Some(part) = text.or(refusal) {
        items.push(Item::Message { id: format!("msg_{}", stamp.id), status, role: "assistant", content: vec![part] });
    }
    for (index, call) in reply.calls.iter().enumerate() {
        let (id, call_id) = (format!("fc_{}{index:02x}", stamp.id), format!("call_{}{index:02x}", stamp.id));
        let (name, arguments) = (call.name.as_str(), call.arguments.as_str());
        items.push(if call.takes_text {
            Item::CustomToolCall { id: format!("ctc_{}{index:02x}", stamp.id), status, call_id, name, input: arguments }
        } else {
            Item::FunctionCall { id, status, call_id, name, arguments }
        });
    }
    items
}

fn response<'a>(ask: &'a Ask, answer: &Answer, stamp: &Stamp, output: Option<Vec<Item<'a>>>) -> Response<'a> {
    let echo = |name: &str, default: &'static str| {
        let given = ask.echo.iter().find(|(known, _)| *known == name).map_or(default, |(_, text)| text.as_str());
        // What came in a JSON text is JSON.
        Echo(serde_json::from_str(given).unwrap_or(RawValue::NULL))
    };
    let (status, incomplete_details) = match (&output, answer.replies.first()) {
        (Some(_), Some(reply)) => status(reply),
        _ => (IN_PROGRESS, None),
    };
    Response {
        id: format!("resp_{}", stamp.id),
        object: "response",
        created_at: stamp.created,
        status,
        background: false,
        error: None,
        incomplete_details,
        instructions: echo("instructions", "null"),
        max_output_tokens: echo("max_output_tokens", "null"),
        max_tool_calls: None,
        model: &ask.model,
        usage: output.as_ref().map(|_| Usage {
            input_tokens: answer.prompt_tokens,
            input_tokens_details: InputDetails { cached_tokens: 0 },
            output_tokens: answer.completion_tokens,
            output_tokens_details: OutputDetails { reasoning_tokens: 0 },
            total_tokens: answer.prompt_tokens + answer.completion_tokens,
        }),
        output: output.unwrap_or_default(),
        parallel_tool_calls: echo("parallel_tool_calls", "true"),
        previous_response_id: echo("previous_response_id", "null"),
        reasoning: echo("reasoning", r#"{"effort":null,"summary":null}"#),
        service_tier: "default",
        store: echo("store", "true"),
        temperature: echo("temperature", "1.0"),
        text: echo("text", r#"{"format":{"type":"text"},"verbosity":"medium"}"#),
        tool_choice: echo("tool_choice", "\"auto\""),
        tools: echo("tools", "[]"),
        top_logprobs: ask.logprobs.unwrap_or(0),
        top_p: echo("top_p", "1.0"),
        truncation: echo("truncation", "\"disabled\""),
        user: echo("user", "null"),
        metadata: echo("metadata", "{}"),
    }
}

/// The body of an answer in one piece.
pub(crate) fn body(ask: &Ask, answer: &Answer, stamp: &Stamp) -> Bytes {
    let output = answer.replies.first().map(|reply| items(reply, stamp)).unwrap_or_default();
    Bytes::from(json::text(&response(ask, answer, stamp, Some(output))))
}

/// The members that all events have, before those of each event.
#[derive(Serialize)]
struct Event<T> {
    #[serde(rename = "type")]
    kind: &'static str,
    sequence_number: usize,
    #[serde(flatten)]
    members: T,
}

#[derive(Serialize)]
struct WholeResponse<'a> {
    response: Response<'a>,
}

#[derive(Serialize)]
struct WholeItem<'a> {
    output_index: usize,
    item: Item<'a>,
}

/// The members of an event about a part of an item.
#[derive(Serialize, Default)]
struct OfItem<'a> {
    item_id: &'a str,
    output_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<Part<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delta: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arguments: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logprobs: Option<[(); 0]>,
}

#[derive(Default)]
struct Events {
    events: Vec<Bytes>,
}

impl Events {
    fn push<T: Serialize>(&mut self, kind: &'static str, members: T) {
        let event = Event { kind, sequence_number: self.events.len(), members };
        self.events.push(Bytes::from(format!("event: {kind}\ndata: {}\n\n", json::text(&event))));
    }

    fn message(&mut self, item: &Item<'_>, output_index: usize) {
        let Item::Message { id, content, .. } = item else { return };
        let of_item = |part| OfItem { item_id: id, output_index, content_index: Some(0), part, ..OfItem::default() };
        for part in content {
            let is_text = matches!(part, Part::OutputText { .. });
            let (empty, text) = match part {
                Part::OutputText { text, .. } => (Part::OutputText { text: "", annotations: [], logprobs: [] }, *text),
                Part::Refusal { refusal } => (Part::Refusal { refusal: "" }, *refusal),
            };
            let (delta_kind, done_kind) = if is_text {
                ("response.output_text.delta", "response.output_text.done")
            } else {
                ("response.refusal.delta", "response.refusal.done")
            };
            let logprobs = is_text.then_some([]);
            self.push("response.content_part.added", of_item(Some(empty)));
            for piece in tokens::pieces(text) {
                self.push(delta_kind, OfItem { delta: Some(piece), logprobs, ..of_item(None) });
            }
            let done = OfItem { logprobs, ..of_item(None) };
            self.push(
                done_kind,
                if is_text { OfItem { text: Some(text), ..done } } else { OfItem { refusal: Some(text), ..done } },
            );
            self.push("response.content_part.done", of_item(Some(part.clone())));
        }
    }

    fn call(&mut self, item: &Item<'_>, output_index: usize) {
        match item {
            Item::FunctionCall { id, arguments, .. } => {
                let of_item = || OfItem { item_id: id, output_index, ..OfItem::default() };
                for piece in tokens::pieces(arguments) {
                    self.push("response.function_call_arguments.delta", OfItem { delta: Some(piece), ..of_item() });
                }
                self.push("response.function_call_arguments.done", OfItem { arguments: Some(arguments), ..of_item() });
            }
            Item::CustomToolCall { id, input, .. } => {
                let of_item = || OfItem { item_id: id, output_index, ..OfItem::default() };
                for piece in tokens::pieces(input) {
                    self.push("response.custom_tool_call_input.delta", OfItem { delta: Some(piece), ..of_item() });
                }
                self.push("response.custom_tool_call_input.done", OfItem { input: Some(input), ..of_item() });
            }
            Item::Message { .. } => {}
        }
    }
}

/// An item at its beginning.
fn begun<'a>(item: &Item<'a>) -> Item<'a> {
    let status = IN_PROGRESS;
    match item.clone() {
        Item::Message { id, role, .. } => Item::Message { id, status, role, content: Vec::new() },
        Item::FunctionCall { id, call_id, name, .. } => Item::FunctionCall { id, status, call_id, name, arguments: "" },
        Item::CustomToolCall { id, call_id, name, .. } => Item::CustomToolCall { id, status, call_id, name, input: "" },
    }
}

/// The events of an answer that streams.
pub(crate) fn events(ask: &Ask, answer: &Answer, stamp: &Stamp) -> Vec<Bytes> {
    let mut events = Events::default();
    let items = answer.replies.first().map(|reply| items(reply, stamp)).unwrap_or_default();
    events.push("response.created", WholeResponse { response: response(ask, answer, stamp, None) });
    events.push("response.in_progress", WholeResponse { response: response(ask, answer, stamp, None) });
    for (output_index, item) in items.iter().enumerate() {
        events.push("response.output_item.added", WholeItem { output_index, item: begun(item) });
        events.message(item, output_index);
        events.call(item, output_index);
        events.push("response.output_item.done", WholeItem { output_index, item: item.clone() });
    }
    let response = response(ask, answer, stamp, Some(items));
    let kind = if response.status == "completed" { "response.completed" } else { "response.incomplete" };
    events.push(kind, WholeResponse { response });
    events.events
}
