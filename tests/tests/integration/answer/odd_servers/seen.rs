//! What the events of a stream bring.

use std::collections::BTreeMap;

use structured_core::ToolCall;

use super::Written;

#[derive(Debug, Default, PartialEq)]
pub(super) struct Seen {
    pub(super) content: String,
    refusal: String,
    reasoning: String,
    /// The arguments of each call by its place, and how often it was done.
    calls: BTreeMap<u64, (String, usize)>,
    content_done: usize,
    refusal_done: usize,
    pub(super) finished: usize,
}

impl Seen {
    pub(super) fn content(&mut self, delta: &str, snapshot: &str) {
        self.content.push_str(delta);
        assert_eq!(self.content, snapshot);
    }

    pub(super) fn content_done(&mut self, content: &str) {
        assert_eq!(self.content, content);
        self.content_done += 1;
    }

    pub(super) fn refusal(&mut self, delta: &str) {
        self.refusal.push_str(delta);
    }

    pub(super) fn refusal_done(&mut self, refusal: &str) {
        assert_eq!(self.refusal, refusal);
        self.refusal_done += 1;
    }

    pub(super) fn reasoning(&mut self, delta: &str) {
        self.reasoning.push_str(delta);
    }

    pub(super) fn call(&mut self, place: u64, delta: &str) {
        let (arguments, done) = self.calls.entry(place).or_default();
        assert_eq!(*done, 0, "a call grows after it is done");
        arguments.push_str(delta);
    }

    pub(super) fn call_done(&mut self, place: u64, call: &ToolCall) {
        let (arguments, done) = self.calls.entry(place).or_default();
        assert_eq!(*arguments, call.arguments());
        *done += 1;
    }

    /// Fails unless the events brought all that was written, and each end once.
    pub(super) fn assert_is(&self, written: &Written, text: &str) {
        assert_eq!(self.content, written.content(), "{text}");
        assert_eq!((self.refusal.as_str(), &self.reasoning), (written.refusal(), &written.reasoning), "{text}");
        assert_eq!(self.content_done, usize::from(!self.content.is_empty()), "{text}");
        assert_eq!(self.refusal_done, usize::from(!self.refusal.is_empty()), "{text}");
        assert_eq!(self.finished, 1, "{text}");
        let calls: Vec<_> = self.calls.values().cloned().collect();
        let done: Vec<_> = written.calls().iter().map(|call| (call.arguments.clone(), 1)).collect();
        assert_eq!(calls, done, "{text}");
    }
}
