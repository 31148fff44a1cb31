//! The body of an answer while it is sent: paced, stalled, or broken off.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::endpoint::{Decision, Endpoint};

/// How long a connection that is to break stays open to send what was written.
const FLUSH: Duration = Duration::from_millis(20);

/// The parts of a body, each sent when it is due.
pub(crate) struct Sending {
    parts: VecDeque<Bytes>,
    /// The time between two parts.
    interval: Duration,
    /// How many parts are left when the body stops for a while, and for how long.
    stall: Option<(usize, Duration)>,
    /// How many bytes are sent before the connection breaks.
    until_drop: Option<usize>,
    due: Instant,
    sleep: Option<Pin<Box<Sleep>>>,
    endpoint: Arc<Endpoint>,
    number: u64,
}

/// The pages are told how the answer ended, even if the client has disconnected in the middle.
impl Drop for Sending {
    fn drop(&mut self) {
        self.endpoint.pages.end(self.number, !self.parts.is_empty() || self.until_drop == Some(0));
    }
}

impl Sending {
    pub(crate) fn new(decision: &mut Decision, endpoint: &Arc<Endpoint>, number: u64) -> Self {
        let interval = match endpoint.options.tokens_per_second {
            Some(rate) if decision.streams && rate > 0.0 => Duration::try_from_secs_f64(1.0 / rate).unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let mut parts = VecDeque::from(std::mem::take(&mut decision.parts));
        if let (Some(_), 1) = (decision.stall, parts.len())
            && let Some(mut first) = parts.pop_front()
        {
            let second = first.split_off(first.len() / 2);
            parts.extend([first, second]);
        }
        if interval.is_zero() && decision.stall.is_none() && decision.drop_after.is_none() && parts.len() > 1 {
            parts = joined(parts);
        }
        let stall = decision.stall.map(|duration| (parts.len() / 2, duration));
        Self {
            parts,
            interval,
            stall,
            until_drop: decision.drop_after,
            due: Instant::now(),
            sleep: None,
            endpoint: Arc::clone(endpoint),
            number,
        }
    }

    /// Waits until the next part is due.
    fn poll_due(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.sleep.is_none() {
            if let Some((left, duration)) = self.stall
                && self.parts.len() == left
            {
                self.stall = None;
                self.due = Instant::now() + duration;
            }
            if self.due <= Instant::now() {
                return Poll::Ready(());
            }
            self.sleep = Some(Box::pin(sleep_until(self.due)));
        }
        if let Some(sleep) = &mut self.sleep {
            ready!(sleep.as_mut().poll(context));
        }
        self.sleep = None;
        Poll::Ready(())
    }
}

/// The same bytes in few parts: the parts of a body without pacing do not matter.
fn joined(parts: VecDeque<Bytes>) -> VecDeque<Bytes> {
    const SIZE: usize = 16 << 10;
    let mut out = VecDeque::new();
    let mut buffer = Vec::new();
    for part in parts {
        buffer.extend_from_slice(&part);
        if buffer.len() >= SIZE {
            out.push_back(Bytes::from(std::mem::take(&mut buffer)));
        }
    }
    if !buffer.is_empty() {
        out.push_back(Bytes::from(buffer));
    }
    out
}

impl Body for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let sending = &mut *self;
        if sending.until_drop == Some(0) {
            // Bytes that were written before are sent while the body waits. An immediate error would discard them.
            let sleep = sending.sleep.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + FLUSH)));
            ready!(sleep.as_mut().poll(context));
            let broken = io::Error::new(io::ErrorKind::ConnectionAborted, "broken off by the script");
            return Poll::Ready(Some(Err(broken)));
        }
        if sending.parts.is_empty() {
            return Poll::Ready(None);
        }
        ready!(sending.poll_due(context));
        let Some(mut part) = sending.parts.pop_front() else { return Poll::Ready(None) };
        sending.due += sending.interval;
        if let Some(left) = &mut sending.until_drop {
            part.truncate(*left);
            *left -= part.len();
        }
        sending.endpoint.pages.part(sending.number, &part);
        Poll::Ready(Some(Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.parts.is_empty() && self.until_drop != Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        if self.until_drop.is_some() {
            return SizeHint::default();
        }
        SizeHint::with_exact(self.parts.iter().map(|part| part.len() as u64).sum())
    }
}
