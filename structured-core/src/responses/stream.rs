//! A response that streams: bytes in, events out, the same response at the end.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec;

use serde::de::DeserializeOwned;

use crate::answer::api_error;
use crate::answer::error::{Error, Interrupted};
use crate::answer::json_text::{self, ContentError};
use crate::answer::sink::TextSink;
use crate::answer::sse::{DONE, Frames};
use crate::responses::assembly::{Assembly, Pending};
use crate::responses::event::Event;
use crate::responses::frame::Frame;
use crate::responses::parse::parse;
use crate::responses::response::Response;

/// What a frame is expected to be, in the words of [`Error::Body`].
const EXPECTED: &str = "an event of a response";

/// Reads a streamed response: [`push`](Self::push) bytes as they come, in any split, take the events that are
/// complete with [`next_event`](Self::next_event), and [`finish`](Self::finish) for the response.
///
/// `S` is what follows each text of the answer as it grows (see [`TextSink`]); by default nothing does.
///
/// # Examples
///
/// ```
/// use structured_core::responses::{Event, Stream};
///
/// let mut stream = Stream::<Vec<u32>>::new();
/// stream.push(br#"data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"[2]"}"#);
/// stream.push(b"\n\n");
/// while let Some(event) = stream.next_event()? {
///     let Event::ContentDelta { delta, .. } = event else { continue };
///     assert_eq!(delta, "[2]");
/// }
/// stream.push(br#"data: {"type":"response.completed","response":{"status":"completed","output":
/// data: [{"type":"message","content":[{"type":"output_text","text":"[2]"}]}]}}"#);
/// stream.push(b"\n\n");
/// assert_eq!(stream.finish()?.into_parsed()?, [2]);
/// # Ok::<(), structured_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Stream<T, S = ()> {
    frames: Frames,
    assembly: Assembly<T, S>,
    pending: VecDeque<Pending>,
    failure: Option<Error>,
}

impl<T, S> Default for Stream<T, S> {
    fn default() -> Self {
        let (frames, assembly, pending) = (Frames::new(), Assembly::default(), VecDeque::new());
        Self { frames, assembly, pending, failure: None }
    }
}

impl<T> Stream<T> {
    /// A stream of which nothing came yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl<T: DeserializeOwned, S: TextSink + Default> Stream<T, S> {
    /// A stream of which nothing came yet, with a sink for each text of the answer.
    #[must_use]
    pub fn with_sink() -> Self {
        Self::default()
    }

    /// Takes the next bytes of the body.
    pub fn push(&mut self, bytes: &[u8]) {
        self.frames.push(bytes);
    }

    /// The next event that the bytes up to here complete; `None` until more come.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] when the server sends an error or the response failed, and [`Error::Body`] when a frame is no
    /// event. What came before is kept, and what comes after can still be read; but [`finish`](Self::finish) will then
    /// tell of the error.
    pub fn next_event(&mut self) -> Result<Option<Event<'_, T, S>>, Error> {
        while self.pending.is_empty() {
            if !self.read_frame()? {
                return Ok(None);
            }
        }
        Ok(self.pending.pop_front().and_then(|pending| self.assembly.event(pending)))
    }

    /// The sink of the answer's first text; `None` before the text began.
    #[must_use]
    pub fn sink(&self) -> Option<&S> {
        self.assembly.sink()
    }

    /// Ends the stream: the response, as [`parse`](super::parse) gives it for the same answer in one body. Events that
    /// were not taken are passed over.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`], with what came, when the stream broke off before the response was complete or when
    /// [`next_event`](Self::next_event) met an error. A body that is no stream but one JSON document, as an error
    /// before the first event is, is read by [`parse`](super::parse), with its errors.
    pub fn finish(mut self) -> Result<Response<T>, Error> {
        if let Some(document) = self.frames.document() {
            return parse(document);
        }
        self.pass_over_events();
        let failed = self.failure.is_some();
        // The rest of a frame that broke off is of no interest to a response that is complete without it.
        self.frames.close();
        self.pass_over_events();
        match self.assembly.response.take() {
            Some(response) if !failed => Ok(response),
            _ => Err(self.interrupted()),
        }
    }

    /// Ends a stream that the transport could not deliver.
    #[cfg(feature = "futures")]
    pub(crate) fn fail(mut self, error: Error) -> Error {
        self.failure.get_or_insert(error);
        self.interrupted()
    }

    fn interrupted(self) -> Error {
        let (received, cause) = (vec![self.assembly.into_received()], self.failure);
        Error::Interrupted(Box::new(Interrupted { received, cause }))
    }

    fn pass_over_events(&mut self) {
        while !matches!(self.next_event(), Ok(None)) {}
    }

    /// Reads one frame; `false` when there is none.
    fn read_frame(&mut self) -> Result<bool, Error> {
        if self.assembly.response.is_some() {
            return Ok(false);
        }
        let Some(frame) = self.frames.next_frame() else { return Ok(false) };
        let frame = frame.trim_ascii();
        if frame.is_empty() || frame == DONE {
            return Ok(true);
        }
        match take_frame(frame, &mut self.assembly, &mut self.pending) {
            Ok(()) => Ok(true),
            Err(error) => Err(self.failure.get_or_insert(error).to_owned()),
        }
    }
}

fn take_frame<T: DeserializeOwned, S: TextSink + Default>(
    data: &[u8],
    assembly: &mut Assembly<T, S>,
    pending: &mut VecDeque<Pending>,
) -> Result<(), Error> {
    let frame = json_text::read_body::<Frame<'_>>(data).map_err(|error| api_error::explain(data, EXPECTED, error))?;
    match &*frame.kind.0 {
        "response.completed" | "response.incomplete" | "response.failed" | "response.cancelled" => {
            let Some(response) = frame.response else { return Err(other_event("missing field `response`", data)) };
            assembly.end(parse(response.get().as_bytes())?, pending);
        }
        "error" => return Err(other_event("an error without a message", data)),
        "" => return Err(other_event("missing field `type`", data)),
        _ => assembly.take(&frame, pending),
    }
    Ok(())
}

/// An event that is not one of a response: an error of the server, most often.
#[cold]
fn other_event(reason: &str, data: &[u8]) -> Error {
    let error = ContentError::other_shape(reason, &alloc::string::String::from_utf8_lossy(data));
    api_error::explain(data, EXPECTED, error)
}
