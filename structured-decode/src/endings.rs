//! The shortest ending of the state that an answer is in, with the fewest tokens that spell each part of it.
//!
//! Nearly every other way to go on soon comes back to a state on the way to that ending, so only the bytes before that have
//! to be looked at.

use crate::automaton::{Automaton, State};
use crate::vocab::Vocab;

/// One shortest ending, from its end: the entry at `n - 1` is about its last `n` bytes.
#[derive(Debug, Default)]
pub(crate) struct Endings {
    kept: Vec<Part>,
}

/// Some last bytes of an ending.
#[derive(Debug)]
struct Part {
    /// What reads them and is done then.
    state: State,
    first: u8,
    /// How many tokens spell them at least, and the first of these; `None` if none do.
    tokens: Option<(usize, u32)>,
}

impl Endings {
    /// The fewest tokens that spell the shortest ending of `state`; `None` if none do.
    pub(crate) fn tokens(&self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<usize> {
        let bytes = automaton.bytes_to_close(state)? as usize;
        let before = self.before(automaton, vocab, state);
        fewest(before.last().or_else(|| self.kept.get(bytes.checked_sub(1)?)))
    }

    /// Keeps the shortest ending of `state`, for what is asked next.
    pub(crate) fn keep(&mut self, automaton: &Automaton, vocab: &Vocab, state: &State) {
        let bytes = automaton.bytes_to_close(state).unwrap_or(0) as usize;
        let before = self.before(automaton, vocab, state);
        self.kept.truncate(bytes - before.len().min(bytes));
        self.kept.extend(before);
    }

    /// The tokens of the ending that was kept last.
    pub(crate) fn spelled(&self, vocab: &Vocab) -> Option<Vec<u32>> {
        let (mut left, mut tokens) = (self.kept.len(), Vec::new());
        while let Some(last) = left.checked_sub(1) {
            let (_, token) = self.kept[last].tokens?;
            tokens.push(token);
            left -= vocab.token(token).len();
        }
        Some(tokens)
    }

    /// The part of the shortest ending of `state` before it comes to one that is kept, from its end.
    fn before(&self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Vec<Part> {
        let (mut state, mut parts) = (state.clone(), Vec::new());
        let mut left = automaton.bytes_to_close(&state).unwrap_or(0) as usize;
        while left > 0 && self.kept.get(left - 1).is_none_or(|part| part.state != state) {
            let Some(first) = automaton.ending_byte(&state) else { break };
            let next = automaton.step(&state, first);
            parts.push(Part { state: core::mem::replace(&mut state, next), first, tokens: None });
            left -= 1;
        }
        parts.reverse();
        for at in 0..parts.len() {
            parts[at].tokens = self.fewest_tokens(&parts[..=at], left, vocab);
        }
        parts
    }

    /// The fewest tokens that spell `parts` from the last one on, and the `kept` parts after them.
    fn fewest_tokens(&self, parts: &[Part], kept: usize, vocab: &Vocab) -> Option<(usize, u32)> {
        let (trie, mut best) = (vocab.trie(), None);
        let mut node = trie.root();
        let all = parts.iter().rev().chain(self.kept[..kept].iter().rev());
        for (read, part) in all.enumerate() {
            let Some(child) = trie.child_at_byte(node, part.first) else { break };
            node = child;
            let Some(token) = node.token_id() else { continue };
            // What follows is the part before this one in the order of the list.
            let left = parts.len() + kept - read - 1;
            let rest = match left.checked_sub(kept) {
                _ if left == 0 => Some(0),
                Some(0) | None => fewest(self.kept.get(left - 1)),
                Some(index) => fewest(parts.get(index - 1)),
            };
            let Some(count) = rest.map(|rest| rest + 1) else { continue };
            // Of equally few, the one that begins with the longest token.
            if best.is_none_or(|(known, _)| count <= known) {
                best = Some((count, token));
            }
        }
        best
    }
}

fn fewest(part: Option<&Part>) -> Option<usize> {
    part.and_then(|part| part.tokens).map(|(count, _)| count)
}
