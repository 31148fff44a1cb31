//! Reading a streamed chat completion: bytes in, events out, and the completion at the end.

use alloc::boxed::Box;
use std::io::Read;

use serde::de::DeserializeOwned;

use crate::answer::error::Error;
use crate::answer::sink::{SinkSource, TextSink};
use crate::answer::stream::{Shell, StreamLimits};
use crate::chat::assembly::{Assembly, Note};
use crate::chat::completion::ChatCompletion;
use crate::chat::event::Event;

/// Reads a streamed chat completion. [`push`](Self::push) bytes as they arrive, in any pieces, take the complete
/// events with [`next_event`](Self::next_event), and call [`finish`](Self::finish) for the completion.
///
/// Every character of the answer is looked at once. An event borrows from the reader and copies nothing. `S` receives
/// the content of each choice as it arrives (see [`TextSink`]). The default, `()`, ignores it.
///
/// # Examples
///
/// ```
/// use structured_core::chat::{Event, StreamReader};
///
/// let mut stream = StreamReader::<Vec<u32>>::new();
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
    /// Creates an empty stream reader that gives each choice a default sink for its content.
    #[must_use]
    pub fn with_default_sink() -> Self {
        Self(Shell::new(Assembly::new(SinkSource::Default(S::default))))
    }
}

impl<T: DeserializeOwned, S: TextSink> StreamReader<T, S> {
    /// Creates an empty stream reader that makes a sink for the content of each choice.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::mpsc;
    /// use structured_core::TextSink;
    /// use structured_core::chat::StreamReader;
    ///
    /// struct Sender(mpsc::Sender<String>);
    ///
    /// impl TextSink for Sender {
    ///     fn push(&mut self, delta: &str) {
    ///         let _ = self.0.send(delta.to_owned());
    ///     }
    /// }
    ///
    /// let (sender, receiver) = mpsc::channel();
    /// let mut stream = StreamReader::<Vec<u32>, _>::with_sink(move || Sender(sender.clone()));
    /// stream.push(b"data: {\"choices\":[{\"delta\":{\"content\":\"[2]\"},\"finish_reason\":\"stop\"}]}\n\n");
    /// assert_eq!(stream.finish()?.into_parsed()?, [2]);
    /// assert_eq!(receiver.recv(), Ok("[2]".to_owned()));
    /// # Ok::<(), structured_core::Error>(())
    /// ```
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
    /// [`Error::Api`] when the server sends an error instead of a chunk, [`Error::Body`] when an event is not a
    /// chunk, and [`Error::TooLarge`] at a limit. Earlier events are kept, and later ones can still be read; but
    /// [`finish`](Self::finish) then returns the error.
    pub fn next_event(&mut self) -> Result<Option<Event<'_, T, S>>, Error> {
        self.0.next_event()
    }

    /// The sink of a choice; `None` before the choice begins.
    #[must_use]
    pub fn sink(&self, choice: u32) -> Option<&S> {
        self.0.protocol.sink(choice)
    }

    /// Ends the stream, and returns the completion that [`parse`](super::parse) returns for the same answer in one
    /// body. Events that were not taken are skipped.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`], with everything received, when the stream broke off before every choice was complete or
    /// when [`next_event`](Self::next_event) returned an error. A body that is one JSON document instead of a stream,
    /// such as an error before the first chunk is, is read by [`parse`](super::parse), with its errors.
    pub fn finish(self) -> Result<ChatCompletion<T>, Error> {
        self.0.finish()
    }

    /// Reads a whole body from a blocking reader, and passes each event to a function.
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish), and [`Error::Interrupted`] with [`Error::Io`] as its cause when reading fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::chat::{Event, StreamReader};
    ///
    /// let body: &[u8] = b"data: {\"choices\":[{\"delta\":{\"content\":\"[2]\"},\"finish_reason\":\"stop\"}]}\n\n";
    /// let mut seen = String::new();
    /// let completion = StreamReader::<Vec<u32>>::new().read_from(body, |event| {
    ///     if let Event::ContentDelta { delta, .. } = event {
    ///         seen.push_str(delta);
    ///     }
    /// })?;
    /// assert_eq!((seen.as_str(), completion.into_parsed()?), ("[2]", vec![2]));
    /// # Ok::<(), structured_core::Error>(())
    /// ```
    pub fn read_from(
        self,
        reader: impl Read,
        mut on_event: impl FnMut(Event<'_, T, S>),
    ) -> Result<ChatCompletion<T>, Error> {
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
