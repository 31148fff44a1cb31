//! What came of a streamed chat completion so far, and putting the next chunk to it.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use serde::de::DeserializeOwned;

use crate::answer::error::Received;
use crate::answer::lenient::Text;
use crate::answer::logprobs::Logprobs;
use crate::answer::outcome::Outcome;
use crate::answer::sink::TextSink;
use crate::answer::tool_call::ToolCall;
use crate::chat::chunk::{CallDelta, Chunk, ChunkChoice, Head};
use crate::chat::completion::{ChatCompletion, Choice, FinishReason, Message};
use crate::chat::event::Event;
use crate::chat::parse::finish_reason;
use crate::chat::usage::Usage;

/// The completion as far as it came.
#[derive(Debug)]
pub(super) struct Assembly<T, S> {
    id: String,
    created: u64,
    model: String,
    system_fingerprint: Option<String>,
    service_tier: Option<String>,
    usage: Option<Usage>,
    choices: Vec<ChoiceSoFar<T, S>>,
}

/// One choice as far as it came.
#[derive(Debug)]
struct ChoiceSoFar<T, S> {
    index: u32,
    message: Message,
    /// The wire's numbers of the tool calls, in the order in which the calls came.
    call_numbers: Vec<u32>,
    /// The call whose arguments are coming.
    open_call: Option<usize>,
    logprobs: Option<Logprobs>,
    finish_reason: Option<FinishReason>,
    outcome: Option<Outcome<T>>,
    /// Whether its end was noted, and nothing came after it.
    ended: bool,
    sink: S,
}

/// An event that is to be told: where in the assembly it happened. Texts are ranges, so that nothing is copied.
#[derive(Debug)]
pub(super) enum Pending {
    Content { at: usize, text: Range<usize> },
    ContentDone { at: usize },
    Refusal { at: usize, text: Range<usize> },
    RefusalDone { at: usize },
    Call { at: usize, call: usize, arguments: Range<usize> },
    CallDone { at: usize, call: usize },
    Logprobs { at: usize, content: usize, refusal: usize },
    Finished { at: usize },
    Usage,
}

impl<T, S> Default for Assembly<T, S> {
    fn default() -> Self {
        Self {
            id: String::new(),
            created: 0,
            model: String::new(),
            system_fingerprint: None,
            service_tier: None,
            usage: None,
            choices: Vec::new(),
        }
    }
}

impl<T, S: Default> Assembly<T, S> {
    /// Takes what is the same in all chunks, as far as it is not known.
    pub(super) fn take_head(&mut self, head: Head<'_>) {
        if self.id.is_empty() {
            self.id = Text::owned(head.id);
            self.created = head.created;
            self.model = Text::owned(head.model);
        }
        fill(&mut self.system_fingerprint, head.system_fingerprint);
        fill(&mut self.service_tier, head.service_tier);
    }

    /// Puts a chunk to what came before, and notes what happened.
    pub(super) fn take(&mut self, chunk: Chunk<'_>, pending: &mut VecDeque<Pending>) {
        for choice in chunk.choices.into_iter().flatten() {
            let at = self.position(choice.index);
            self.choices[at].take(at, choice, pending);
        }
        if let Some(usage) = chunk.usage {
            self.usage = Some(*usage);
            pending.push_back(Pending::Usage);
        }
    }

    fn position(&mut self, index: u32) -> usize {
        self.choices.iter().position(|choice| choice.index == index).unwrap_or_else(|| {
            self.choices.push(ChoiceSoFar::new(index));
            self.choices.len() - 1
        })
    }
}

/// Sets what is not set yet.
fn fill(field: &mut Option<String>, text: Option<Text<'_>>) {
    if field.is_none() {
        *field = Text::filled(text);
    }
}

impl<T, S> Assembly<T, S> {
    /// Whether nothing came yet.
    pub(super) fn is_empty(&self) -> bool {
        self.choices.is_empty()
    }

    /// Whether choices came and each of them ended.
    pub(super) fn is_finished(&self) -> bool {
        !self.choices.is_empty() && self.choices.iter().all(|choice| choice.finish_reason.is_some())
    }

    pub(super) fn sink(&self, choice: u32) -> Option<&S> {
        self.choices.iter().find(|so_far| so_far.index == choice).map(|so_far| &so_far.sink)
    }

    pub(super) fn into_received(mut self) -> Vec<Received> {
        self.choices.sort_by_key(|choice| choice.index);
        self.choices.into_iter().map(|choice| choice.message.into()).collect()
    }
}

