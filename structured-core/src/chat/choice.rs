//! One choice of a streamed chat completion, as received so far.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use serde::de::DeserializeOwned;

use crate::answer::api_error;
use crate::answer::calls::{CallPiece, CallsSoFar};
use crate::answer::content;
use crate::answer::ending::Ending;
use crate::answer::error::{Error, Received};
use crate::answer::extra::{ExtraFields, Members};
use crate::answer::grown::GrownFields;
use crate::answer::lenient::{Loose, elements, read_object};
use crate::answer::logprobs::Logprobs;
use crate::answer::outcome::Outcome;
use crate::answer::sink::TextSink;
use crate::answer::stream::{delta_and_snapshot, grow};
use crate::answer::surrogates;
use crate::answer::tolerance::{Mode, Repair};
use crate::answer::tool_call::{Form, arguments_text};
use crate::chat::assembly;
use crate::chat::chunk::{CallDelta, ChunkChoice, Delta, ToolDelta};
use crate::chat::completion::{Choice, FinishReason};
use crate::chat::event::Event;
use crate::chat::message::{Message, REASONING};
use crate::chat::parse;

/// One choice, as received so far.
#[derive(Debug)]
pub(super) struct ChoiceSoFar<T, S> {
    pub(super) index: u32,
    message: Message,
    calls: CallsSoFar,
    reasoning: String,
    /// The member that contained the reasoning.
    reasoning_name: &'static str,
    /// Other members of the message.
    others: GrownFields,
    /// Whether the content, or the refusal, was `null`.
    null_content: bool,
    null_refusal: bool,
    /// The first half of a character of arguments whose second half was not received yet.
    pending_half: Option<u16>,
    has_lost_half: bool,
    logprobs: Option<Logprobs>,
    finish_reason: Option<FinishReason>,
    native_finish_reason: Option<String>,
    outcome: Option<(Outcome<T>, Vec<Repair>)>,
    end: End,
    pub(super) sink: S,
}

/// Whether the end of a choice was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The choice has not ended.
    Open,
    /// It ended in a chunk that also had text, so more may follow. The number is that of the chunk.
    Due(u64),
    /// The end was reported.
    Given,
    /// More was received after the end was reported. The next end is that of the stream.
    Late,
}

/// An event of a choice that is to be returned. Texts are ranges, so that nothing is copied.
#[derive(Debug)]
pub(super) enum Note {
    Content(Range<usize>),
    ContentDone,
    Refusal(Range<usize>),
    RefusalDone,
    Reasoning(Range<usize>),
    Call { call: usize, arguments: Range<usize> },
    CallDone(usize),
    Logprobs { content: usize, refusal: usize },
    Finished,
}

/// The queue for the notes of all choices. `at` is the index of the choice.
pub(super) struct Notes<'a> {
    pub(super) at: usize,
    pub(super) queue: &'a mut VecDeque<assembly::Note>,
}

impl Notes<'_> {
    fn push(&mut self, note: Note) {
        self.queue.push_back(assembly::Note::Choice(self.at, note));
    }
}

impl<T, S> ChoiceSoFar<T, S> {
    pub(super) fn new(index: u32, sink: S) -> Self {
        Self {
            index,
            message: Message::default(),
            calls: CallsSoFar::default(),
            reasoning: String::new(),
            reasoning_name: REASONING[0],
            others: GrownFields::default(),
            null_content: false,
            null_refusal: false,
            pending_half: None,
            has_lost_half: false,
            logprobs: None,
            finish_reason: None,
            native_finish_reason: None,
            outcome: None,
            end: End::Open,
            sink,
        }
    }

    pub(super) fn end(&self) -> End {
        self.end
    }

    pub(super) fn is_finished(&self) -> bool {
        self.finish_reason.is_some()
    }

    /// Takes a part of the choice. `chunk` is the number of its chunk.
    pub(super) fn take(
        &mut self,
        chunk: u64,
        choice: &mut ChunkChoice<'_>,
        notes: &mut Notes<'_>,
    ) -> Result<(), Error> {
        let ChunkChoice { delta, has_delta, message, logprobs, finish_reason, native_finish_reason, error, .. } =
            choice;
        let (finish_reason, native_finish_reason) =
            (core::mem::take(finish_reason), core::mem::take(native_finish_reason));
        let message = message.filter(|_| !*has_delta && self.message.content.is_none());
        let grew = match message.and_then(read_object::<Delta<'_>>) {
            Some(mut whole) => self.take_delta(&mut whole, notes),
            None => *has_delta && self.take_delta(delta, notes),
        };
        if let Some(logprobs) = logprobs.and_then(Logprobs::of) {
            self.take_logprobs(logprobs, notes);
        }
        self.native_finish_reason = native_finish_reason.filled().or(self.native_finish_reason.take());
        let reason = finish_reason.text().and_then(|word| parse::finish_reason(&word));
        let ends = reason.is_some();
        self.finish_reason = reason.or(self.finish_reason.take());
        if grew {
            self.outcome = None;
            self.end = match self.end {
                End::Given | End::Late => End::Late,
                End::Open | End::Due(_) if ends => End::Due(chunk),
                end => end,
            };
        } else if ends && matches!(self.end, End::Open | End::Due(_)) {
            self.give_end(notes);
        }
        if core::mem::take(&mut self.has_lost_half) {
            return Err(api_error::unexpected("half of a character in the arguments of a call", b"", "a tool call"));
        }
        if ends || error.is_some() {
            return parse::check(self.ending(), self.finish_reason.as_ref(), *error);
        }
        Ok(())
    }

