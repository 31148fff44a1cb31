//! A stream of bytes as a `futures_core::Stream` of updates, for pipelines that cannot borrow from the reader.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt::Display;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::answer::error::Error;
use crate::answer::sink::TextSink;
use crate::chat::{self, ChatCompletion};
use crate::responses::{self, Response};

/// What happened in a stream, in texts of its own; the last one is the answer.
///
/// For events that borrow, which cost nothing but the chunk, push the bytes by hand: see [`chat::Stream`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Update<A> {
    /// The content grew.
    Content {
        /// The number of the choice; 0 in the Responses API.
        choice: u32,
        /// The new text.
        delta: String,
    },
    /// The refusal grew.
    Refusal {
        /// The number of the choice; 0 in the Responses API.
        choice: u32,
        /// The new text.
        delta: String,
    },
    /// The arguments of a tool call grew, or the call began.
    Arguments {
        /// The number of the choice; 0 in the Responses API.
        choice: u32,
        /// The id of the call.
        id: String,
        /// The name of the tool.
        name: String,
        /// The new text.
        delta: String,
    },
    /// The answer, as it is without streaming.
    Answer(A),
}

/// A `futures_core::Stream` of [`Update`]s, over one of bytes; see [`chat::Stream::updates`] and
/// [`responses::Stream::updates`].
///
/// It ends with [`Update::Answer`] or with one error, which keeps what came.
#[derive(Debug)]
pub struct Updates<B, R> {
    bytes: B,
    reader: Option<R>,
}

/// Reads one of the two kinds of streams. Not exported, so that there are no others.
pub trait Reader: Sized {
    type Answer;

    fn push(&mut self, bytes: &[u8]);
    fn next_update(&mut self) -> Result<Option<Update<Self::Answer>>, Error>;
    fn finish(self) -> Result<Self::Answer, Error>;
    fn fail(self, error: Error) -> Error;
}

impl<T: DeserializeOwned, S: TextSink + Default> chat::Stream<T, S> {
    /// The updates of a stream of bytes, such as the body of an answer of an HTTP client.
    pub fn updates<B>(self, bytes: B) -> Updates<B, Self> {
        Updates { bytes, reader: Some(self) }
    }
}

impl<T: DeserializeOwned, S: TextSink + Default> responses::Stream<T, S> {
    /// The updates of a stream of bytes, such as the body of an answer of an HTTP client.
    pub fn updates<B>(self, bytes: B) -> Updates<B, Self> {
        Updates { bytes, reader: Some(self) }
    }
}

impl<T: DeserializeOwned, S: TextSink + Default> Reader for chat::Stream<T, S> {
    type Answer = ChatCompletion<T>;

    fn push(&mut self, bytes: &[u8]) {
        self.push(bytes);
    }

    fn next_update(&mut self) -> Result<Option<Update<ChatCompletion<T>>>, Error> {
        while let Some(event) = self.next_event()? {
            let update = match event {
                chat::Event::ContentDelta { choice, delta, .. } => Update::Content { choice, delta: delta.to_owned() },
                chat::Event::RefusalDelta { choice, delta, .. } => Update::Refusal { choice, delta: delta.to_owned() },
                chat::Event::ToolCallDelta { choice, delta, call, .. } => {
                    Update::Arguments { choice, id: call.id.clone(), name: call.name.clone(), delta: delta.to_owned() }
                }
                _ => continue,
            };
            return Ok(Some(update));
        }
        Ok(None)
    }

    fn finish(self) -> Result<ChatCompletion<T>, Error> {
        self.finish()
    }

    fn fail(self, error: Error) -> Error {
        self.fail(error)
    }
}

impl<T: DeserializeOwned, S: TextSink + Default> Reader for responses::Stream<T, S> {
    type Answer = Response<T>;

    fn push(&mut self, bytes: &[u8]) {
        self.push(bytes);
    }

    fn next_update(&mut self) -> Result<Option<Update<Response<T>>>, Error> {
        let choice = 0;
        while let Some(event) = self.next_event()? {
            let update = match event {
                responses::Event::ContentDelta { delta, .. } => Update::Content { choice, delta: delta.to_owned() },
                responses::Event::RefusalDelta { delta, .. } => Update::Refusal { choice, delta: delta.to_owned() },
                responses::Event::ToolCallDelta { delta, call, .. } => {
                    Update::Arguments { choice, id: call.id.clone(), name: call.name.clone(), delta: delta.to_owned() }
                }
                _ => continue,
            };
            return Ok(Some(update));
        }
        Ok(None)
    }

    fn finish(self) -> Result<Response<T>, Error> {
        self.finish()
    }

    fn fail(self, error: Error) -> Error {
        self.fail(error)
    }
}

impl<B, R, C, E> Stream for Updates<B, R>
where
    B: Stream<Item = Result<C, E>> + Unpin,
    C: AsRef<[u8]>,
    E: Display,
    R: Reader + Unpin,
{
    type Item = Result<Update<R::Answer>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let Some(reader) = &mut this.reader else { return Poll::Ready(None) };
            let ended = match reader.next_update() {
                Ok(Some(update)) => return Poll::Ready(Some(Ok(update))),
                Ok(None) => match Pin::new(&mut this.bytes).poll_next(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Some(Ok(bytes))) => {
                        reader.push(bytes.as_ref());
                        continue;
                    }
                    Poll::Ready(Some(Err(error))) => Some(transport(&error)),
                    Poll::Ready(None) => None,
                },
                Err(error) => Some(error),
            };
            let answer = this.reader.take().map(|reader| match ended {
                Some(error) => Err(reader.fail(error)),
                None => reader.finish().map(Update::Answer),
            });
            return Poll::Ready(answer);
        }
    }
}

fn transport(error: &impl Display) -> Error {
    Error::Io { kind: std::io::ErrorKind::Other, message: error.to_string() }
}
