//! The shortest endings of states, and the fewest tokens that spell each.
//!
//! The rest of a shortest ending after its first byte is the shortest ending of the state after that byte. So endings
//! share their parts, and each part is computed once. All places that continue in the same way up to the end of their
//! object or array share the parts up to there, whatever follows: the parts of a schema are computed when it is
//! compiled.
//!
//! Tokens may extend across the end of an object or array, and what follows it varies. So the tokens of the last
//! [`TAIL_BYTES`] of a segment are counted for each possible continuation, and those of the other bytes once: a token
//! begins at the boundary between the two. An object or array of more bytes may therefore take one or two tokens more
//! than needed.

mod parts;
mod tokens;

use std::sync::Arc;

use self::parts::{Layer, PartId, Parts, Place, Position};
use crate::automaton::{Automaton, State, Thread};
use crate::vocab::Vocab;

/// How many bytes at the end of an object or array are spelled together with what follows.
const TAIL_BYTES: u32 = 64;

/// The most stored parts. Beyond that, all are forgotten.
const MAX_PARTS: usize = 200_000;

/// The most parts that are computed in advance.
const MAX_SHARED: usize = 400_000;

/// The shortest endings of the states that were requested.
#[derive(Debug, Clone, Default)]
pub(crate) struct Endings(Parts);

impl Endings {
    /// The endings of everything that an answer may begin, for all answers of the schema.
    pub(crate) fn new(automaton: &Automaton, vocab: &Vocab) -> Self {
        let mut parts = Parts::default();
        for local in automaton.beginnings(MAX_SHARED) {
            if parts.own.len() > MAX_SHARED {
                break;
            }
            parts.find(automaton, vocab, local);
        }
        let mut endings = Self(parts);
        endings.tokens(automaton, vocab, &automaton.start());
        Self(Parts { shared: Arc::new(endings.0.own), own: Layer::default() })
    }

    /// Contains only the parts that all answers of the schema share.
    pub(crate) fn fresh(&self) -> Self {
        Self(Parts { shared: Arc::clone(&self.0.shared), own: Layer::default() })
    }

    /// A lower bound for the tokens that spell a shortest ending of `state`; `None` if none do.
    pub(crate) fn tokens(&mut self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<usize> {
        if automaton.bytes_to_close(state)? == 0 {
            return Some(0);
        }
        // In an ambiguous schema, the reading that a part belongs to may be dropped. Another one that is as near is
        // kept, and each byte of its ending is a token.
        if automaton.is_ambiguous() {
            return automaton.bytes_to_close(state).map(|bytes| bytes as usize);
        }
        self.forget();
        automaton.nearest(state).filter_map(|thread| self.count(automaton, vocab, thread)).min()
    }

    /// The fewest tokens that spell a shortest ending of `state`; `None` if none do.
    pub(crate) fn spelled(&mut self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<Vec<u32>> {
        if automaton.bytes_to_close(state)? == 0 {
            return Some(Vec::new());
        }
        self.forget();
        let counted = automaton.nearest(state).map(|thread| (self.count(automaton, vocab, thread), thread));
        let (_, thread) = counted.filter(|(count, _)| count.is_some()).min_by_key(|(count, _)| *count)?;
        self.spell(automaton, vocab, thread)
    }

    fn count(&mut self, automaton: &Automaton, vocab: &Vocab, thread: &Thread) -> Option<usize> {
        let (part, place) = self.place(automaton, vocab, thread);
        let count = self.0.value(vocab, Position { part, context: place.context })?;
        Some(count as usize + place.more? as usize)
    }

    fn spell(&mut self, automaton: &Automaton, vocab: &Vocab, thread: &Thread) -> Option<Vec<u32>> {
        let (part, mut place) = self.place(automaton, vocab, thread);
        let mut tokens = self.0.spelled(vocab, Position { part, context: place.context })?;
        while let Some((part, around)) = place.then {
            place = self.0.place(around);
            tokens.extend(self.0.spelled(vocab, Position { part, context: place.context })?);
        }
        Some(tokens)
    }

    /// The part at the start of the ending of `thread`, and what follows its segment.
    fn place(&mut self, automaton: &Automaton, vocab: &Vocab, thread: &Thread) -> (PartId, Place) {
        let part = self.0.find(automaton, vocab, automaton.local(thread));
        (part, self.0.following(automaton, vocab, thread.stack()))
    }

    fn forget(&mut self) {
        if self.0.own.len() > MAX_PARTS {
            self.0.own = Layer::default();
        }
    }
}
