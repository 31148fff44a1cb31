//! What came of a streamed response so far, and adding the next event to it.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::answer::api_error;
use crate::answer::content;
use crate::answer::error::{Error, Received};
use crate::answer::json_text;
use crate::answer::lenient::{Loose, fields};
use crate::answer::logprobs::tokens;
use crate::answer::sink::{SinkSource, TextSink};
use crate::answer::sse;
use crate::answer::stream::{Protocol, grow};
use crate::answer::surrogates;
use crate::answer::tolerance::Mode;
use crate::answer::tool_call::{ToolCall, arguments_text};
use crate::responses::event::Event;
use crate::responses::frame::Frame;
use crate::responses::item::{self, ContentPart, OutputItem};
use crate::responses::parse::{Head, parse_in};
use crate::responses::response::{Response, Status};
use crate::responses::so_far::{ItemSoFar, Kind, complete};

/// The response as far as it came.
#[derive(Debug)]
pub(super) struct Assembly<T, S> {
    items: Vec<ItemSoFar<S>>,
    by_id: BTreeMap<String, usize>,
    /// The item of each kind that each number meant last.
    by_index: BTreeMap<(Kind, u32), usize>,
    /// The last item of each kind.
    last: BTreeMap<Kind, usize>,
    /// Why the items may be incomplete: an event had a type neither in its data nor in its name.
    hole: Option<Error>,
    response: Option<Response<T>>,
    mode: Mode,
    /// The first half of a character whose second half has not come.
    pending_half: Option<u16>,
    sinks: SinkSource<S>,
}

/// An event that is to be given out. Texts are ranges, so that nothing is copied.
#[derive(Debug)]
pub(super) enum Note {
    Content { item: usize, part: usize, text: Range<usize> },
    ContentDone { item: usize, part: usize },
    Refusal { item: usize, part: usize, text: Range<usize> },
    RefusalDone { item: usize, part: usize },
    Reasoning { item: usize, part: usize, text: Range<usize> },
    Call { item: usize, arguments: Range<usize> },
    CallDone { item: usize },
    Logprobs { item: usize, part: usize, from: usize },
    Finished,
}

impl Note {
    /// The place of the item that the note is about.
    fn item(&self) -> Option<usize> {
        match self {
            Self::Content { item, .. }
            | Self::ContentDone { item, .. }
            | Self::Refusal { item, .. }
            | Self::RefusalDone { item, .. }
            | Self::Reasoning { item, .. }
            | Self::Call { item, .. }
            | Self::CallDone { item }
            | Self::Logprobs { item, .. } => Some(*item),
            Self::Finished => None,
        }
    }
}

impl<T, S> Assembly<T, S> {
    pub(super) fn new(sinks: SinkSource<S>) -> Self {
        Self {
            items: Vec::new(),
            by_id: BTreeMap::new(),
            by_index: BTreeMap::new(),
            last: BTreeMap::new(),
            hole: None,
            response: None,
            mode: Mode::Strict,
            pending_half: None,
            sinks,
        }
    }

    pub(super) fn tolerate(&mut self) {
        self.mode = Mode::Tolerant;
    }

    /// The sink of the first text of the answer.
    pub(super) fn sink(&self) -> Option<&S> {
        let mut messages = self.items.iter().filter(|item| item.kind == Kind::Message && !item.is_commentary());
        messages.find_map(|item| item.parts.first()).map(|part| &part.sink)
    }

    fn find(&self, kind: Kind, index: Option<u32>, id: &str) -> Option<usize> {
        let by_id = self.by_id.get(id).copied().filter(|&at| self.items[at].kind == kind);
        let by_place = || match index {
            Some(index) => self.by_index.get(&(kind, index)).copied(),
            None => self.last.get(&kind).copied(),
        };
        by_id.or_else(|| {
            by_place().filter(|&at| {
                // Some servers make up an id for each event of an item that they began with one.
                let item = &self.items[at];
                id.is_empty() || item.id.is_empty() || item.added.is_some()
            })
        })
    }

    /// The place of the item that an event is about; a new one when it is about none that came and is open.
    fn place(&mut self, kind: Kind, index: Option<u32>, id: &str) -> usize {
        match self.find(kind, index, id) {
            Some(at) if self.items[at].done.is_none() || self.by_id.contains_key(id) => at,
            _ => self.begin(kind, index, id),
        }
    }

