//! The received part of a streamed chat completion, and adding the next chunk to it.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::DeserializeOwned;

use crate::answer::api_error;
use crate::answer::error::{Error, Received};
use crate::answer::json_text::ContentError;
use crate::answer::lenient::{Few, Loose};
use crate::answer::places::Places;
use crate::answer::sink::{SinkSource, TextSink};
use crate::answer::sse;
use crate::answer::stream::Protocol;
use crate::answer::surrogates;
use crate::answer::tolerance::Mode;
use crate::chat::choice::{self, ChoiceSoFar, End, Notes};
use crate::chat::chunk::Chunk;
use crate::chat::completion::ChatCompletion;
use crate::chat::event::Event;
use crate::chat::parse::parse_in;
use crate::chat::usage::Usage;

/// The completion received so far.
#[derive(Debug)]
pub(super) struct Assembly<T, S> {
    id: String,
    created: u64,
    model: String,
    system_fingerprint: Option<String>,
    service_tier: Option<Cow<'static, str>>,
    usage: Option<Usage>,
    choices: Vec<ChoiceSoFar<T, S>>,
    /// The indices of the choices, by their numbers.
    places: Places,
    /// The number of received chunks.
    chunks: u64,
    /// The choices that ended in a chunk that also had text.
    due: Vec<usize>,
    mode: Mode,
    /// The first half of a character whose second half was not received yet.
    pending_half: Option<u16>,
    sinks: SinkSource<S>,
}

/// An event that is to be returned.
#[derive(Debug)]
pub(super) enum Note {
    /// An event of the choice at this index.
    Choice(usize, choice::Note),
    Usage,
}

impl<T, S> Assembly<T, S> {
    pub(super) fn new(sinks: SinkSource<S>) -> Self {
        Self {
            id: String::new(),
            created: 0,
            model: String::new(),
            system_fingerprint: None,
            service_tier: None,
            usage: None,
            choices: Vec::new(),
            places: Places::default(),
            chunks: 0,
            due: Vec::new(),
            mode: Mode::Strict,
            pending_half: None,
            sinks,
        }
    }

    pub(super) fn tolerate(&mut self) {
        self.mode = Mode::Tolerant;
    }

    pub(super) fn sink(&self, choice: u32) -> Option<&S> {
        self.choices.get(self.places.numbered(choice)?).map(|so_far| &so_far.sink)
    }

    /// Takes the members that are the same in all chunks, if they are not known yet.
    fn take_head(&mut self, chunk: &mut Chunk<'_>) {
        let take = core::mem::take::<Loose<'_>>;
        if self.id.is_empty() {
            self.id = take(&mut chunk.id).owned();
        }
        if self.model.is_empty() {
            self.model = take(&mut chunk.model).owned();
        }
        if self.created == 0 {
            self.created = chunk.created;
        }
        if self.system_fingerprint.is_none() {
            self.system_fingerprint = take(&mut chunk.system_fingerprint).filled();
        }
        if self.service_tier.is_none() {
            self.service_tier = take(&mut chunk.service_tier).tier();
        }
    }

    fn take_chunk(&mut self, chunk: &mut Chunk<'_>, notes: &mut VecDeque<Note>) -> Result<(), Error> {
        self.chunks += 1;
        self.take_head(chunk);
        let due = core::mem::take(&mut self.due);
        let mut result = Ok(());
        for choice in chunk.choices.iter_mut().flat_map(Few::iter_mut) {
            let at = self.place(choice.index);
            let taken = self.choices[at].take(self.chunks, choice, &mut Notes { at, queue: notes });
            if self.choices[at].end() == End::Due(self.chunks) {
                self.due.push(at);
            }
            result = result.and(taken);
        }
        // Nothing more was received of these choices, so their end was the end.
        for at in due {
            if matches!(self.choices[at].end(), End::Due(chunk) if chunk < self.chunks) {
                self.choices[at].give_end(&mut Notes { at, queue: notes });
            }
        }
        if let Some(usage) = chunk.usage.take() {
            self.usage = Some(*usage);
            notes.push_back(Note::Usage);
        }
        result
    }

    /// The index of a choice. A chunk without a number belongs to the last choice.
    fn place(&mut self, index: Option<u32>) -> usize {
        let last = self.choices.len().checked_sub(1);
        let index = match (index, last) {
            (None, Some(last)) => return last,
            (index, _) => index.unwrap_or_default(),
        };
        // Most choices begin in the order of their numbers, and most answers have one.
        let expected = index as usize;
        if self.choices.get(expected).is_some_and(|choice| choice.index == index) {
            return expected;
        }
        if let Some(place) = self.places.numbered(index) {
            return place;
        }
        self.places.number(index, self.choices.len());
        self.choices.push(ChoiceSoFar::new(index, self.sinks.next()));
        self.choices.len() - 1
    }
}

