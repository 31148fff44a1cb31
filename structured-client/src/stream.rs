//! A streaming answer.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::de::DeserializeOwned;
use structured_core::partial::{Partial, PartialParser, Root};
use structured_core::{TextSink, Update};

use crate::error::{Error, Facts};
use crate::send::Begun;
use crate::wire::Wire;

/// One item of a stream.
type Item<W, T> = Result<Update<<W as Wire>::Answer<T>>, Error>;

/// A streaming answer: a `futures_core::Stream` of [`Update`]s. The last update is the complete answer.
///
/// The stream ends with [`Update::Answer`] or with one error. If the connection breaks,
/// [`Error::answer_error`] is [`Interrupted`](structured_core::Error::Interrupted), which contains everything that was
/// received. Dropping the stream closes the connection.
pub struct AnswerStream<W: Wire, T: DeserializeOwned + Unpin, S: TextSink + Unpin = ()> {
    updates: W::Updates<T, S>,
    facts: Facts,
    attempts: u32,
}

impl<W: Wire, T: DeserializeOwned + Unpin, S: TextSink + Default + Unpin> AnswerStream<W, T, S> {
    pub(crate) fn new(begun: Begun, attempts: u32) -> Self {
        Self { updates: W::updates(begun.body), facts: begun.facts, attempts }
    }
}

impl<W: Wire, T: DeserializeOwned + Unpin, S: TextSink + Unpin> AnswerStream<W, T, S> {
    /// Returns the next update, or `None` after the answer or an error. Dropping the future loses no update.
    pub async fn next(&mut self) -> Option<Result<Update<W::Answer<T>>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Skips the updates up to the answer, and returns the answer.
    ///
    /// # Errors
    ///
    /// Fails with the error that ends the stream.
    pub async fn finish(mut self) -> Result<W::Answer<T>, Error> {
        while let Some(update) = self.next().await.transpose()? {
            if let Update::Answer(answer) = update {
                return Ok(answer);
            }
        }
        let taken = "`next` has already returned the answer of the stream";
        Err(Error::request(taken))
    }

    /// Returns the sink that receives the text of a choice, or `None` before the choice begins and after the answer.
    #[must_use]
    pub fn sink(&self, choice: u32) -> Option<&S> {
        W::sink(&self.updates, choice)
    }

    /// Returns the id that the server assigned to the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.facts.request_id.as_deref()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Item<W, T>>> {
        let Poll::Ready(update) = Pin::new(&mut self.updates).poll_next(context) else { return Poll::Pending };
        Poll::Ready(update.map(|update| {
            update.map_err(|error| Error::answer(error, self.facts.clone()).with_attempts(self.attempts))
        }))
    }
}

impl<W, T> AnswerStream<W, T, PartialParser<T>>
where
    W: Wire,
    T: DeserializeOwned + Unpin + Partial,
    T::Partial: Root + Unpin,
    PartialParser<T>: TextSink + Unpin,
{
    /// Returns the partial answer of the first choice, or `None` before the choice begins and after the answer.
    #[must_use]
    pub fn partial(&self) -> Option<&T::Partial> {
        self.sink(0).map(PartialParser::snapshot)
    }
}

impl<W: Wire, T: DeserializeOwned + Unpin, S: TextSink + Unpin> Stream for AnswerStream<W, T, S> {
    type Item = Result<Update<W::Answer<T>>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<W: Wire, T: DeserializeOwned + Unpin, S: TextSink + Unpin> fmt::Debug for AnswerStream<W, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerStream").field("facts", &self.facts).finish_non_exhaustive()
    }
}