    fn begin(&mut self, kind: Kind, index: Option<u32>, id: &str) -> usize {
        let at = self.items.len();
        self.items.push(ItemSoFar::new(kind, index.map_or(at as u64, Into::into), id));
        self.by_index.extend(index.map(|index| ((kind, index), at)));
        self.last.insert(kind, at);
        if !id.is_empty() {
            self.by_id.insert(id.into(), at);
        }
        at
    }

    fn take_text(&mut self, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        let Some(delta) = text_of(&frame.delta) else { return };
        let (item, part) = self.part(Kind::Message, frame);
        let so_far = &mut self.items[item].parts[part];
        let text = grow(&mut so_far.text, &delta);
        if !text.is_empty() {
            notes.push_back(Note::Content { item, part, text });
        }
        let mut tokens = frame.logprobs.map(|raw| tokens(raw.get())).unwrap_or_default();
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
        let text = grow(&mut self.items[item].parts[part].refusal, &delta);
        if !text.is_empty() {
            notes.push_back(Note::Refusal { item, part, text });
        }
    }

    fn take_reasoning(&mut self, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        let Some(delta) = text_of(&frame.delta) else { return };
        let (item, part) = self.part(Kind::Reasoning, frame);
        let text = grow(&mut self.items[item].parts[part].text, &delta);
        if !text.is_empty() {
            notes.push_back(Note::Reasoning { item, part, text });
        }
    }

    fn part(&mut self, kind: Kind, frame: &Frame<'_>) -> (usize, usize) {
        let item = self.place(kind, frame.output_index, frame.item_id.word().unwrap_or_default());
        (item, self.part_of(item, frame.content_index))
    }

    fn part_of(&mut self, item: usize, content_index: Option<u32>) -> usize {
        let Self { items, sinks, .. } = self;
        items[item].part(content_index, || sinks.next())
    }

    /// The end of a text. Some servers send the text only here.
    fn end_text(&mut self, item: usize, part: usize, whole: &str, notes: &mut VecDeque<Note>) {
        let is_commentary = self.items[item].is_commentary();
        let so_far = &mut self.items[item].parts[part];
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
        let so_far = &mut self.items[item].parts[part];
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

    /// The end of a part that is known by what it holds.
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
        let arguments = grow(&mut self.items[item].call.arguments, delta);
        notes.push_back(Note::Call { item, arguments });
    }

    /// The end of the arguments of a call. Some servers send the arguments only here.
    fn end_arguments(&mut self, frame: &Frame<'_>, whole: &str, notes: &mut VecDeque<Note>) {
        let item = self.find(Kind::Call, frame.output_index, frame.item_id.word().unwrap_or_default());
        let item = item.unwrap_or_else(|| self.begin(Kind::Call, frame.output_index, ""));
        let so_far = &mut self.items[item];
        if so_far.call.name.is_empty() {
            so_far.call.name.push_str(frame.name.word().unwrap_or_default());
        }
        self.end_call(item, whole, notes);
    }

    /// A call without a name is not done: its last event has the name.
    fn end_call(&mut self, item: usize, whole: &str, notes: &mut VecDeque<Note>) {
        let so_far = &mut self.items[item];
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

    /// The first event of an item. What it is about may have come before it.
    fn begin_item(&mut self, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
        let Some((new, id)) = frame.item.and_then(read_item) else { return };
        let kind = Kind::of(&new);
        let known = self.find(kind, frame.output_index, &id).filter(|&at| {
            let item = &self.items[at];
            item.added.is_none() && item.done.is_none()
        });
        let item = known.unwrap_or_else(|| self.begin(kind, frame.output_index, &id));
        if let OutputItem::ToolCall(call) = &new {
            let mut call = call.clone();
            let came = core::mem::take(&mut self.items[item].call.arguments);
            let is_known = !came.is_empty();
            if is_known {
                call.arguments = came;
            }
            let arguments = 0..if is_known { 0 } else { call.arguments.len() };
            self.items[item].call = call;
            notes.push_back(Note::Call { item, arguments });
        }
        self.adopt(item, id);
        self.items[item].added = Some(new);
    }

    /// Gives an item its id.
    fn adopt(&mut self, item: usize, id: String) {
        if id.is_empty() {
            return;
        }
        if self.items[item].id.is_empty() {
            self.items[item].id.clone_from(&id);
        }
        self.by_id.entry(id).or_insert(item);
    }

    /// The last event of an item, which holds all of it.
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
        self.items[item].done = Some(new);
    }