impl From<Message> for Received {
    fn from(message: Message) -> Self {
        Self {
            content: message.content.unwrap_or_default(),
            refusal: message.refusal.unwrap_or_default(),
            tool_calls: message.tool_calls,
        }
    }
}

impl<T: DeserializeOwned, S> Assembly<T, S> {
    pub(super) fn into_completion(mut self) -> ChatCompletion<T> {
        self.choices.sort_by_key(|choice| choice.index);
        ChatCompletion {
            id: self.id,
            created: self.created,
            model: self.model,
            choices: self.choices.into_iter().map(ChoiceSoFar::into_choice).collect(),
            usage: self.usage,
            system_fingerprint: self.system_fingerprint,
            service_tier: self.service_tier,
        }
    }
}

impl<T: DeserializeOwned, S: TextSink> Assembly<T, S> {
    /// The event that a note stands for. A sink takes its text here, so that it is never ahead of the event.
    pub(super) fn event(&mut self, pending: Pending) -> Option<Event<'_, T, S>> {
        let at = match pending {
            Pending::Usage => return self.usage.as_ref().map(Event::Usage),
            Pending::Content { at, .. }
            | Pending::ContentDone { at }
            | Pending::Refusal { at, .. }
            | Pending::RefusalDone { at }
            | Pending::Call { at, .. }
            | Pending::CallDone { at, .. }
            | Pending::Logprobs { at, .. }
            | Pending::Finished { at } => at,
        };
        self.choices.get_mut(at)?.event(pending)
    }
}

impl<T, S: Default> ChoiceSoFar<T, S> {
    fn new(index: u32) -> Self {
        Self {
            index,
            message: Message::default(),
            call_numbers: Vec::new(),
            open_call: None,
            logprobs: None,
            finish_reason: None,
            outcome: None,
            ended: false,
            sink: S::default(),
        }
    }
}

impl<T, S> ChoiceSoFar<T, S> {
    fn take(&mut self, at: usize, choice: ChunkChoice<'_>, pending: &mut VecDeque<Pending>) {
        let delta = choice.delta.unwrap_or_default();
        if self.message.role.is_empty() {
            self.message.role = Text::owned(delta.role);
        }
        if let Some(delta) = delta.content {
            let text = grow(self.message.content.get_or_insert_default(), &delta);
            if !text.is_empty() {
                self.reopen();
                pending.push_back(Pending::Content { at, text });
            }
        }
        if let Some(Text(delta)) = delta.refusal.filter(|text| !text.0.is_empty()) {
            let text = grow(self.message.refusal.get_or_insert_default(), &delta);
            self.reopen();
            pending.push_back(Pending::Refusal { at, text });
        }
        for call in delta.tool_calls.into_iter().flatten() {
            self.take_call(at, call, pending);
        }
        if let Some(logprobs) = choice.logprobs {
            self.take_logprobs(at, *logprobs, pending);
        }
        if let Some(reason) = choice.finish_reason.and_then(|word| finish_reason(&word.0)) {
            self.end(at, reason, pending);
        }
    }

    /// Something came: an end that was noted before was noted too early.
    fn reopen(&mut self) {
        self.ended = false;
        self.outcome = None;
    }

    fn take_call(&mut self, at: usize, delta: CallDelta<'_>, pending: &mut VecDeque<Pending>) {
        let position = self.call_position(delta.index, delta.id.as_ref().map(|id| &*id.0));
        if self.open_call.is_some_and(|open| open != position) {
            self.end_call(at, pending);
        }
        self.open_call = Some(position);
        self.reopen();
        let (name, more) = match (delta.function, delta.custom) {
            (Some(function), _) => (function.name, function.arguments),
            (None, Some(custom)) => (custom.name, custom.input.map(|input| input.0)),
            (None, None) => (None, None),
        };
        let call = &mut self.message.tool_calls[position];
        if call.id.is_empty() {
            call.id = Text::owned(delta.id);
        }
        // Some servers repeat the name in every chunk.
        if let Some(Text(name)) = name.filter(|name| name.0 != call.name) {
            call.name.push_str(&name);
        }
        let arguments = grow(&mut call.arguments, &more.unwrap_or(Cow::Borrowed("")));
        pending.push_back(Pending::Call { at, call: position, arguments });
    }

    /// The place of a call; servers that do not number calls begin one with a new id.
    fn call_position(&mut self, number: Option<u32>, id: Option<&str>) -> usize {
        let calls = &mut self.message.tool_calls;
        let known = match number {
            Some(number) => self.call_numbers.iter().position(|&known| known == number),
            None => calls.iter().rposition(|call| id.is_none_or(|id| id.is_empty() || id == call.id)),
        };
        known.unwrap_or_else(|| {
            let next = self.call_numbers.iter().max().map_or(0, |last| last.saturating_add(1));
            self.call_numbers.push(number.unwrap_or(next));
            calls.push(ToolCall::default());
            calls.len() - 1
        })
    }