    fn ending(&self) -> Ending {
        let word = self.finish_reason.as_ref().map(FinishReason::as_str);
        Ending::of_both(word, self.native_finish_reason.as_deref())
    }

    /// Takes a delta. Returns whether the answer grew.
    fn take_delta(&mut self, delta: &mut Delta<'_>, notes: &mut Notes<'_>) -> bool {
        let before = notes.queue.len();
        if self.message.role.is_empty()
            && let Some(role) = core::mem::take(&mut delta.role).text()
        {
            self.message.role = if role == "assistant" { Cow::Borrowed("assistant") } else { role.into_owned().into() };
        }
        for (name, value) in delta.others.drain(..) {
            self.take_other(&name, value, notes);
        }
        self.null_content |= matches!(delta.content, Loose::Null);
        self.null_refusal |= matches!(delta.refusal, Loose::Null);
        self.take_content(core::mem::take(&mut delta.content), notes);
        self.take_refusal(core::mem::take(&mut delta.refusal).text(), notes);
        if let Some(calls) = delta.tool_calls {
            self.calls.begin_list();
            let mended = surrogates::mend(calls.as_bytes(), &mut self.pending_half);
            self.has_lost_half |=
                mended.as_deref().is_some_and(|mended| mended.contains("\\ufffd") && !calls.contains("\\ufffd"));
            let calls = mended.as_deref().unwrap_or(calls);
            for members in elements(calls).into_iter().filter_map(Members::read) {
                self.take_call(&CallDelta::of(members), Form::Chat, notes);
            }
        }
        // The older form of a call, which occurs once in a message.
        if let Some(call) = delta.function_call {
            let tool = ToolDelta::of(Members::of(call));
            let is_empty = tool.name.word().is_none_or(str::is_empty) && arguments_text(&tool.arguments).is_empty();
            if !is_empty {
                self.take_call(&CallDelta { tool, ..CallDelta::default() }, Form::FunctionCall, notes);
            }
        }
        notes.queue.len() > before
    }

    fn take_content(&mut self, content: Loose<'_>, notes: &mut Notes<'_>) {
        let text = match content {
            Loose::Other(json) => {
                let parts = content::parts(json);
                self.take_reasoning(REASONING[0], parts.reasoning.as_deref().unwrap_or_default(), notes);
                self.take_refusal(parts.refusal.map(Cow::Owned), notes);
                parts.text.map(Cow::Owned)
            }
            content => content.text(),
        };
        let Some(text) = text else { return };
        let range = grow(self.message.content.get_or_insert_default(), &text);
        if !range.is_empty() {
            notes.push(Note::Content(range));
        }
    }

    fn take_refusal(&mut self, refusal: Option<Cow<'_, str>>, notes: &mut Notes<'_>) {
        if let Some(refusal) = refusal.filter(|refusal| !refusal.is_empty()) {
            let range = grow(self.message.refusal.get_or_insert_default(), &refusal);
            notes.push(Note::Refusal(range));
        }
    }

    /// Takes a member without a field.
    fn take_other(&mut self, name: &str, value: &str, notes: &mut Notes<'_>) {
        if let Some(name) = REASONING.iter().find(|known| **known == name)
            && let Some(text) = Loose::of(value).text()
        {
            // Some servers send the same text under both names.
            if self.reasoning.is_empty() || self.reasoning_name == *name {
                self.take_reasoning(name, &text, notes);
                return;
            }
        }
        self.others.take(name, value);
    }

    fn take_reasoning(&mut self, name: &'static str, text: &str, notes: &mut Notes<'_>) {
        if !text.is_empty() {
            self.reasoning_name = name;
            let range = grow(&mut self.reasoning, text);
            notes.push(Note::Reasoning(range));
        }
    }

    fn take_call(&mut self, delta: &CallDelta<'_>, form: Form, notes: &mut Notes<'_>) {
        let (id, name) = (delta.id.word().unwrap_or_default(), delta.tool.name.word().unwrap_or_default());
        let arguments = arguments_text(&delta.tool.arguments);
        let grown = self.calls.take(&CallPiece { index: delta.index, id, name, arguments });
        if let Some((call, others, inner)) = self.calls.get_mut(grown.call) {
            call.form = form;
            call.custom |= delta.custom;
            delta.others.iter().for_each(|(name, value)| others.take(name, value));
            delta.tool.others.iter().for_each(|(name, value)| inner.take(name, value));
        }
        if let Some(done) = grown.done {
            notes.push(Note::CallDone(done));
        }
        notes.push(Note::Call { call: grown.call, arguments: grown.arguments });
    }

