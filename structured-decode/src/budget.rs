//! Which of the tokens that the engine allows leave room to end.

use llguidance::toktrie::{SimpleVob, TokTrie, TrieNode};

use crate::automaton::{Automaton, Id, State, Steps};
use crate::endings::Endings;
use crate::vocab::{Kinds, PLAIN, Vocab};

/// Whether at most `tokens` end the answer.
pub(crate) fn ends_within(
    automaton: &Automaton,
    vocab: &Vocab,
    endings: &mut Endings,
    state: &State,
    tokens: usize,
) -> bool {
    let Some(bytes) = automaton.bytes_to_close(state) else { return false };
    // A token has at least one byte, and at most so many as the longest.
    let bytes = bytes as usize;
    bytes <= tokens
        || bytes.div_ceil(vocab.longest().max(1)) <= tokens
            && endings.tokens(automaton, vocab, state).is_some_and(|count| count <= tokens)
}

/// What narrows the engine's mask where not every token leaves enough to end with.
pub(crate) struct Filter<'a> {
    pub(crate) automaton: &'a Automaton,
    pub(crate) vocab: &'a Vocab,
    pub(crate) steps: &'a mut Steps,
    pub(crate) endings: &'a mut Endings,
    /// What the engine allows.
    pub(crate) mask: &'a SimpleVob,
    /// What must be enough to end with after the next token.
    pub(crate) tokens: usize,
}

impl Filter<'_> {
    /// The tokens of the mask after which some reading is left and the tokens are enough to end.
    pub(crate) fn run(self, state: &State) -> SimpleVob {
        let kept = self.vocab.trie().alloc_token_set();
        let Some(start) = self.steps.begin(self.automaton, state) else { return kept };
        let (vocab, mask) = (self.vocab, self.mask);
        let mut walk = Walk { filter: self, fits: Vec::new(), kept };
        // Inside an ordinary string, most tokens change nothing, and in others often only their length matters.
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
    /// For each state that was met: whether the tokens are enough to end there.
    fits: Vec<Option<bool>>,
    kept: SimpleVob,
}

impl Walk<'_> {
    /// Whether all plain characters that a token may begin with lead to the same place.
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

    /// Depth-first over what begins with what led to `node`, tokens or their kinds; as deep as a token is long.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the trie knows a node by its address")]
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

    /// Keeps those of `tokens`, which lead to `state`, that are in the mask, if the state leaves enough.
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