    fn take_logprobs(&mut self, at: usize, mut more: Logprobs, pending: &mut VecDeque<Pending>) {
        let (content, refusal) = (more.content.len(), more.refusal.len());
        let logprobs = self.logprobs.get_or_insert_default();
        logprobs.content.append(&mut more.content);
        logprobs.refusal.append(&mut more.refusal);
        if content + refusal > 0 {
            let (content, refusal) = (logprobs.content.len() - content, logprobs.refusal.len() - refusal);
            pending.push_back(Pending::Logprobs { at, content, refusal });
        }
    }

    fn end_call(&mut self, at: usize, pending: &mut VecDeque<Pending>) {
        if let Some(call) = self.open_call.take() {
            pending.push_back(Pending::CallDone { at, call });
        }
    }

    fn end(&mut self, at: usize, reason: FinishReason, pending: &mut VecDeque<Pending>) {
        // Some servers tell the end again in the chunk that tells the usage.
        if self.ended {
            return;
        }
        self.ended = true;
        self.finish_reason = Some(reason);
        if self.message.content.as_ref().is_some_and(|content| !content.is_empty()) {
            pending.push_back(Pending::ContentDone { at });
        }
        if self.message.refusal.is_some() {
            pending.push_back(Pending::RefusalDone { at });
        }
        self.end_call(at, pending);
        pending.push_back(Pending::Finished { at });
    }
}

/// Appends a text, and says where it stands.
fn grow(text: &mut String, delta: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(delta);
    start..text.len()
}

impl<T: DeserializeOwned, S> ChoiceSoFar<T, S> {
    fn into_choice(mut self) -> Choice<T> {
        if !self.call_numbers.is_sorted() {
            self.sort_calls();
        }
        let outcome = match self.outcome.take() {
            Some(outcome) => outcome,
            None => self.message.signs(self.finish_reason.as_ref()).read(),
        };
        let Self { index, finish_reason, message, logprobs, .. } = self;
        Choice { index, finish_reason, outcome, message, logprobs }
    }

    fn sort_calls(&mut self) {
        let calls = core::mem::take(&mut self.message.tool_calls);
        let mut numbered: Vec<_> = self.call_numbers.drain(..).zip(calls).collect();
        numbered.sort_by_key(|(number, _)| *number);
        self.message.tool_calls = numbered.into_iter().map(|(_, call)| call).collect();
        self.outcome = None;
    }
}

impl<T: DeserializeOwned, S: TextSink> ChoiceSoFar<T, S> {
    fn event(&mut self, pending: Pending) -> Option<Event<'_, T, S>> {
        let choice = self.index;
        let content = self.message.content.as_deref().unwrap_or_default();
        let refusal = self.message.refusal.as_deref().unwrap_or_default();
        Some(match pending {
            Pending::Content { text, .. } => {
                let delta = content.get(text.clone())?;
                self.sink.push(delta);
                Event::ContentDelta { choice, delta, snapshot: content.get(..text.end)?, sink: &self.sink }
            }
            Pending::ContentDone { .. } => Event::ContentDone { choice, content, sink: &self.sink },
            Pending::Refusal { text, .. } => {
                Event::RefusalDelta { choice, delta: refusal.get(text.clone())?, snapshot: refusal.get(..text.end)? }
            }
            Pending::RefusalDone { .. } => Event::RefusalDone { choice, refusal },
            Pending::Call { call: index, arguments, .. } => {
                let call = self.message.tool_calls.get(index)?;
                Event::ToolCallDelta { choice, index, delta: call.arguments.get(arguments)?, call }
            }
            Pending::CallDone { call: index, .. } => {
                Event::ToolCallDone { choice, index, call: self.message.tool_calls.get(index)? }
            }
            Pending::Logprobs { content, refusal, .. } => {
                let logprobs = self.logprobs.as_ref()?;
                let (content, refusal) = (logprobs.content.get(content..)?, logprobs.refusal.get(refusal..)?);
                Event::LogprobsDelta { choice, content, refusal }
            }
            Pending::Finished { .. } => {
                let finish_reason = self.finish_reason.as_ref()?;
                let signs = self.message.signs(Some(finish_reason));
                let outcome = self.outcome.get_or_insert_with(|| signs.read());
                Event::Finished { choice, finish_reason, outcome }
            }
            Pending::Usage => return None,
        })
    }
}
