//! One item of a streamed response, as received so far.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use crate::answer::logprobs::TokenLogprob;
use crate::answer::places::Places;
use crate::answer::sink::TextSink;
use crate::answer::stream::{delta_and_snapshot, grow};
use crate::answer::tool_call::{Form, ToolCall};
use crate::responses::event::Event;
use crate::responses::item::{ContentPart, OutputItem, OutputMessage};
use crate::responses::note::Note;

/// The kind of an item. Servers that give all items the number 0 send at most one item of each kind at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Message,
    Call,
    Reasoning,
    Other,
}

impl Kind {
    /// How many kinds there are.
    pub(super) const COUNT: usize = 4;

    pub(super) fn of(item: &OutputItem) -> Self {
        match item {
            OutputItem::Message(_) => Self::Message,
            OutputItem::ToolCall(_) => Self::Call,
            OutputItem::Other { kind, .. } if kind == "reasoning" => Self::Reasoning,
            OutputItem::Other { .. } => Self::Other,
        }
    }
}

/// One item, as received so far.
#[derive(Debug)]
pub(super) struct ItemSoFar<S> {
    pub(super) kind: Kind,
    pub(super) output_index: u64,
    pub(super) id: String,
    pub(super) parts: Vec<PartSoFar<S>>,
    places: Places,
    pub(super) call: ToolCall,
    /// Whether the end of the call was reported.
    pub(super) call_is_done: bool,
    /// The item in its first event.
    pub(super) added: Option<OutputItem>,
    /// The item in its last event.
    pub(super) done: Option<OutputItem>,
}

/// One part of a message, or of the model's reasoning, as received so far.
#[derive(Debug)]
pub(super) struct PartSoFar<S> {
    content_index: u64,
    pub(super) text: String,
    pub(super) refusal: String,
    pub(super) logprobs: Vec<TokenLogprob>,
    pub(super) text_is_done: bool,
    pub(super) refusal_is_done: bool,
    pub(super) sink: S,
}

impl<S> ItemSoFar<S> {
    pub(super) fn new(kind: Kind, output_index: u64, id: &str) -> Self {
        Self {
            kind,
            output_index,
            id: id.into(),
            parts: Vec::new(),
            places: Places::default(),
            call: ToolCall::empty(Form::Item),
            call_is_done: false,
            added: None,
            done: None,
        }
    }

    /// Whether the item is a message that is not the answer.
    pub(super) fn is_commentary(&self) -> bool {
        let message = self.done.as_ref().or(self.added.as_ref()).and_then(OutputItem::as_message);
        message.is_some_and(|message| !message.is_answer())
    }

    /// The index of a part. A part without a number is the last one.
    pub(super) fn part(&mut self, content_index: Option<u32>, sink: impl FnOnce() -> S) -> usize {
        let last = self.parts.len().checked_sub(1);
        let index = match (content_index, last) {
            (None, Some(last)) => return last,
            (index, _) => index.unwrap_or_default(),
        };
        if let Some(place) = self.places.numbered(index) {
            return place;
        }
        self.places.number(index, self.parts.len());
        self.parts.push(PartSoFar {
            content_index: index.into(),
            text: String::new(),
            refusal: String::new(),
            logprobs: Vec::new(),
            text_is_done: false,
            refusal_is_done: false,
            sink: sink(),
        });
        self.parts.len() - 1
    }

    /// The item, built from the received parts.
    pub(super) fn build(&self) -> OutputItem {
        let came = self.done.as_ref().or(self.added.as_ref());
        match self.kind {
            Kind::Message => {
                let came = came.and_then(OutputItem::as_message);
                match came.filter(|came| came.has_answer() || !self.parts.iter().any(PartSoFar::has_answer)) {
                    Some(came) => OutputItem::Message(came.clone()),
                    None => OutputItem::Message(self.build_message(came)),
                }
            }
            Kind::Call => OutputItem::ToolCall(self.call.clone()),
            Kind::Reasoning | Kind::Other => came.cloned().unwrap_or_else(|| self.build_reasoning()),
        }
    }

