//! The received part of a streamed response, and adding the next event to it.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use serde::de::DeserializeOwned;

use crate::answer::api_error;
use crate::answer::error::{Error, Received};
use crate::answer::json_text;
use crate::answer::lenient::{Loose, fields};
use crate::answer::sink::{SinkSource, TextSink};
use crate::answer::sse;
use crate::answer::stream::Protocol;
use crate::answer::surrogates;
use crate::answer::tolerance::Mode;
use crate::responses::event::Event;
use crate::responses::frame::Frame;
use crate::responses::item::OutputItem;
use crate::responses::items_so_far::ItemsSoFar;
use crate::responses::note::Note;
use crate::responses::parse::{Head, parse_in};
use crate::responses::response::{Response, Status};

/// The response received so far.
#[derive(Debug)]
pub(super) struct Assembly<T, S> {
    items: ItemsSoFar<S>,
    /// The error for an event whose type was neither in its data nor in its name: the items may be incomplete.
    hole: Option<Error>,
    response: Option<Response<T>>,
    mode: Mode,
    /// The first half of a character whose second half was not received yet.
    pending_half: Option<u16>,
}

impl<T, S> Assembly<T, S> {
    pub(super) fn new(sinks: SinkSource<S>) -> Self {
        let items = ItemsSoFar::new(sinks);
        Self { items, hole: None, response: None, mode: Mode::Strict, pending_half: None }
    }

    pub(super) fn tolerate(&mut self) {
        self.mode = Mode::Tolerant;
    }

    pub(super) fn sink(&self) -> Option<&S> {
        self.items.sink()
    }
}

impl<T: DeserializeOwned, S: TextSink> Assembly<T, S> {
    /// Takes the last event, which contains the response.
    fn end(&mut self, response: &str, status: Option<Status>, notes: &mut VecDeque<Note>) -> Result<(), Error> {
        let head = Head::read(response, status)?;
        let mut output = head.items();
        if self.items.list.is_empty() || output.iter().any(OutputItem::has_answer) {
            self.items.end_items(&output, notes);
        } else {
            self.fill(&mut output)?;
        }
        self.items.end_rest(notes);
        self.response = Some(head.into_response(output, self.mode));
        notes.push_back(Note::Finished);
        Ok(())
    }

    /// Adds the received items to an output that lacks them.
    fn fill(&mut self, output: &mut Vec<OutputItem>) -> Result<(), Error> {
        let came = self.items.build();
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
}

/// The status of the response of an event that ends a stream; `None` for any other event.
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
            self.items.take(kind, &frame, notes);
            return Ok(false);
        }
        if kind.is_empty()
            && let Some(response) = frame.response.filter(|response| is_final(response))
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
            Some(item) => self.items.list.get_mut(item)?.event(note),
            None => self.response.as_ref().map(|response| Event::Finished { response }),
        }
    }

    fn parse(&self, body: &[u8]) -> Result<Response<T>, Error> {
        parse_in(self.mode, body)
    }

    fn finish(mut self, _: bool) -> Result<Response<T>, Vec<Received>> {
        self.response.take().ok_or_else(|| self.items.into_received())
    }

    fn into_received(self) -> Vec<Received> {
        self.items.into_received()
    }
}

/// Whether no character in the texts of an event was replaced.
fn is_whole(json: &str) -> bool {
    let mut frame = Frame::default();
    let read = json_text::fill_body(json.as_bytes(), &mut frame).is_ok();
    let mut texts = Vec::with_capacity(13);
    for text in [&frame.delta, &frame.text, &frame.refusal, &frame.arguments, &frame.input] {
        texts.extend_from_slice(&[text.as_text(), text.json()]);
    }
    texts.extend_from_slice(&[frame.item, frame.part, frame.response]);
    read && surrogates::are_whole(&texts)
        && !texts.iter().flatten().any(|text| memchr::memmem::find(text.as_bytes(), b"\\ufffd").is_some())
}

/// Whether the status of a response is final.
fn is_final(response: &str) -> bool {
    let mut status = Loose::Absent;
    let read = fields(response, &mut [("status", &mut status)]);
    read.is_some() && status.word().is_some_and(|word| Status::from(word).is_final())
}
