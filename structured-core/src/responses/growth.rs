//! The effect of each event of a streamed response on its item.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::answer::content;
use crate::answer::lenient::{Loose, fields};
use crate::answer::logprobs::tokens;
use crate::answer::stream::grow;
use crate::answer::tool_call::{ToolCall, arguments_text};
use crate::responses::frame::Frame;
use crate::responses::item::{self, ContentPart, OutputItem};
use crate::responses::item_so_far::{Kind, complete};
use crate::responses::items_so_far::ItemsSoFar;
use crate::responses::note::Note;

impl<S> ItemsSoFar<S> {
    /// Takes an event of the type `kind`. Events of unknown types change nothing.
    pub(super) fn take(&mut self, kind: &str, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        match kind {
            "response.output_text.delta" => self.take_text(frame, notes),
            "response.output_text.done" => {
                let (item, part) = self.part_that_ends(frame);
                self.end_text(item, part, &text_of(&frame.text).unwrap_or_default(), notes);
            }
            "response.refusal.delta" => self.take_refusal(frame, notes),
            "response.refusal.done" => {
                let (item, part) = self.part_that_ends(frame);
                self.end_refusal(item, part, &text_of(&frame.refusal).unwrap_or_default(), notes);
            }
            "response.content_part.done" => {
                if let Some(part) = frame.part.and_then(item::read_part) {
                    let (item, _) = self.part_that_ends(frame);
                    self.end_part(item, frame.content_index, &part, notes);
                }
            }
            "response.function_call_arguments.delta" | "response.custom_tool_call_input.delta" => {
                self.take_arguments(frame, notes);
            }
            "response.function_call_arguments.done" => {
                self.end_arguments(frame, arguments_text(&frame.arguments), notes);
            }
            "response.custom_tool_call_input.done" => self.end_arguments(frame, arguments_text(&frame.input), notes),
            "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" | "response.reasoning.delta" => {
                self.take_reasoning(frame, notes);
            }
            "response.output_item.added" => self.begin_item(frame, notes),
            "response.output_item.done" => {
                if let Some((item, id)) = frame.item.and_then(read_item) {
                    self.end_item(item, frame.output_index, id, notes);
                }
            }
            _ => {}
        }
    }

    fn take_text(&mut self, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        let Some(delta) = text_of(&frame.delta) else { return };
        let (item, part) = self.part(Kind::Message, frame);
        let so_far = &mut self.list[item].parts[part];
        let text = grow(&mut so_far.text, &delta);
        if !text.is_empty() {
            notes.push_back(Note::Content { item, part, text });
        }
        let mut tokens = frame.logprobs.map(tokens).unwrap_or_default();
        if tokens.is_empty() {
            return;
        }
        let from = so_far.logprobs.len();
        so_far.logprobs.append(&mut tokens);
        notes.push_back(Note::Logprobs { item, part, from });
    }

    fn take_refusal(&mut self, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        let Some(delta) = text_of(&frame.delta) else { return };
        let (item, part) = self.part(Kind::Message, frame);
        let text = grow(&mut self.list[item].parts[part].refusal, &delta);
        if !text.is_empty() {
            notes.push_back(Note::Refusal { item, part, text });
        }
    }

    fn take_reasoning(&mut self, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        let Some(delta) = text_of(&frame.delta) else { return };
        let (item, part) = self.part(Kind::Reasoning, frame);
        let text = grow(&mut self.list[item].parts[part].text, &delta);
        if !text.is_empty() {
            notes.push_back(Note::Reasoning { item, part, text });
        }
    }

    /// Takes the end of a text. Some servers send the text only here.
    fn end_text(&mut self, item: usize, part: usize, whole: &str, notes: &mut VecDeque<Note>) {
        let is_commentary = self.list[item].is_commentary();
        let so_far = &mut self.list[item].parts[part];
        if so_far.text_is_done {
            return;
        }
        let text = so_far.complete_text(whole);
        if !text.is_empty() {
            notes.push_back(Note::Content { item, part, text });
        }
        so_far.text_is_done = true;
        if !is_commentary {
            notes.push_back(Note::ContentDone { item, part });
        }
    }

    fn end_refusal(&mut self, item: usize, part: usize, whole: &str, notes: &mut VecDeque<Note>) {
        let so_far = &mut self.list[item].parts[part];
        if so_far.refusal_is_done {
            return;
        }
        let text = so_far.complete_refusal(whole);
        if !text.is_empty() {
            notes.push_back(Note::Refusal { item, part, text });
        }
        so_far.refusal_is_done = true;
        notes.push_back(Note::RefusalDone { item, part });
    }

    /// Takes the end of a part, which contains all of it.
    fn end_part(&mut self, item: usize, content_index: Option<u32>, part: &ContentPart, notes: &mut VecDeque<Note>) {
        let at = self.part_of(item, content_index);
        match part {
            ContentPart::Text { text, .. } => self.end_text(item, at, text, notes),
            ContentPart::Refusal(text) => self.end_refusal(item, at, text, notes),
            ContentPart::Other(_) => {}
        }
    }

    fn take_arguments(&mut self, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        let delta = arguments_text(&frame.delta);
        if delta.is_empty() {
            return;
        }
        let item = self.place(Kind::Call, frame.output_index, frame.item_id.word().unwrap_or_default());
        let arguments = grow(&mut self.list[item].call.arguments, delta);
        notes.push_back(Note::Call { item, arguments });
    }

    /// Takes the end of the arguments of a call. Some servers send the arguments only here.
    fn end_arguments(&mut self, frame: &Frame<'_>, whole: &str, notes: &mut VecDeque<Note>) {
        let item = self.find(Kind::Call, frame.output_index, frame.item_id.word().unwrap_or_default());
        let item = item.unwrap_or_else(|| self.begin(Kind::Call, frame.output_index, ""));
        let so_far = &mut self.list[item];
        if so_far.call.name.is_empty() {
            so_far.call.name.push_str(frame.name.word().unwrap_or_default());
        }
        self.end_call(item, whole, notes);
    }

