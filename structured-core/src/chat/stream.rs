//! A chat completion that streams: bytes in, events out, the same completion at the end.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::VecDeque;

use serde::de::DeserializeOwned;

use crate::answer::api_error;
use crate::answer::error::{Error, Interrupted};
use crate::answer::json_text;
use crate::answer::sink::TextSink;
use crate::answer::sse::{DONE, Frames};
use crate::chat::assembly::{Assembly, Pending};
use crate::chat::chunk::Chunk;
use crate::chat::completion::ChatCompletion;
use crate::chat::event::Event;
use crate::chat::parse::parse;

/// What a frame is expected to be, in the words of [`Error::Body`].
const EXPECTED: &str = "a chunk of a chat completion";

/// Reads a streamed chat completion: [`push`](Self::push) bytes as they come, in any split, take the events that are
/// complete with [`next_event`](Self::next_event), and [`finish`](Self::finish) for the completion.
///
/// Every character of the answer is looked at once; an event borrows from the stream and copies nothing. `S` is what
/// follows the content of each choice as it grows (see [`TextSink`]); by default nothing does.
///
/// # Examples
///
/// ```
/// use structured_core::chat::{Event, Stream};
///
/// let mut stream = Stream::<Vec<u32>>::new();
/// stream.push(br#"data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"[2, "}}]}"#);
/// stream.push(b"\n\n");
/// while let Some(event) = stream.next_event()? {
///     let Event::ContentDelta { delta, .. } = event else { continue };
///     assert_eq!(delta, "[2, ");
/// }
/// stream.push(br#"data: {"choices":[{"index":0,"delta":{"content":"3]"},"finish_reason":"stop"}]}"#);
/// stream.push(b"\n\ndata: [DONE]\n\n");
/// assert_eq!(stream.finish()?.into_parsed()?, [2, 3]);
/// # Ok::<(), structured_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Stream<T, S = ()> {
    frames: Frames,
    assembly: Assembly<T, S>,
    pending: VecDeque<Pending>,
    done: bool,
    failure: Option<Error>,
}

impl<T, S> Default for Stream<T, S> {
    fn default() -> Self {
        let (frames, assembly, pending) = (Frames::new(), Assembly::default(), VecDeque::new());
        Self { frames, assembly, pending, done: false, failure: None }
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
    /// A stream of which nothing came yet, with a sink for the content of each choice.
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
    /// [`Error::Api`] when the server sends an error instead of a chunk, and [`Error::Body`] when a frame is no chunk.
    /// What came before is kept, and what comes after can still be read; but [`finish`](Self::finish) will then tell
    /// of the error.
    pub fn next_event(&mut self) -> Result<Option<Event<'_, T, S>>, Error> {
        while self.pending.is_empty() {
            if !self.read_frame()? {
                return Ok(None);
            }
        }
        Ok(self.pending.pop_front().and_then(|pending| self.assembly.event(pending)))
    }

    /// The sink of a choice; `None` before the choice began.
    #[must_use]
    pub fn sink(&self, choice: u32) -> Option<&S> {
        self.assembly.sink(choice)
    }

    /// Ends the stream: the completion, as [`parse`](super::parse) gives it for the same answer in one body. Events
    /// that were not taken are passed over.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`], with what came, when the stream broke off before every choice was complete or when
    /// [`next_event`](Self::next_event) met an error. A body that is no stream but one JSON document, as an error
    /// before the first chunk is, is read by [`parse`](super::parse), with its errors.
    pub fn finish(mut self) -> Result<ChatCompletion<T>, Error> {
        if let Some(document) = self.frames.document() {
            return parse(document);
        }
        self.pass_over_events();
        let failed = self.failure.is_some();
        // The rest of a frame that broke off is of no interest to a completion that is complete without it.
        self.frames.close();
        self.pass_over_events();
        if !failed && (self.done || self.assembly.is_finished()) {
            return Ok(self.assembly.into_completion());
        }
        Err(self.interrupted())
    }

    /// Ends a stream that the transport could not deliver.
    #[cfg(feature = "futures")]
    pub(crate) fn fail(mut self, error: Error) -> Error {
        self.failure.get_or_insert(error);
        self.interrupted()
    }

    fn interrupted(self) -> Error {
        let (received, cause) = (self.assembly.into_received(), self.failure);
        Error::Interrupted(Box::new(Interrupted { received, cause }))
    }

    fn pass_over_events(&mut self) {
        while !matches!(self.next_event(), Ok(None)) {}
    }

    /// Reads one frame; `false` when there is none.
    fn read_frame(&mut self) -> Result<bool, Error> {
        if self.done {
            return Ok(false);
        }
        let Some(frame) = self.frames.next_frame() else { return Ok(false) };
        match frame.trim_ascii() {
            DONE => self.done = true,
            [] => {}
            frame => match read_chunk(frame) {
                Ok(chunk) if chunk.is_part() => {
                    if (self.assembly.is_empty() || chunk.is_end())
                        && let Ok(head) = json_text::read_body(frame)
                    {
                        self.assembly.take_head(head);
                    }
                    self.assembly.take(chunk, &mut self.pending);
                }
                Ok(_) => {}
                Err(error) => return Err(self.failure.get_or_insert(error).to_owned()),
            },
        }
        Ok(true)
    }
}

fn read_chunk(frame: &[u8]) -> Result<Chunk<'_>, Error> {
    let chunk = json_text::read_body::<Chunk<'_>>(frame).map_err(|error| api_error::explain(frame, EXPECTED, error))?;
    match chunk.error {
        Some(error) => Err(api_error::told(error)),
        None => Ok(chunk),
    }
}
