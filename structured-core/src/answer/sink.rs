//! Where the text of an answer goes while it grows, besides the answer itself.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use std::sync::Mutex;

/// Receives the text of one answer while it streams. A stream makes one for each text and lends it with each event.
///
/// A typed partial answer is a sink. So is anything else that wants every character once: the work for a chunk stays
/// proportional to the chunk.
pub trait TextSink {
    /// Takes the next piece of the text, as the stream delivered it.
    fn push(&mut self, delta: &str);
}

/// Discards the text.
impl TextSink for () {
    fn push(&mut self, _: &str) {}
}

/// Collects the text.
impl TextSink for String {
    fn push(&mut self, delta: &str) {
        self.push_str(delta);
    }
}

/// Makes the sinks of a stream.
pub(crate) enum SinkSource<S> {
    Default(fn() -> S),
    /// Never shared: the lock is there so that a stream can be shared between threads.
    Made(Mutex<Box<dyn FnMut() -> S + Send>>),
}

impl<S> SinkSource<S> {
    pub(crate) fn of(make: impl FnMut() -> S + Send + 'static) -> Self {
        Self::Made(Mutex::new(Box::new(make)))
    }

    pub(crate) fn next(&mut self) -> S {
        match self {
            Self::Default(make) => make(),
            Self::Made(make) => match make.get_mut() {
                Ok(make) => make(),
                Err(poisoned) => poisoned.into_inner()(),
            },
        }
    }
}

impl<S> fmt::Debug for SinkSource<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SinkSource")
    }
}