    /// Takes the call as its last event has it.
    fn complete_call(&mut self, item: usize, whole: &ToolCall, notes: &mut VecDeque<Note>) {
        let so_far = &mut self.items[item];
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

    /// Ends the texts and calls whose end did not come.
    fn end_rest(&mut self, notes: &mut VecDeque<Note>) {
        for item in 0..self.items.len() {
            match self.items[item].kind {
                Kind::Message => {
                    for part in 0..self.items[item].parts.len() {
                        let so_far = &self.items[item].parts[part];
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

    /// The items out of what came, in the order of their numbers.
    fn build(&self) -> Vec<OutputItem> {
        let mut items: Vec<_> = self.items.iter().map(|item| (item.output_index, item.build())).collect();
        items.sort_by_key(|(index, _)| *index);
        items.into_iter().map(|(_, item)| item).collect()
    }
}

/// An item of an event, and its id.
fn read_item(raw: &RawValue) -> Option<(OutputItem, String)> {
    let mut id = Loose::Absent;
    fields(raw.get(), &mut [("id", &mut id)])?;
    Some((item::read(raw.get())?, id.word().unwrap_or_default().into()))
}

/// The text of a delta, which some servers send as a list of parts.
fn text_of<'a>(delta: &'a Loose<'_>) -> Option<alloc::borrow::Cow<'a, str>> {
    match delta {
        Loose::Text(text) => Some(text.as_ref().into()),
        Loose::Other(json) => content::parts(json).text.map(Into::into),
        Loose::Absent | Loose::Null => None,
    }
}

impl<T: DeserializeOwned, S: TextSink> Assembly<T, S> {
    /// Takes the response that ends the stream.
    fn end(&mut self, response: &RawValue, status: Option<Status>, notes: &mut VecDeque<Note>) -> Result<(), Error> {
        let head = Head::read(response.get(), status)?;
        let mut output = head.items();
        if self.items.is_empty() || output.iter().any(OutputItem::has_answer) {
            self.end_items(&output, notes);
        } else {
            self.fill(&mut output)?;
        }
        self.end_rest(notes);
        self.response = Some(head.into_response(output, self.mode));
        notes.push_back(Note::Finished);
        Ok(())
    }

    /// Ends the items as the last event has them. Each is the one with its id, or the first of its kind that is left.
    fn end_items(&mut self, output: &[OutputItem], notes: &mut VecDeque<Note>) {
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_key(|&at| self.items[at].output_index);
        let mut left: BTreeMap<Kind, VecDeque<usize>> = BTreeMap::new();
        for at in order {
            left.entry(self.items[at].kind).or_default().push_back(at);
        }
        let mut taken = vec![false; self.items.len()];
        for new in output {
            let (kind, id) = (Kind::of(new), new.id().unwrap_or_default());
            let by_id = self.by_id.get(&id).copied().filter(|&at| self.items[at].kind == kind && !taken[at]);
            let next = || {
                let left = left.get_mut(&kind)?;
                core::iter::from_fn(|| left.pop_front()).find(|&at| !taken[at])
            };
            let item = by_id.or_else(next).unwrap_or_else(|| self.begin(kind, None, &id));
            taken.resize(self.items.len(), false);
            taken[item] = true;
            self.end_item_at(item, new.clone(), notes);
        }
    }

    /// Puts the items that came into an output that lacks them.
    fn fill(&mut self, output: &mut Vec<OutputItem>) -> Result<(), Error> {
        let came = self.build();
        let has_answer = came.iter().any(OutputItem::has_answer);
        if let Some(hole) = self.hole.take() {
            return Err(hole);
        }
        if output.is_empty() {
            *output = came;
        } else if has_answer {
            output.extend(came.into_iter().filter(OutputItem::has_answer));
        }
        Ok(())
    }

    fn take_kind(&mut self, kind: &str, frame: &Frame<'_>, notes: &mut VecDeque<Note>) {
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
                if let Some(part) = frame.part.and_then(|raw| item::read_part(raw.get())) {
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

    /// The part that an event ends, also in an item that ended before.
    fn part_that_ends(&mut self, frame: &Frame<'_>) -> (usize, usize) {
        let id = frame.item_id.word().unwrap_or_default();
        let item = self.find(Kind::Message, frame.output_index, id);
        let item = item.unwrap_or_else(|| self.begin(Kind::Message, frame.output_index, id));
        (item, self.part_of(item, frame.content_index))
    }
}

/// The status that an event which ends a stream gives its response; `None` for any other event.
fn final_status(kind: &str) -> Option<Status> {
    match kind {
        "response.completed" | "response.done" => Some(Status::Completed),
        "response.incomplete" => Some(Status::Incomplete),
        "response.failed" => Some(Status::Failed),
        "response.cancelled" => Some(Status::Cancelled),
        _ => None,
    }
}

impl<T: DeserializeOwned, S: TextSink> Protocol for Assembly<T, S> {
    type Answer = Response<T>;
    type Event<'a>
        = Event<'a, T, S>
    where
        Self: 'a;
    type Note = Note;

    const EXPECTED: &'static str = "an event of a response";

    fn take(&mut self, event: &sse::Event<'_>, notes: &mut VecDeque<Note>) -> Result<bool, Error> {
        let mut frame = Frame::default();
        if let Err(error) = json_text::fill_body(event.data, &mut frame) {
            let mended = surrogates::mend(event.data, &mut self.pending_half);
            if let Some(mended) = mended.filter(|mended| is_whole(mended)) {
                return self.take(&sse::Event { data: mended.as_bytes(), ..*event }, notes);
            }
            let unexpected = Error::Body { expected: Self::EXPECTED, error };
            return Err(api_error::in_event(event).unwrap_or(unexpected));
        }
        let kind = match &frame.kind {
            Loose::Text(kind) if kind.starts_with("response.") || event.name.is_empty() => kind,
            _ => event.name,
        };
        if let (Some(status), Some(response)) = (final_status(kind), frame.response) {
            return self.end(response, Some(status), notes).map(|()| true);
        }
        if kind.starts_with("response.") && final_status(kind).is_none() {
            self.take_kind(kind, &frame, notes);
            return Ok(false);
        }
        if kind.is_empty()
            && let Some(response) = frame.response.filter(|raw| is_final(raw))
        {
            return self.end(response, None, notes).map(|()| true);
        }
        if let Some(error) = api_error::in_event(event) {
            return Err(error);
        }
        match kind {
            "" => {
                let error = || api_error::unexpected("missing field `type`", event.data, Self::EXPECTED);
                self.hole.get_or_insert_with(error);
                Ok(false)
            }
            kind if final_status(kind).is_some() => {
                Err(api_error::unexpected("missing field `response`", event.data, Self::EXPECTED))
            }
            _ => Ok(false),
        }
    }

    fn close(&mut self, _: bool, _: &mut VecDeque<Note>) {}

    fn event(&mut self, note: Note) -> Option<Event<'_, T, S>> {
        match note.item() {
            Some(item) => self.items.get_mut(item)?.event(note),
            None => self.response.as_ref().map(|response| Event::Finished { response }),
        }
    }

    fn parse(&self, body: &[u8]) -> Result<Response<T>, Error> {
        parse_in(self.mode, body)
    }

    fn finish(mut self, _: bool) -> Result<Response<T>, Vec<Received>> {
        self.response.take().ok_or_else(|| self.into_received())
    }

    fn into_received(self) -> Vec<Received> {
        if self.items.is_empty() {
            return Vec::new();
        }
        let mut received = Received::default();
        for item in self.items {
            let is_commentary = item.is_commentary();
            match item.kind {
                Kind::Message if is_commentary => {}
                Kind::Message => {
                    received.content.extend(item.parts.iter().map(|part| part.text.as_str()));
                    received.refusal.extend(item.parts.iter().map(|part| part.refusal.as_str()));
                }
                Kind::Call => received.tool_calls.push(item.call),
                Kind::Reasoning => received.reasoning.extend(item.parts.iter().map(|part| part.text.as_str())),
                Kind::Other => {}
            }
        }
        vec![received]
    }
}

/// Whether no character of what an event brings was replaced.
fn is_whole(json: &str) -> bool {
    let mut frame = Frame::default();
    let read = json_text::fill_body(json.as_bytes(), &mut frame).is_ok();
    let texts = [&frame.delta, &frame.text, &frame.refusal, &frame.arguments, &frame.input];
    let texts = texts.into_iter().flat_map(|text| [text.as_text(), text.json()]).flatten();
    let others = [frame.item, frame.part, frame.response].into_iter().flatten().map(RawValue::get);
    read && texts.chain(others).all(|text| surrogates::is_whole(text) && !text.contains("\\ufffd"))
}

/// Whether the status of a response is final.
fn is_final(response: &RawValue) -> bool {
    let mut status = Loose::Absent;
    let read = fields(response.get(), &mut [("status", &mut status)]);
    read.is_some() && matches!(status.word(), Some("completed" | "incomplete" | "failed" | "cancelled"))
}