impl<T: DeserializeOwned, S: TextSink> Protocol for Assembly<T, S> {
    type Answer = ChatCompletion<T>;
    type Event<'a>
        = Event<'a, T, S>
    where
        Self: 'a;
    type Note = Note;

    const EXPECTED: &'static str = "a chunk of a chat completion";

    fn take(&mut self, event: &sse::Event<'_>, notes: &mut VecDeque<Self::Note>) -> Result<bool, Error> {
        let knows_head = !self.id.is_empty() && !self.model.is_empty() && self.system_fingerprint.is_some();
        let mut chunk = Chunk::new(knows_head);
        if let Err(error) = chunk.fill(event.data) {
            let mended = surrogates::mend(event.data, &mut self.pending_half);
            return match mended.filter(|mended| is_whole(mended)) {
                Some(mended) => self.take(&sse::Event { data: mended.as_bytes(), ..*event }, notes),
                None => Err(explain(event, error)),
            };
        }
        if chunk.has_odd_choices {
            return Err(api_error::unexpected("`choices` is not a list of objects", event.data, Self::EXPECTED));
        }
        let error = chunk.error.and_then(|error| api_error::in_member(error, false));
        let is_chunk = chunk.choices.is_some();
        let taken = self.take_chunk(&mut chunk, notes);
        match error {
            Some(error) => return Err(error),
            None => taken?,
        }
        // An event without choices is a count of tokens, a keep-alive, or an error in another form.
        if event.name == sse::ERROR || !is_chunk {
            return api_error::in_event(event).map_or(Ok(false), Err);
        }
        Ok(false)
    }

    fn close(&mut self, done: bool, notes: &mut VecDeque<Self::Note>) {
        self.due.clear();
        for (at, choice) in self.choices.iter_mut().enumerate() {
            let is_over = done || choice.is_finished();
            if is_over && choice.end() != End::Given {
                choice.give_end(&mut Notes { at, queue: notes });
            }
        }
    }

    fn event(&mut self, note: Note) -> Option<Event<'_, T, S>> {
        match note {
            Note::Choice(at, note) => self.choices.get_mut(at)?.event(note, self.mode),
            Note::Usage => self.usage.as_ref().map(Event::Usage),
        }
    }

    fn parse(&self, body: &[u8]) -> Result<ChatCompletion<T>, Error> {
        parse_in(self.mode, body)
    }

    fn finish(mut self, done: bool) -> Result<ChatCompletion<T>, Vec<Received>> {
        let is_complete = done || self.choices.iter().all(ChoiceSoFar::is_finished);
        if self.choices.is_empty() || !is_complete {
            return Err(self.into_received());
        }
        self.choices.sort_by_key(|choice| choice.index);
        Ok(ChatCompletion {
            id: self.id,
            created: self.created,
            model: self.model,
            choices: self.choices.into_iter().map(|choice| choice.into_choice(self.mode)).collect(),
            usage: self.usage,
            system_fingerprint: self.system_fingerprint,
            service_tier: self.service_tier,
        })
    }

    fn into_received(mut self) -> Vec<Received> {
        self.choices.sort_by_key(|choice| choice.index);
        self.choices.into_iter().map(ChoiceSoFar::into_received).collect()
    }
}

/// Whether no character of the texts of a chunk was replaced.
fn is_whole(json: &str) -> bool {
    let mut chunk = Chunk::default();
    let read = chunk.fill(json.as_bytes()).is_ok();
    for choice in chunk.choices.iter().flat_map(Few::iter) {
        let delta = &choice.delta;
        let (content, refusal) = (&delta.content, delta.refusal.as_text());
        let others = [delta.tool_calls, delta.function_call, choice.message];
        if !surrogates::are_whole(&[content.as_text(), content.json(), refusal]) || !surrogates::are_whole(&others) {
            return false;
        }
    }
    read
}

/// Explains why an event is not a chunk.
#[cold]
fn explain(event: &sse::Event<'_>, error: ContentError) -> Error {
    let expected = <Assembly<(), ()> as Protocol>::EXPECTED;
    api_error::in_event(event).unwrap_or(Error::Body { expected, error })
}
