//! The allowed tokens that leave enough of the budget to end the answer.

use llguidance::toktrie::{SimpleVob, TokTrie, TrieNode};

use crate::automaton::{Automaton, Id, State, Steps};
use crate::endings::Endings;
use crate::vocab::{Kinds, PLAIN, Vocab};

/// Whether `tokens` are enough to end the answer.
pub(crate) fn ends_within(
    automaton: &Automaton,
    vocab: &Vocab,
    endings: &mut Endings,
    state: &State,
    tokens: usize,
) -> bool {
    let Some(bytes) = automaton.bytes_to_close(state) else { return false };
    // A token has at least one byte, and at most as many as the longest token.
    let bytes = bytes as usize;
    bytes <= tokens
        || bytes.div_ceil(vocab.longest().max(1)) <= tokens
            && endings.tokens(automaton, vocab, state).is_some_and(|count| count <= tokens)
}

/// A filter for the engine's mask, for states in which some tokens would not leave enough of the budget.
pub(crate) struct Filter<'a> {
    pub(crate) automaton: &'a Automaton,
    pub(crate) vocab: &'a Vocab,
    pub(crate) steps: &'a mut Steps,
    pub(crate) endings: &'a mut Endings,
    /// The tokens that the engine allows.
    pub(crate) mask: &'a SimpleVob,
    /// The tokens that remain to end the answer after the next one.
    pub(crate) tokens: usize,
}

impl Filter<'_> {
    /// The tokens of the mask after which the answer can still be ended with the remaining tokens.
    pub(crate) fn run(self, state: &State) -> SimpleVob {
        let kept = self.vocab.trie().alloc_token_set();
        let Some(start) = self.steps.begin(self.automaton, state) else { return kept };
        let (vocab, mask) = (self.vocab, self.mask);
        let mut walk = Walk { filter: self, fits: Vec::new(), kept };
        // In an ordinary string, most tokens change nothing; in a string of limited length, often only their length
        // matters.
        if walk.filter.automaton.keeps_plain(state) {
            if walk.fits(start) {
                walk.kept.or(vocab.plain());
                walk.kept.and(mask);
            }
            walk.kinds(vocab.tails(), start);
        } else if walk.counts_plain(start) {
            walk.kinds(vocab.lengths(), start);
        } else {
            walk.descend(vocab.trie(), None, vocab.trie().root(), start);
        }
        walk.kept
    }
}

struct Walk<'a> {
    filter: Filter<'a>,
    /// For each visited state, whether the tokens are enough to end there.
    fits: Vec<Option<bool>>,
    kept: SimpleVob,
}

impl Walk<'_> {
    /// Whether all plain characters at the start of a token lead to the same state.
    fn counts_plain(&mut self, start: Id) -> bool {
        let mut at = start;
        for _ in 0..self.filter.vocab.longest() {
            if !self.filter.automaton.treats_plain_alike(self.filter.steps.state(at)) {
                return false;
            }
            match self.step(at, PLAIN) {
                Some(next) if next != at => at = next,
                _ => return true,
            }
        }
        true
    }

    fn kinds(&mut self, kinds: &Kinds, start: Id) {
        self.descend(kinds.trie(), Some(kinds), kinds.trie().root(), start);
    }

    /// Visits all tokens, or kinds of tokens, that begin with the bytes of `node`, depth first. The depth is at most
    /// the length of a token.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the trie finds a node by its address")]
    fn descend(&mut self, trie: &TokTrie, kinds: Option<&Kinds>, node: &TrieNode, from: Id) {
        for child in trie.node_children(node) {
            let Some(next) = self.step(from, child.byte()) else { continue };
            match (child.token_id(), kinds) {
                (Some(token), None) => self.keep(&[token], next),
                (Some(kind), Some(kinds)) => self.keep(kinds.tokens(kind), next),
                (None, _) => {}
            }
            self.descend(trie, kinds, child, next);
        }
    }

    /// Keeps the tokens among `tokens`, which lead to `state`, that are in the mask, if the state leaves enough of the
    /// budget.
    fn keep(&mut self, tokens: &[u32], state: Id) {
        if !self.fits(state) {
            return;
        }
        for &token in tokens {
            if self.filter.mask.is_allowed(token) {
                self.kept.allow_token(token);
            }
        }
    }

    fn step(&mut self, from: Id, byte: u8) -> Option<Id> {
        self.filter.steps.step(self.filter.automaton, from, byte)
    }

    fn fits(&mut self, state: Id) -> bool {
        if let Some(&Some(known)) = self.fits.get(state.index()) {
            return known;
        }
        let Filter { automaton, vocab, steps, endings, tokens, .. } = &mut self.filter;
        let bytes = steps.bytes_to_close(state);
        let fits = bytes as usize <= *tokens || ends_within(automaton, vocab, endings, steps.state(state), *tokens);
        if self.fits.len() <= state.index() {
            self.fits.resize(state.index() + 1, None);
        }
        self.fits[state.index()] = Some(fits);
        fits
    }
}
