//! What came of a streamed response so far, and putting the next event to it.

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use serde::de::DeserializeOwned;

use crate::answer::error::Received;
use crate::answer::logprobs::TokenLogprob;
use crate::answer::sink::TextSink;
use crate::answer::tool_call::ToolCall;
use crate::responses::event::Event;
use crate::responses::frame::Frame;
use crate::responses::parse::WireItem;
use crate::responses::response::{self, OutputItem, Response};

/// The response as far as it came.
#[derive(Debug)]
pub(super) struct Assembly<T, S> {
    parts: Vec<PartSoFar<S>>,
    calls: Vec<CallSoFar>,
    /// Items of messages that are not the answer.
    commentary: Vec<u64>,
    /// Items that are complete, for servers that leave them out of the response at the end.
    items: Vec<OutputItem>,
    pub(super) response: Option<Response<T>>,
}

/// One part of a message as far as it came.
#[derive(Debug)]
struct PartSoFar<S> {
    output_index: u64,
    content_index: u64,
    text: String,
    refusal: String,
    logprobs: Vec<TokenLogprob>,
    commentary: bool,
    sink: S,
}

#[derive(Debug)]
struct CallSoFar {
    output_index: u64,
    call: ToolCall,
}

/// An event that is to be told: where in the assembly it happened. Texts are ranges, so that nothing is copied.
#[derive(Debug)]
pub(super) enum Pending {
    Content { part: usize, text: Range<usize> },
    ContentDone { part: usize },
    Refusal { part: usize, text: Range<usize> },
    RefusalDone { part: usize },
    Call { call: usize, arguments: Range<usize> },
    CallDone { call: usize },
    Logprobs { part: usize, from: usize },
    Finished,
}

impl<T, S> Default for Assembly<T, S> {
    fn default() -> Self {
        Self { parts: Vec::new(), calls: Vec::new(), commentary: Vec::new(), items: Vec::new(), response: None }
    }
}

impl<T, S> Assembly<T, S> {
    /// The sink of the first text of the answer.
    pub(super) fn sink(&self) -> Option<&S> {
        self.parts.iter().find(|part| !part.commentary).map(|part| &part.sink)
    }

    pub(super) fn into_received(self) -> Received {
        let mut received = Received::default();
        for part in self.parts.into_iter().filter(|part| !part.commentary) {
            received.content.push_str(&part.text);
            received.refusal.push_str(&part.refusal);
        }
        received.tool_calls = self.calls.into_iter().map(|so_far| so_far.call).collect();
        received
    }
}

impl<T: DeserializeOwned, S: TextSink + Default> Assembly<T, S> {
    /// Takes an event that tells of a text or a call.
    pub(super) fn take(&mut self, frame: &Frame<'_>, pending: &mut VecDeque<Pending>) {
        match &*frame.kind.0 {
            "response.output_text.delta" => self.take_text(frame, frame.delta.as_deref(), pending),
            "response.output_text.done" => {
                let part = self.part(frame);
                // Some servers send the text only here.
                if self.parts[part].text.is_empty() {
                    self.take_text(frame, frame.text.as_deref(), pending);
                }
                if !self.parts[part].commentary {
                    pending.push_back(Pending::ContentDone { part });
                }
            }
            "response.refusal.delta" => self.take_refusal(frame, frame.delta.as_deref(), pending),
            "response.refusal.done" => {
                let part = self.part(frame);
                if self.parts[part].refusal.is_empty() {
                    self.take_refusal(frame, frame.refusal.as_deref(), pending);
                }
                pending.push_back(Pending::RefusalDone { part });
            }
            "response.function_call_arguments.delta" | "response.custom_tool_call_input.delta" => {
                self.take_arguments(frame.output_index, frame.delta.as_deref(), pending);
            }
            "response.function_call_arguments.done" => {
                self.end_call(frame.output_index, frame.arguments.as_deref(), pending);
            }
            "response.custom_tool_call_input.done" => {
                self.end_call(frame.output_index, frame.input.as_deref(), pending);
            }
            "response.output_item.added" => self.begin_item(frame, pending),
            "response.output_item.done" => self.items.extend(read_item(frame)),
            _ => {}
        }
    }

    /// Takes the response that ends the stream.
    pub(super) fn end(&mut self, mut response: Response<T>, pending: &mut VecDeque<Pending>) {
        if response.output.is_empty() && !self.items.is_empty() {
            response.output = core::mem::take(&mut self.items);
            let (status, reason) = (response.status.as_ref(), response.incomplete_reason.as_deref());
            response.outcome = response::outcome(status, reason, &response.output);
        }
        self.response = Some(response);
        pending.push_back(Pending::Finished);
    }

    fn part(&mut self, frame: &Frame<'_>) -> usize {
        let place = (frame.output_index, frame.content_index);
        self.parts.iter().rposition(|part| (part.output_index, part.content_index) == place).unwrap_or_else(|| {
            self.parts.push(PartSoFar {
                output_index: frame.output_index,
                content_index: frame.content_index,
                text: String::new(),
                refusal: String::new(),
                logprobs: Vec::new(),
                commentary: self.commentary.contains(&frame.output_index),
                sink: S::default(),
            });
            self.parts.len() - 1
        })
    }

