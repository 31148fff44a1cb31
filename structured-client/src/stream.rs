//! An answer that streams.

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

/// An answer that streams: a `futures_core::Stream` of [`Update`]s, the last of which is the whole answer.
///
/// It ends with [`Update::Answer`] or with one error. A stream that breaks off ends with
/// [`Interrupted`](structured_core::Error::Interrupted) in [`Error::answer_error`], which keeps all that came. Dropping
/// it closes the connection.
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
    /// The next update; `None` after the answer or an error. It can be dropped while it waits, and nothing is lost.
    pub async fn next(&mut self) -> Option<Result<Update<W::Answer<T>>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Passes over the updates up to the answer.
    ///
    /// # Errors
    ///
    /// The error that ends the stream.
    pub async fn finish(mut self) -> Result<W::Answer<T>, Error> {
        while let Some(update) = self.next().await.transpose()? {
            if let Update::Answer(answer) = update {
                return Ok(answer);
            }
        }
        let taken = "the answer of the stream was taken before";
        Err(Error::request(taken))
    }

    /// What has taken the text of a choice up to here; `None` before the choice began and after the answer.
    #[must_use]
    pub fn sink(&self, choice: u32) -> Option<&S> {
        W::sink(&self.updates, choice)
    }

    /// The id that the server gave the request.
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
    /// What is known of the answer up to here, of the first choice; `None` before it began and after the answer.
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
