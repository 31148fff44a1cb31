//! Reading a streamed response: bytes in, events out, and the response at the end.

use alloc::boxed::Box;
use std::io::Read;

use serde::de::DeserializeOwned;

use crate::answer::error::Error;
use crate::answer::sink::{SinkSource, TextSink};
use crate::answer::stream::{Shell, StreamLimits};
use crate::responses::assembly::Assembly;
use crate::responses::event::Event;
use crate::responses::note::Note;
use crate::responses::response::Response;

/// Reads a streamed response. [`push`](Self::push) bytes as they arrive, in any pieces, take the complete events
/// with [`next_event`](Self::next_event), and call [`finish`](Self::finish) for the response.
///
/// `S` receives each text of the answer as it arrives (see [`TextSink`]). The default, `()`, ignores it.
///
/// If the last event has no items, or an empty list of them, the items that were received before it count. (The
/// official SDKs use the empty list, and lose the answers of servers that send one. This difference is deliberate.)
///
/// # Examples
///
/// ```
/// use structured_core::responses::{Event, StreamReader};
///
/// let mut stream = StreamReader::<Vec<u32>>::new();
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
pub struct StreamReader<T, S = ()>(Shell<Assembly<T, S>, Note>);

impl<T: DeserializeOwned, S: TextSink + Default> Default for StreamReader<T, S> {
    fn default() -> Self {
        Self::with_default_sink()
    }
}

impl<T: DeserializeOwned> StreamReader<T> {
    /// Creates an empty stream reader.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl<T: DeserializeOwned, S: TextSink + Default> StreamReader<T, S> {
    /// Creates an empty stream reader that gives each text of the answer a default sink.
    #[must_use]
    pub fn with_default_sink() -> Self {
        Self(Shell::new(Assembly::new(SinkSource::Default(S::default))))
    }
}

impl<T: DeserializeOwned, S: TextSink> StreamReader<T, S> {
    /// Creates an empty stream reader that makes a sink for each text of the answer; see
    /// [`chat::StreamReader::with_sink`](crate::chat::StreamReader::with_sink).
    #[must_use]
    pub fn with_sink(sink: impl FnMut() -> S + Send + 'static) -> Self {
        Self(Shell::new(Assembly::new(SinkSource::of(sink))))
    }

    /// Sets the HTTP status of the answer. If it is not a success, the body is read as an error, whatever it is:
    /// [`finish`](Self::finish) returns it, as [`parse_response`](super::parse_response) does.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self(self.0.with_status(status))
    }

    /// Removes the text around the JSON, as [`parse_tolerant`](super::parse_tolerant) does. For a sink that
    /// does the same, see [`Tolerant`](crate::Tolerant).
    #[must_use]
    pub fn tolerant(mut self) -> Self {
        self.0.protocol.tolerate();
        self
    }

    /// Sets the limits of the stream; see [`StreamLimits`] for the default.
    #[must_use]
    pub fn with_limits(self, limits: StreamLimits) -> Self {
        Self(self.0.with_limits(limits))
    }

    /// Takes the next bytes of the body.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.push(bytes);
    }

    /// Ends the input of a stream without an end marker. [`next_event`](Self::next_event) then returns
    /// the last events. [`finish`](Self::finish) does this, too.
    pub fn close(&mut self) {
        self.0.close();
    }

    /// The next event that is complete; `None` until more bytes are pushed.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] when the server sends an error or the response failed, [`Error::Body`] when an event is not one
    /// of a response, and [`Error::TooLarge`] at a limit. Earlier events are kept, and later ones can still be read;
    /// but [`finish`](Self::finish) then returns the error.
    pub fn next_event(&mut self) -> Result<Option<Event<'_, T, S>>, Error> {
        self.0.next_event()
    }

    /// The sink of the answer's first text; `None` before the text begins.
    #[must_use]
    pub fn sink(&self) -> Option<&S> {
        self.0.protocol.sink()
    }

    /// Ends the stream, and returns the response that [`parse`](super::parse) returns for the same answer in one body.
    /// Events that were not taken are skipped.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`], with everything received, when the stream broke off before the response was complete or
    /// when [`next_event`](Self::next_event) returned an error. A body that is one JSON document instead of a stream,
    /// such as an error before the first event is, is read by [`parse`](super::parse), with its errors.
    pub fn finish(self) -> Result<Response<T>, Error> {
        self.0.finish()
    }

    /// Reads a whole body from a blocking reader, and passes each event to a function.
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish), and [`Error::Interrupted`] with [`Error::Io`] as its cause when reading fails.
    pub fn read_from(self, reader: impl Read, mut on_event: impl FnMut(Event<'_, T, S>)) -> Result<Response<T>, Error> {
        self.0.read_from(reader, |stream| {
            loop {
                match stream.next_event() {
                    Ok(Some(event)) => on_event(event),
                    Ok(None) => break,
                    // The stream keeps the error, and `finish` returns it with what was received.
                    Err(_) => {}
                }
            }
        })
    }

    /// Ends a stream whose transport failed. Returns the error, with everything received.
    #[must_use]
    pub fn fail(self, error: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Error {
        self.0.fail(Error::io(error))
    }

    #[cfg(feature = "futures")]
    pub(crate) fn fail_with(self, error: Error) -> Error {
        self.0.fail(error)
    }
}