    fn take_text(&mut self, frame: &Frame<'_>, delta: Option<&str>, pending: &mut VecDeque<Pending>) {
        let at = self.part(frame);
        let part = &mut self.parts[at];
        if let Some(delta) = delta.filter(|delta| !delta.is_empty()) {
            pending.push_back(Pending::Content { part: at, text: grow(&mut part.text, delta) });
        }
        let Some(logprobs) = frame.logprobs.filter(|raw| raw.get() != "[]") else { return };
        let Ok(mut tokens) = serde_json::from_str::<Vec<TokenLogprob>>(logprobs.get()) else { return };
        let from = part.logprobs.len();
        part.logprobs.append(&mut tokens);
        if part.logprobs.len() > from {
            pending.push_back(Pending::Logprobs { part: at, from });
        }
    }

    fn take_refusal(&mut self, frame: &Frame<'_>, delta: Option<&str>, pending: &mut VecDeque<Pending>) {
        let part = self.part(frame);
        if let Some(delta) = delta.filter(|delta| !delta.is_empty()) {
            let text = grow(&mut self.parts[part].refusal, delta);
            pending.push_back(Pending::Refusal { part, text });
        }
    }

    fn begin_item(&mut self, frame: &Frame<'_>, pending: &mut VecDeque<Pending>) {
        match read_item(frame) {
            Some(OutputItem::ToolCall(call)) => {
                let arguments = 0..call.arguments.len();
                self.calls.push(CallSoFar { output_index: frame.output_index, call });
                pending.push_back(Pending::Call { call: self.calls.len() - 1, arguments });
            }
            Some(OutputItem::Message(message)) if !message.is_answer() => self.commentary.push(frame.output_index),
            _ => {}
        }
    }

    fn call(&mut self, output_index: u64) -> usize {
        self.calls.iter().rposition(|so_far| so_far.output_index == output_index).unwrap_or_else(|| {
            self.calls.push(CallSoFar { output_index, call: ToolCall::default() });
            self.calls.len() - 1
        })
    }

    fn take_arguments(&mut self, output_index: u64, delta: Option<&str>, pending: &mut VecDeque<Pending>) {
        let Some(delta) = delta.filter(|delta| !delta.is_empty()) else { return };
        let call = self.call(output_index);
        let arguments = grow(&mut self.calls[call].call.arguments, delta);
        pending.push_back(Pending::Call { call, arguments });
    }

    fn end_call(&mut self, output_index: u64, whole: Option<&str>, pending: &mut VecDeque<Pending>) {
        let call = self.call(output_index);
        // Some servers send the arguments only here.
        if self.calls[call].call.arguments.is_empty() {
            self.take_arguments(output_index, whole, pending);
        }
        pending.push_back(Pending::CallDone { call });
    }

    /// The event that a note stands for. A sink takes its text here, so that it is never ahead of the event.
    pub(super) fn event(&mut self, pending: Pending) -> Option<Event<'_, T, S>> {
        match pending {
            Pending::Finished => self.response.as_ref().map(|response| Event::Finished { response }),
            Pending::Call { call, arguments } => {
                let CallSoFar { output_index, call } = self.calls.get(call)?;
                let delta = call.arguments.get(arguments)?;
                Some(Event::ToolCallDelta { output_index: *output_index, delta, call })
            }
            Pending::CallDone { call } => {
                let CallSoFar { output_index, call } = self.calls.get(call)?;
                Some(Event::ToolCallDone { output_index: *output_index, call })
            }
            Pending::Content { part, .. }
            | Pending::ContentDone { part }
            | Pending::Refusal { part, .. }
            | Pending::RefusalDone { part }
            | Pending::Logprobs { part, .. } => self.parts.get_mut(part)?.event(&pending),
        }
    }
}

impl<S: TextSink> PartSoFar<S> {
    fn event<T>(&mut self, pending: &Pending) -> Option<Event<'_, T, S>> {
        let (output_index, content_index) = (self.output_index, self.content_index);
        Some(match pending {
            Pending::Content { text, .. } => {
                let (delta, snapshot) = (self.text.get(text.clone())?, self.text.get(..text.end)?);
                if self.commentary {
                    return Some(Event::CommentaryDelta { output_index, delta, snapshot });
                }
                self.sink.push(delta);
                Event::ContentDelta { output_index, content_index, delta, snapshot, sink: &self.sink }
            }
            Pending::ContentDone { .. } => {
                Event::ContentDone { output_index, content_index, content: &self.text, sink: &self.sink }
            }
            Pending::Refusal { text, .. } => {
                let (delta, snapshot) = (self.refusal.get(text.clone())?, self.refusal.get(..text.end)?);
                Event::RefusalDelta { output_index, delta, snapshot }
            }
            Pending::RefusalDone { .. } => Event::RefusalDone { output_index, refusal: &self.refusal },
            Pending::Logprobs { from, .. } => {
                Event::LogprobsDelta { output_index, tokens: self.logprobs.get(*from..)? }
            }
            Pending::Call { .. } | Pending::CallDone { .. } | Pending::Finished => return None,
        })
    }
}

/// Appends a text, and says where it stands.
fn grow(text: &mut String, delta: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(delta);
    start..text.len()
}

fn read_item(frame: &Frame<'_>) -> Option<OutputItem> {
    let raw = frame.item?.get();
    let item = serde_json::from_str::<WireItem<'_>>(raw).ok()?;
    Some(match item.read() {
        OutputItem::Other { kind, .. } => OutputItem::Other { kind, raw: raw.into() },
        item => item,
    })
}
