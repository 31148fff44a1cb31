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

/// The number of a part.
type PartId = usize;

/// What is left of an ending.
#[derive(Debug, Clone, Copy)]
enum Rest {
    Part(PartId),
    End,
}

/// The shortest ending of one state.
#[derive(Debug, Clone, Copy)]
struct Part {
    first: u8,
    /// What is left of it after the first byte.
    rest: Rest,
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
        let ending = self.ending(automaton, vocab, state)?;
        self.fewest(ending)
    }

    /// The fewest tokens that spell the shortest ending of `state`; `None` if none do.
    pub(crate) fn spelled(&mut self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<Vec<u32>> {
        let (mut rest, mut tokens) = (self.ending(automaton, vocab, state)?, Vec::new());
        while let Rest::Part(part) = rest {
            let (_, token) = self.get(part).tokens?;
            tokens.push(token);
            for _ in vocab.token(token) {
                if let Rest::Part(part) = rest {
                    rest = self.get(part).rest;
                }
            }
        }
        Some(tokens)
    }

    fn get(&self, part: PartId) -> Part {
        let shared = &self.shared.all;
        shared.get(part).copied().unwrap_or_else(|| self.own.all[part - shared.len()])
    }

    /// How many tokens spell `rest` at least.
    fn fewest(&self, rest: Rest) -> Option<usize> {
        match rest {
            Rest::Part(part) => self.get(part).tokens.map(|(count, _)| count),
            Rest::End => Some(0),
        }
    }

    /// The shortest ending of `state`; `None` if there is none.
    fn ending(&mut self, automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<Rest> {
        if self.own.all.len() > MAX_PARTS {
            self.own = Parts::default();
        }
        let (mut state, mut before) = (state.clone(), Vec::new());
        let mut rest = loop {
            if automaton.bytes_to_close(&state)? == 0 {
                break Rest::End;
            }
            if let Some(known) = self.shared.index.get(&state).or_else(|| self.own.index.get(&state)) {
                break Rest::Part(*known);
            }
            let first = automaton.ending_byte(&state)?;
            let next = automaton.step(&state, first);
            before.push((core::mem::replace(&mut state, next), first));
        };
        for (state, first) in before.into_iter().rev() {
            let tokens = self.fewest_tokens(first, rest, vocab);
            let id = self.shared.all.len() + self.own.all.len();
            self.own.all.push(Part { first, rest, tokens });
            self.own.index.insert(state, id);
            rest = Rest::Part(id);
        }
        Some(rest)
    }

    /// The fewest tokens that spell `first` and what follows it, and the first of them.
    fn fewest_tokens(&self, first: u8, rest: Rest, vocab: &Vocab) -> Option<(usize, u32)> {
        let (trie, mut best) = (vocab.trie(), None);
        let (mut node, mut byte, mut rest) = (trie.root(), first, rest);
        while let Some(child) = trie.child_at_byte(node, byte) {
            node = child;
            if let (Some(token), Some(after)) = (node.token_id(), self.fewest(rest))
                // Of equally few, the one that begins with the longest token.
                && best.is_none_or(|(known, _)| after < known)
            {
                best = Some((after + 1, token));
            }
            let Rest::Part(part) = rest else { break };
            Part { first: byte, rest, .. } = self.get(part);
        }
        best
    }
}
