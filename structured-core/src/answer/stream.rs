//! The part that the streams of both APIs share: bytes in, events of the API out, and the answer at the end.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use std::io::{ErrorKind, Read};

use crate::answer::api_error;
use crate::answer::error::{Error, Interrupted, Received};
use crate::answer::json_text::ContentError;
use crate::answer::sse::{self, DONE, Decoder};

/// The limits of a stream. A larger one is an [`Error::TooLarge`], and nothing more of it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamLimits {
    /// The most bytes of one event. The last event of a response contains the whole answer.
    pub event: usize,
    /// The most bytes of all events together.
    pub answer: usize,
}

impl Default for StreamLimits {
    /// 64 MiB for an event and 256 MiB for an answer, which is far more than a model writes.
    fn default() -> Self {
        Self { event: 64 << 20, answer: 256 << 20 }
    }
}

impl StreamLimits {
    /// The limits in bytes.
    #[must_use]
    pub fn new(event: usize, answer: usize) -> Self {
        Self { event, answer }
    }
}

/// What differs between the streams of the two APIs: the meaning of their events, and the answer that they form.
pub(crate) trait Protocol {
    type Answer;
    type Event<'a>
    where
        Self: 'a;
    /// An event of the API that is to be returned. Texts are ranges in the received text, so that nothing is copied.
    type Note;

    /// What an event of the wire is expected to be, in the words of [`Error::Body`].
    const EXPECTED: &'static str;

    /// Takes an event of the wire, and adds notes for the events of the API. `true` if it is the last one.
    fn take(&mut self, event: &sse::Event<'_>, notes: &mut VecDeque<Self::Note>) -> Result<bool, Error>;

    /// Takes the end of the stream. `done` tells whether the server sent its end marker.
    fn close(&mut self, done: bool, notes: &mut VecDeque<Self::Note>);

    /// Makes the event of a note.
    fn event(&mut self, note: Self::Note) -> Option<Self::Event<'_>>;

    /// Reads a body that was not streamed.
    fn parse(&self, body: &[u8]) -> Result<Self::Answer, Error>;

    /// The answer if it is complete, or else the received parts.
    fn finish(self, done: bool) -> Result<Self::Answer, Vec<Received>>;

    fn into_received(self) -> Vec<Received>;
}

/// Appends a text, and returns where it is.
pub(crate) fn grow(text: &mut String, delta: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(delta);
    start..text.len()
}

/// The text in a range, and all of the text up to its end: the delta and the snapshot of an event.
pub(crate) fn delta_and_snapshot(text: &str, range: Range<usize>) -> Option<(&str, &str)> {
    let snapshot = text.get(..range.end)?;
    Some((snapshot.get(range.start..)?, snapshot))
}

/// A stream of one API.
#[derive(Debug)]
pub(crate) struct Shell<P, N> {
    decoder: Decoder,
    pub(crate) protocol: P,
    notes: VecDeque<N>,
    limits: StreamLimits,
    /// The number of received bytes.
    received: usize,
    /// The HTTP status of the answer, if it is not a success, and the body that came with it.
    refused: Option<(u16, Vec<u8>)>,
    /// The last event was received.
    done: bool,
    /// No more bytes will be pushed.
    closed: bool,
    failure: Option<Error>,
    /// Whether a limit was reached and reported.
    stopped: bool,
}

impl<P: Protocol> Shell<P, P::Note> {
    pub(crate) fn new(protocol: P) -> Self {
        let limits = StreamLimits::default();
        Self {
            decoder: Decoder::with_limit(limits.event),
            protocol,
            notes: VecDeque::new(),
            limits,
            received: 0,
            refused: None,
            done: false,
            closed: false,
            failure: None,
            stopped: false,
        }
    }

    pub(crate) fn with_limits(mut self, limits: StreamLimits) -> Self {
        self.decoder.set_limit(limits.event);
        Self { limits, ..self }
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.refused = (!(200..300).contains(&status)).then(|| (status, Vec::new()));
        self
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let room = self.limits.answer.saturating_sub(self.received);
        self.received = self.received.saturating_add(bytes.len());
        let bytes = &bytes[..bytes.len().min(room)];
        match &mut self.refused {
            Some((_, body)) => body.extend_from_slice(bytes),
            None => self.decoder.push(bytes),
        }
    }

    pub(crate) fn close(&mut self) {
        self.decoder.close();
        self.closed = true;
    }

    pub(crate) fn next_event(&mut self) -> Result<Option<P::Event<'_>>, Error> {
        while self.notes.is_empty() {
            if !self.read_event()? {
                return Ok(None);
            }
        }
        Ok(self.notes.pop_front().and_then(|note| self.protocol.event(note)))
    }