    /// Ends a call. A call without a name is not complete: its last event has the name.
    fn end_call(&mut self, item: usize, whole: &str, notes: &mut VecDeque<Note>) {
        let so_far = &mut self.list[item];
        if so_far.call_is_done {
            return;
        }
        let arguments = complete(&mut so_far.call.arguments, whole);
        if !arguments.is_empty() {
            notes.push_back(Note::Call { item, arguments });
        }
        if !so_far.call.name.is_empty() {
            so_far.call_is_done = true;
            notes.push_back(Note::CallDone { item });
        }
    }

    /// Takes the first event of an item. Events about the item may have been received before.
    fn begin_item(&mut self, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        let Some((new, id)) = frame.item.and_then(read_item) else { return };
        let kind = Kind::of(&new);
        let known = self.find(kind, frame.output_index, &id).filter(|&at| {
            let item = &self.list[at];
            item.added.is_none() && item.done.is_none()
        });
        let item = known.unwrap_or_else(|| self.begin(kind, frame.output_index, &id));
        if let OutputItem::ToolCall(call) = &new {
            let mut call = call.clone();
            let came = core::mem::take(&mut self.list[item].call.arguments);
            let is_known = !came.is_empty();
            if is_known {
                call.arguments = came;
            }
            let arguments = 0..if is_known { 0 } else { call.arguments.len() };
            self.list[item].call = call;
            notes.push_back(Note::Call { item, arguments });
        }
        self.adopt(item, id);
        self.list[item].added = Some(new);
    }

    /// Takes the last event of an item, which contains all of it.
    fn end_item(&mut self, new: OutputItem, index: Option<u32>, id: String, notes: &mut VecDeque<Note>) {
        let item = self.place(Kind::of(&new), index, &id);
        self.adopt(item, id);
        self.end_item_at(item, new, notes);
    }

    fn end_item_at(&mut self, item: usize, new: OutputItem, notes: &mut VecDeque<Note>) {
        match &new {
            OutputItem::Message(message) => {
                for (at, part) in message.content.iter().enumerate() {
                    self.end_part(item, u32::try_from(at).ok(), part, notes);
                }
            }
            OutputItem::ToolCall(call) => self.complete_call(item, call, notes),
            OutputItem::Other { .. } => {}
        }
        self.list[item].done = Some(new);
    }

    /// Takes the call of its last event.
    fn complete_call(&mut self, item: usize, whole: &ToolCall, notes: &mut VecDeque<Note>) {
        let so_far = &mut self.list[item];
        let mut call = whole.clone();
        let came = core::mem::take(&mut so_far.call.arguments);
        if whole.arguments.starts_with(&came) || whole.arguments.is_empty() {
            call.arguments = came;
        }
        if call.name.is_empty() {
            call.name = core::mem::take(&mut so_far.call.name);
        }
        so_far.call = call;
        if so_far.call_is_done {
            complete(&mut so_far.call.arguments, &whole.arguments);
        }
        self.end_call(item, &whole.arguments, notes);
    }

    /// Ends the texts and calls whose ends were not received.
    pub(super) fn end_rest(&mut self, notes: &mut VecDeque<Note>) {
        for item in 0..self.list.len() {
            match self.list[item].kind {
                Kind::Message => {
                    for part in 0..self.list[item].parts.len() {
                        let so_far = &self.list[item].parts[part];
                        let (has_text, has_refusal) = (!so_far.text.is_empty(), !so_far.refusal.is_empty());
                        if has_text {
                            self.end_text(item, part, "", notes);
                        }
                        if has_refusal {
                            self.end_refusal(item, part, "", notes);
                        }
                    }
                }
                Kind::Call => self.end_call(item, "", notes),
                Kind::Reasoning | Kind::Other => {}
            }
        }
    }

    /// Ends the items with those of the last event. Each matches the item with its id, or else the next one of its
    /// kind.
    pub(super) fn end_items(&mut self, output: &[OutputItem], notes: &mut VecDeque<Note>) {
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.sort_by_key(|&at| self.list[at].output_index);
        let mut left: [VecDeque<usize>; Kind::COUNT] = Default::default();
        for at in order {
            left[self.list[at].kind as usize].push_back(at);
        }
        let mut taken = vec![false; self.list.len()];
        for new in output {
            let (kind, id) = (Kind::of(new), new.id().unwrap_or_default());
            let by_id = self.by_id.named(&id).filter(|&at| self.list[at].kind == kind && !taken[at]);
            let left = &mut left[kind as usize];
            let next = || core::iter::from_fn(|| left.pop_front()).find(|&at| !taken[at]);
            let item = by_id.or_else(next).unwrap_or_else(|| self.begin(kind, None, &id));
            taken.resize(self.list.len(), false);
            taken[item] = true;
            self.end_item_at(item, new.clone(), notes);
        }
    }
}

/// An item of an event, and its id.
fn read_item(json: &str) -> Option<(OutputItem, String)> {
    let mut id = Loose::Absent;
    fields(json, &mut [("id", &mut id)])?;
    Some((item::read(json)?, id.word().unwrap_or_default().into()))
}

/// The text of a delta, which some servers send as a list of parts.
fn text_of<'a>(delta: &'a Loose<'_>) -> Option<Cow<'a, str>> {
    match delta {
        Loose::Text(text) => Some(text.as_ref().into()),
        Loose::Other(json) => content::parts(json).text.map(Into::into),
        Loose::Absent | Loose::Null => None,
    }
}
