//! Receivers for the text of an answer while it streams.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use std::sync::Mutex;

/// Receives the text of one answer while it streams. A stream makes one for each text, and lends it with each event.
///
/// A typed partial answer is a sink. Each character is passed to it once, so the work for a chunk is proportional
/// to the chunk.
///
/// # Examples
///
/// ```
/// use structured_core::{TextSink, chat};
///
/// /// Counts the characters of the answer.
/// #[derive(Default)]
/// struct Count(usize);
///
/// impl TextSink for Count {
///     fn push(&mut self, delta: &str) {
///         self.0 += delta.chars().count();
///     }
/// }
///
/// let mut stream = chat::StreamReader::<Vec<u32>, Count>::with_default_sink();
/// stream.push(b"data: {\"choices\":[{\"delta\":{\"content\":\"[2, 3]\"}}]}\n\n");
/// while let Some(event) = stream.next_event()? {
///     if let chat::Event::ContentDelta { sink, .. } = event {
///         assert_eq!(sink.0, 6);
///     }
/// }
/// # Ok::<(), structured_core::Error>(())
/// ```
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
    /// The lock is never contended: it makes a stream `Sync`.
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
