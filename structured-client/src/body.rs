//! The body of a streaming answer.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use tokio::time::{Instant, Sleep, sleep};

/// The bytes of a streaming answer. Dropping it closes the connection.
#[derive(Debug)]
pub struct Body {
    inner: reqwest::Body,
    /// The longest time between two chunks.
    patience: Duration,
    silence: Pin<Box<Sleep>>,
}

/// The error of a server that sent nothing for too long.
#[derive(Debug)]
struct Silent(Duration);

impl Error for Silent {}

impl fmt::Display for Silent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server sent nothing for {:?}", self.0)
    }
}

impl Body {
    pub(crate) fn new(response: reqwest::Response, patience: Duration) -> Self {
        Self { inner: response.into(), patience, silence: Box::pin(sleep(patience)) }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, Box<dyn Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let Poll::Ready(frame) = Pin::new(&mut this.inner).poll_frame(context) else {
                ready!(this.silence.as_mut().poll(context));
                return Poll::Ready(Some(Err(Silent(this.patience).into())));
            };
            let next = Instant::now().checked_add(this.patience);
            if let Some(next) = next {
                this.silence.as_mut().reset(next);
            }
            match frame {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
            }
        }
    }
}
