//! Where the text of an answer goes while it grows, besides the answer itself.

use alloc::string::String;

/// Follows the text of one answer while it streams; a stream makes one for each choice and lends it.
///
/// A typed partial answer is a sink. So is anything else that wants every character once: the work per chunk stays
/// proportional to the chunk.
pub trait TextSink {
    /// Takes the next piece of the text, as the stream delivered it.
    fn push(&mut self, delta: &str);
}

/// Follows nothing.
impl TextSink for () {
    fn push(&mut self, _: &str) {}
}

/// Gathers the text.
impl TextSink for String {
    fn push(&mut self, delta: &str) {
        self.push_str(delta);
    }
}