    /// Reads one event of the wire. `false` if there is none.
    fn read_event(&mut self) -> Result<bool, Error> {
        if self.done {
            return Ok(false);
        }
        let Some(event) = self.decoder.next_event() else { return self.without_event() };
        let data = event.data.trim_ascii();
        if data.eq_ignore_ascii_case(DONE) || data == b"\"[DONE]\"" {
            self.done = true;
            self.protocol.close(true, &mut self.notes);
            return Ok(true);
        }
        // Some servers send these to keep the connection open.
        if matches!(data, b"" | b"null" | b"ping" | b"{}") {
            return Ok(true);
        }
        match self.protocol.take(&sse::Event { data, ..event }, &mut self.notes) {
            Ok(is_last) => self.done = is_last,
            Err(error) => return Err(self.fail_with(error)),
        }
        Ok(true)
    }

    /// Finds out why there is no event: more bytes will come, a limit was reached, or all bytes came.
    fn without_event(&mut self) -> Result<bool, Error> {
        let too_large = if self.decoder.is_too_large() {
            Some(Error::TooLarge { what: "event", limit: self.limits.event })
        } else {
            let is_over = self.received > self.limits.answer;
            is_over.then_some(Error::TooLarge { what: "answer", limit: self.limits.answer })
        };
        if let Some(error) = too_large.filter(|_| !self.stopped) {
            self.stopped = true;
            return Err(self.fail_with(error));
        }
        if core::mem::take(&mut self.closed) && !self.stopped {
            self.protocol.close(false, &mut self.notes);
            return Ok(true);
        }
        Ok(false)
    }

    /// Records an error. The first one stays the cause.
    #[cold]
    fn fail_with(&mut self, error: Error) -> Error {
        self.failure.get_or_insert_with(|| error.clone());
        error
    }

    pub(crate) fn finish(mut self) -> Result<P::Answer, Error> {
        if let Some((status, body)) = self.refused.take() {
            return Err(api_error::with_status(status, &body));
        }
        let Some(document) = self.decoder.document().filter(|_| self.received <= self.limits.answer) else {
            return self.finish_events();
        };
        let answer = self.protocol.parse(document);
        // Some servers write chunks, or an error and then the end, each on a separate line.
        let is_lines = memchr::memchr(b'\n', document.trim_ascii()).is_some();
        if !is_lines || !matches!(&answer, Err(Error::Body { .. })) {
            return answer;
        }
        self.decoder.read_document_as_events();
        match self.finish_events() {
            Err(Error::Interrupted(error)) if error.received.is_empty() && !error.is_from_server() => answer,
            finished => finished,
        }
    }

    fn finish_events(mut self) -> Result<P::Answer, Error> {
        self.pass_over_events();
        let mut cause = self.failure.take();
        self.close();
        self.pass_over_events();
        let received = if cause.is_some() {
            self.protocol.into_received()
        } else {
            // If the answer is complete, the rest of an event that broke off does not matter.
            match self.protocol.finish(self.done) {
                Ok(answer) => return Ok(answer),
                Err(received) => received,
            }
        };
        let late = self.failure.filter(|error| !matches!(error, Error::Body { .. }));
        let text = self.decoder.text();
        cause = cause.or(late);
        if cause.is_none() && !text.is_empty() && !sse::is_start_of_field(text) {
            let error = ContentError::not_json("the server sent text instead of events", text);
            let error = Error::Body { expected: P::EXPECTED, error };
            if received.is_empty() {
                return Err(error);
            }
            cause = Some(error);
        }
        Err(Error::Interrupted(Box::new(Interrupted { received, cause })))
    }

    /// Ends a stream whose transport failed.
    pub(crate) fn fail(mut self, error: Error) -> Error {
        let cause = self.failure.take().or(Some(error));
        Error::Interrupted(Box::new(Interrupted { received: self.protocol.into_received(), cause }))
    }

    fn pass_over_events(&mut self) {
        while !matches!(self.next_event(), Ok(None)) {}
    }

    /// Reads a whole body. `take_events` takes the events that are complete after each piece of it.
    pub(crate) fn read_from(
        mut self,
        mut reader: impl Read,
        mut take_events: impl FnMut(&mut Self),
    ) -> Result<P::Answer, Error> {
        loop {
            let has_more = match self.fill_from(&mut reader) {
                Ok(has_more) => has_more,
                Err(error) => return Err(self.fail(error)),
            };
            take_events(&mut self);
            if !has_more {
                return self.finish();
            }
        }
    }

    /// Reads the next bytes of a body. `false` at its end.
    fn fill_from(&mut self, reader: &mut impl Read) -> Result<bool, Error> {
        let mut buffer = [0; 8 << 10];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => {
                    self.close();
                    return Ok(false);
                }
                Ok(length) => {
                    self.push(&buffer[..length]);
                    return Ok(true);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::io(error)),
            }
        }
    }
}