    fn take_logprobs(&mut self, mut more: Logprobs, notes: &mut Notes<'_>) {
        let (content, refusal) = (more.content.len(), more.refusal.len());
        let logprobs = self.logprobs.get_or_insert_default();
        logprobs.content.append(&mut more.content);
        logprobs.refusal.append(&mut more.refusal);
        if content + refusal > 0 {
            let (content, refusal) = (logprobs.content.len() - content, logprobs.refusal.len() - refusal);
            notes.push(Note::Logprobs { content, refusal });
        }
    }

    /// Reports that the choice is complete.
    pub(super) fn give_end(&mut self, notes: &mut Notes<'_>) {
        self.end = End::Given;
        if self.message.content.as_ref().is_some_and(|content| !content.is_empty()) {
            notes.push(Note::ContentDone);
        }
        if self.message.refusal.is_some() {
            notes.push(Note::RefusalDone);
        }
        self.calls.end().for_each(|call| notes.push(Note::CallDone(call)));
        notes.push(Note::Finished);
    }

    pub(super) fn into_received(mut self) -> Received {
        Received {
            tool_calls: self.calls.complete_calls(),
            content: self.message.content.unwrap_or_default(),
            refusal: self.message.refusal.unwrap_or_default(),
            reasoning: self.reasoning,
        }
    }
}

impl<T: DeserializeOwned, S> ChoiceSoFar<T, S> {
    /// The message received so far.
    fn complete_message(&mut self) -> &Message {
        self.message.tool_calls = self.calls.complete_calls();
        let mut extra = ExtraFields::default();
        if self.null_content && self.message.content.is_none() {
            extra.push("content", "null");
        }
        if self.null_refusal && self.message.refusal.is_none() {
            extra.push("refusal", "null");
        }
        if !self.reasoning.is_empty() {
            extra.push_value(self.reasoning_name, &Loose::Text(Cow::Borrowed(&self.reasoning)));
        }
        self.others.write(&mut extra);
        self.message.set_extra(extra);
        self.message.fill_role();
        &self.message
    }

    pub(super) fn into_choice(mut self, mode: Mode) -> Choice<T> {
        let ending = self.ending();
        self.complete_message();
        let outcome = self.outcome.take();
        let (outcome, repairs) = outcome.unwrap_or_else(|| self.message.end_signals(ending).outcome(mode));
        let Self { index, finish_reason, native_finish_reason, message, logprobs, .. } = self;
        Choice { index, finish_reason, native_finish_reason, outcome, message, logprobs, repairs }
    }
}

impl<T: DeserializeOwned, S: TextSink> ChoiceSoFar<T, S> {
    /// Makes the event of a note. A sink takes its text here, so that it is never ahead of the event.
    pub(super) fn event(&mut self, note: Note, mode: Mode) -> Option<Event<'_, T, S>> {
        let choice = self.index;
        if matches!(note, Note::Finished) && self.outcome.is_none() {
            let ending = self.ending();
            self.outcome = Some(self.complete_message().end_signals(ending).outcome(mode));
        }
        let content = self.message.content.as_deref().unwrap_or_default();
        let refusal = self.message.refusal.as_deref().unwrap_or_default();
        Some(match note {
            Note::Content(text) => {
                let (delta, snapshot) = delta_and_snapshot(content, text)?;
                self.sink.push(delta);
                Event::ContentDelta { choice, delta, snapshot, sink: &self.sink }
            }
            Note::ContentDone => Event::ContentDone { choice, content, sink: &self.sink },
            Note::Refusal(text) => {
                let (delta, snapshot) = delta_and_snapshot(refusal, text)?;
                Event::RefusalDelta { choice, delta, snapshot }
            }
            Note::RefusalDone => Event::RefusalDone { choice, refusal },
            Note::Reasoning(text) => {
                let (delta, snapshot) = delta_and_snapshot(&self.reasoning, text)?;
                Event::ReasoningDelta { choice, delta, snapshot }
            }
            Note::Call { call: index, arguments } => {
                let call = self.calls.get(index)?;
                Event::ToolCallDelta { choice, index, delta: call.arguments.get(arguments)?, call }
            }
            Note::CallDone(index) => Event::ToolCallDone { choice, index, call: self.calls.get(index)? },
            Note::Logprobs { content, refusal } => {
                let logprobs = self.logprobs.as_ref()?;
                let (content, refusal) = (logprobs.content.get(content..)?, logprobs.refusal.get(refusal..)?);
                Event::LogprobsDelta { choice, content, refusal }
            }
            Note::Finished => {
                let (outcome, _) = self.outcome.as_ref()?;
                Event::Finished { choice, finish_reason: self.finish_reason.as_ref(), outcome }
            }
        })
    }
}
