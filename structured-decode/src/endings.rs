//! The shortest endings of states, with the fewest tokens that spell each.
//!
//! What is left of a shortest ending after its first byte is the shortest ending of the state after that byte, so endings
//! share their parts, and each part is found once.

use std::collections::HashMap;
use std::sync::Arc;

use crate::automaton::{Automaton, State};
use crate::vocab::Vocab;

/// More parts than these are forgotten, all at once.
const MAX_PARTS: usize = 200_000;

/// The shortest endings of the states that were asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Endings {
    /// Those that all answers of a schema share; the numbers of the others follow on theirs.
    shared: Arc<Parts>,
    own: Parts,
}

#[derive(Debug, Clone, Default)]
struct Parts {
    all: Vec<Part>,
    index: HashMap<State, PartId>,
}

/// The number of a part; `None` stands for the end.
type PartId = usize;

/// The shortest ending of one state.
#[derive(Debug, Clone, Copy)]
struct Part {
    first: u8,
    /// What is left of it after the first byte.
    rest: Option<PartId>,
    /// How many tokens spell it at least, and the first of these; `None` if none do.
    tokens: Option<(usize, u32)>,
}

impl Endings {
    /// The same parts, from now on shared by clones.
    pub(crate) fn shared(self) -> Self {
        if self.shared.all.is_empty() { Self { shared: Arc::new(self.own), own: Parts::default() } } else { self }
    }

    /// As many as all answers of the schema share, and no more.
    pub(crate) fn fresh(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), own: Parts::default() }
    }

    /// How many tokens spell the shortest ending of `state` at least; `None` if none do.
    pub(crate) fn tokens(&mut self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<usize> {
        let part = self.part(automaton, vocab, state)?;
        part.map_or(Some(0), |part| self.get(part).tokens.map(|(count, _)| count))
    }

    /// The fewest tokens that spell the shortest ending of `state`; `None` if none do.
    pub(crate) fn spelled(&mut self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<Vec<u32>> {
        let (mut part, mut tokens) = (self.part(automaton, vocab, state)?, Vec::new());
        while let Some(at) = part {
            let (_, token) = self.get(at).tokens?;
            tokens.push(token);
            for _ in vocab.token(token) {
                part = part.and_then(|at| self.get(at).rest);
            }
        }
        Some(tokens)
    }

    fn get(&self, part: PartId) -> Part {
        let shared = &self.shared.all;
        shared.get(part).copied().unwrap_or_else(|| self.own.all[part - shared.len()])
    }

    /// The part that is the shortest ending of `state`; `None` if there is no ending.
    fn part(&mut self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<Option<PartId>> {
        if self.own.all.len() > MAX_PARTS {
            self.own = Parts::default();
        }
        let (mut state, mut before) = (state.clone(), Vec::new());
        let mut part = loop {
            if automaton.bytes_to_close(&state)? == 0 {
                break None;
            }
            if let Some(known) = self.shared.index.get(&state).or_else(|| self.own.index.get(&state)) {
                break Some(*known);
            }
            let first = automaton.ending_byte(&state)?;
            let next = automaton.step(&state, first);
            before.push((core::mem::replace(&mut state, next), first));
        };
        for (state, first) in before.into_iter().rev() {
            let tokens = self.fewest_tokens(first, part, vocab);
            let id = self.shared.all.len() + self.own.all.len();
            self.own.all.push(Part { first, rest: part, tokens });
            self.own.index.insert(state, id);
            part = Some(id);
        }
        Some(part)
    }

    /// The fewest tokens that spell `first` and what follows it.
    fn fewest_tokens(&self, first: u8, rest: Option<PartId>, vocab: &Vocab) -> Option<(usize, u32)> {
        let (trie, mut best) = (vocab.trie(), None);
        let (mut node, mut byte, mut rest) = (trie.root(), first, rest);
        while let Some(child) = trie.child_at_byte(node, byte) {
            node = child;
            let left = rest.map(|part| self.get(part));
            let after = left.map_or(Some(0), |part| part.tokens.map(|(count, _)| count));
            if let (Some(token), Some(after)) = (node.token_id(), after)
                // Of equally few, the one that begins with the longest token.
                && best.is_none_or(|(known, _)| after < known)
            {
                best = Some((after + 1, token));
            }
            let Some(part) = left else { break };
            (byte, rest) = (part.first, part.rest);
        }
        best
    }
}