    fn build_message(&self, came: Option<&OutputMessage>) -> OutputMessage {
        OutputMessage {
            id: self.id.clone(),
            status: None,
            phase: came.and_then(|came| came.phase.clone()),
            content: self.parts.iter().flat_map(PartSoFar::build).collect(),
            raw: String::new(),
        }
    }

    fn build_reasoning(&self) -> OutputItem {
        #[derive(serde::Serialize)]
        struct Reasoning<'a> {
            r#type: &'a str,
            #[serde(skip_serializing_if = "str::is_empty")]
            id: &'a str,
            summary: Vec<Summary<'a>>,
        }
        #[derive(serde::Serialize)]
        struct Summary<'a> {
            r#type: &'a str,
            text: &'a str,
        }
        let texts = self.parts.iter().map(|part| &*part.text);
        let summary = texts.map(|text| Summary { r#type: "summary_text", text }).collect();
        let kind = "reasoning";
        let item = Reasoning { r#type: kind, id: &self.id, summary };
        OutputItem::Other { kind: kind.to_string(), raw: serde_json::to_string(&item).unwrap_or_default() }
    }
}

impl<S> PartSoFar<S> {
    fn has_answer(&self) -> bool {
        !(self.text.is_empty() && self.refusal.is_empty())
    }

    fn build(&self) -> impl Iterator<Item = ContentPart> {
        let text = (!self.text.is_empty())
            .then(|| ContentPart::Text { text: self.text.clone(), logprobs: self.logprobs.clone() });
        let refusal = (!self.refusal.is_empty()).then(|| ContentPart::Refusal(self.refusal.clone()));
        text.into_iter().chain(refusal)
    }

    /// Adds the rest of the whole text.
    pub(super) fn complete_text(&mut self, whole: &str) -> Range<usize> {
        complete(&mut self.text, whole)
    }

    pub(super) fn complete_refusal(&mut self, whole: &str) -> Range<usize> {
        complete(&mut self.refusal, whole)
    }
}

/// Adds the rest of the whole text. Adds nothing if the received text is different.
pub(super) fn complete(text: &mut String, whole: &str) -> Range<usize> {
    let more = whole.strip_prefix(text.as_str()).unwrap_or_default();
    grow(text, more)
}

impl<S: TextSink> ItemSoFar<S> {
    /// Makes the event of a note about this item. A sink takes its text here, so that it is never ahead of the
    /// event.
    pub(super) fn event<T>(&mut self, note: Note) -> Option<Event<'_, T, S>> {
        let output_index = self.output_index;
        let is_commentary = self.is_commentary();
        Some(match note {
            Note::Content { part, text, .. } => {
                let part = self.parts.get_mut(part)?;
                let (delta, snapshot) = delta_and_snapshot(&part.text, text)?;
                if is_commentary {
                    return Some(Event::CommentaryDelta { output_index, delta, snapshot });
                }
                part.sink.push(delta);
                let content_index = part.content_index;
                Event::ContentDelta { output_index, content_index, delta, snapshot, sink: &part.sink }
            }
            Note::ContentDone { part, .. } => {
                let PartSoFar { content_index, text, sink, .. } = self.parts.get(part)?;
                Event::ContentDone { output_index, content_index: *content_index, content: text, sink }
            }
            Note::Refusal { part, text, .. } => {
                let (delta, snapshot) = delta_and_snapshot(&self.parts.get(part)?.refusal, text)?;
                Event::RefusalDelta { output_index, delta, snapshot }
            }
            Note::RefusalDone { part, .. } => {
                Event::RefusalDone { output_index, refusal: &self.parts.get(part)?.refusal }
            }
            Note::Reasoning { part, text, .. } => {
                let (delta, snapshot) = delta_and_snapshot(&self.parts.get(part)?.text, text)?;
                Event::ReasoningDelta { output_index, delta, snapshot }
            }
            Note::Call { arguments, .. } => {
                let delta = self.call.arguments.get(arguments)?;
                Event::ToolCallDelta { output_index, delta, call: &self.call }
            }
            Note::CallDone { .. } => Event::ToolCallDone { output_index, call: &self.call },
            Note::Logprobs { part, from, .. } => {
                Event::LogprobsDelta { output_index, tokens: self.parts.get(part)?.logprobs.get(from..)? }
            }
            Note::Finished => return None,
        })
    }
}
