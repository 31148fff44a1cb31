//! A stream of bytes as a `futures_core::Stream` of updates, for pipelines that cannot borrow from the reader.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::answer::error::Error;
use crate::answer::sink::TextSink;
use crate::answer::tool_call::ToolCall;
use crate::chat::{self, ChatCompletion};
use crate::responses::{self, Response};

/// What happened in a stream, with owned texts. The last update is the answer.
///
/// For events that borrow, and so copy nothing, push the bytes yourself: see [`chat::StreamReader`].
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
    /// The model's reasoning grew.
    Reasoning {
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
    /// A tool call is complete.
    Call {
        /// The number of the choice; 0 in the Responses API.
        choice: u32,
        /// The call.
        call: ToolCall,
    },
    /// The answer, as it would be without streaming.
    Answer(A),
}

/// A `futures_core::Stream` of [`Update`]s, made from one of bytes; see [`chat::StreamReader::updates`] and
/// [`responses::StreamReader::updates`].
///
/// It ends with [`Update::Answer`] or with one error, which contains everything received. Between two updates it lends
/// the sink, such as a typed partial: [`sink`](Self::sink).
#[derive(Debug)]
pub struct Updates<B, R> {
    bytes: B,
    reader: Option<R>,
    closed: bool,
}

/// Reads one of the two kinds of streams. The trait is not exported, so no other types implement it.
pub trait Reader: Sized {
    type Answer;

    fn push(&mut self, bytes: &[u8]);
    fn close(&mut self);
    fn next_update(&mut self) -> Result<Option<Update<Self::Answer>>, Error>;
    fn finish(self) -> Result<Self::Answer, Error>;
    fn fail(self, error: Error) -> Error;
}

impl<T: DeserializeOwned, S: TextSink> chat::StreamReader<T, S> {
    /// The updates of a stream of bytes, such as the body of a response.
    pub fn updates<B>(self, bytes: B) -> Updates<B, Self> {
        Updates { bytes, reader: Some(self), closed: false }
    }
}

impl<T: DeserializeOwned, S: TextSink> responses::StreamReader<T, S> {
    /// The updates of a stream of bytes, such as the body of a response.
    pub fn updates<B>(self, bytes: B) -> Updates<B, Self> {
        Updates { bytes, reader: Some(self), closed: false }
    }
}

impl<B, T: DeserializeOwned, S: TextSink> Updates<B, chat::StreamReader<T, S>> {
    /// The sink of a choice, which has received the text of all updates so far; `None` before the choice begins and
    /// after the answer.
    #[must_use]
    pub fn sink(&self, choice: u32) -> Option<&S> {
        self.reader.as_ref()?.sink(choice)
    }
}

impl<B, T: DeserializeOwned, S: TextSink> Updates<B, responses::StreamReader<T, S>> {
    /// The sink of the answer's first text, which has received the text of all updates so far; `None` before the text
    /// begins and after the answer.
    #[must_use]
    pub fn sink(&self) -> Option<&S> {
        self.reader.as_ref()?.sink()
    }
}

impl<T: DeserializeOwned, S: TextSink> Reader for chat::StreamReader<T, S> {
    type Answer = ChatCompletion<T>;

    fn push(&mut self, bytes: &[u8]) {
        self.push(bytes);
    }

    fn close(&mut self) {
        self.close();
    }

    fn next_update(&mut self) -> Result<Option<Update<ChatCompletion<T>>>, Error> {
        use chat::Event;
        while let Some(event) = self.next_event()? {
            let update = match event {
                Event::ContentDelta { choice, delta, .. } => Update::Content { choice, delta: delta.to_owned() },
                Event::RefusalDelta { choice, delta, .. } => Update::Refusal { choice, delta: delta.to_owned() },
                Event::ReasoningDelta { choice, delta, .. } => Update::Reasoning { choice, delta: delta.to_owned() },
                Event::ToolCallDelta { choice, delta, call, .. } => arguments(choice, delta, call),
                Event::ToolCallDone { choice, call, .. } => Update::Call { choice, call: call.clone() },
                // What these tell is in the answer, or in the deltas before them.
                Event::ContentDone { .. }
                | Event::RefusalDone { .. }
                | Event::LogprobsDelta { .. }
                | Event::Finished { .. }
                | Event::Usage(_) => continue,
            };
            return Ok(Some(update));
        }
        Ok(None)
    }

    fn finish(self) -> Result<ChatCompletion<T>, Error> {
        self.finish()
    }

    fn fail(self, error: Error) -> Error {
        self.fail_with(error)
    }
}

impl<T: DeserializeOwned, S: TextSink> Reader for responses::StreamReader<T, S> {
    type Answer = Response<T>;

    fn push(&mut self, bytes: &[u8]) {
        self.push(bytes);
    }

    fn close(&mut self) {
        self.close();
    }

    fn next_update(&mut self) -> Result<Option<Update<Response<T>>>, Error> {
        use responses::Event;
        let choice = 0;
        while let Some(event) = self.next_event()? {
            let update = match event {
                Event::ContentDelta { delta, .. } => Update::Content { choice, delta: delta.to_owned() },
                Event::RefusalDelta { delta, .. } => Update::Refusal { choice, delta: delta.to_owned() },
                Event::ReasoningDelta { delta, .. } => Update::Reasoning { choice, delta: delta.to_owned() },
                Event::ToolCallDelta { delta, call, .. } => arguments(choice, delta, call),
                Event::ToolCallDone { call, .. } => Update::Call { choice, call: call.clone() },
                // Commentary is not the answer; what the others tell is in the answer, or in the deltas before them.
                Event::CommentaryDelta { .. }
                | Event::ContentDone { .. }
                | Event::RefusalDone { .. }
                | Event::LogprobsDelta { .. }
                | Event::Finished { .. } => continue,
            };
            return Ok(Some(update));
        }
        Ok(None)
    }

    fn finish(self) -> Result<Response<T>, Error> {
        self.finish()
    }

    fn fail(self, error: Error) -> Error {
        self.fail_with(error)
    }
}

fn arguments<A>(choice: u32, delta: &str, call: &ToolCall) -> Update<A> {
    let (id, name) = (call.id().to_owned(), call.name().to_owned());
    Update::Arguments { choice, id, name, delta: delta.to_owned() }
}

impl<B, R, C, E> Stream for Updates<B, R>
where
    B: Stream<Item = Result<C, E>> + Unpin,
    C: AsRef<[u8]>,
    E: Into<Box<dyn core::error::Error + Send + Sync>>,
    R: Reader + Unpin,
{
    type Item = Result<Update<R::Answer>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let Some(reader) = &mut this.reader else { return Poll::Ready(None) };
            let ended = match reader.next_update() {
                Ok(Some(update)) => return Poll::Ready(Some(Ok(update))),
                Ok(None) if this.closed => None,
                Ok(None) => match Pin::new(&mut this.bytes).poll_next(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Some(Ok(bytes))) => {
                        reader.push(bytes.as_ref());
                        continue;
                    }
                    Poll::Ready(Some(Err(error))) => Some(Error::io(error)),
                    Poll::Ready(None) => {
                        this.closed = true;
                        reader.close();
                        continue;
                    }
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
