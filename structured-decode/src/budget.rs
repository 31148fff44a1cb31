//! Which of the tokens that the engine allows leave room to end.

use std::collections::HashMap;

use llguidance::toktrie::{SimpleVob, TokTrie, TrieNode};

use crate::automaton::{Automaton, State};
use crate::vocab::Vocab;

/// The fewest tokens that spell the shortest ending; `None` if the vocabulary cannot spell it.
pub(crate) fn ending(automaton: &Automaton, vocab: &Vocab, state: &State) -> Option<Vec<u32>> {
    vocab.spell(&automaton.ending(state))
}

/// Whether at most `tokens` end the answer.
pub(crate) fn ends_within(automaton: &Automaton, vocab: &Vocab, state: &State, tokens: usize) -> bool {
    let Some(bytes) = automaton.bytes_to_close(state) else { return false };
    // A token has at least one byte, and at most so many as the longest.
    let bytes = bytes as usize;
    bytes <= tokens
        || bytes.div_ceil(vocab.longest().max(1)) <= tokens
            && ending(automaton, vocab, state).is_some_and(|ending| ending.len() <= tokens)
}

/// The tokens of `mask` after which some reading is left and `tokens` are enough to end.
///
/// Also says how many bytes the longest of the shortest endings after one of them has: with that many tokens or more,
/// nothing would have been taken away here.
pub(crate) fn filter(
    automaton: &Automaton,
    vocab: &Vocab,
    state: &State,
    mask: &SimpleVob,
    tokens: usize,
) -> (SimpleVob, u32) {
    let mut kept = vocab.trie().alloc_token_set();
    let mut walk = Walk { automaton, vocab, mask, tokens, known: HashMap::new(), kept: &mut kept, furthest: 0 };
    // Inside an ordinary string, most tokens change nothing.
    if automaton.stays(state, b"a") && automaton.stays(state, "é".as_bytes()) && automaton.stays(state, b" ") {
        if walk.fits(state) {
            walk.kept.or(vocab.plain());
            walk.kept.and(mask);
        }
        walk.children(vocab.marked(), vocab.marked().root(), state);
    } else {
        walk.children(vocab.trie(), vocab.trie().root(), state);
    }
    let furthest = walk.furthest;
    (kept, furthest)
}

struct Walk<'a> {
    automaton: &'a Automaton,
    vocab: &'a Vocab,
    mask: &'a SimpleVob,
    tokens: usize,
    /// Endings are long to spell, and few states are met.
    known: HashMap<State, bool>,
    kept: &'a mut SimpleVob,
    furthest: u32,
}

impl Walk<'_> {
    /// Depth-first over the tokens that begin with what led to `node`; as deep as a token is long.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the trie knows a node by its address")]
    fn children(&mut self, trie: &TokTrie, node: &TrieNode, state: &State) {
        for child in trie.node_children(node) {
            let next = self.automaton.step(state, child.byte());
            if next.is_dead() {
                continue;
            }
            if let Some(token) = child.token_id()
                && self.mask.is_allowed(token)
                && self.fits(&next)
            {
                self.kept.allow_token(token);
            }
            self.children(trie, child, &next);
        }
    }

    fn fits(&mut self, state: &State) -> bool {
        let Some(bytes) = self.automaton.bytes_to_close(state) else { return false };
        self.furthest = self.furthest.max(bytes);
        if bytes as usize <= self.tokens {
            return true;
        }
        if let Some(&known) = self.known.get(state) {
            return known;
        }
        let fits = ends_within(self.automaton, self.vocab, state, self.tokens);
        self.known.insert(state.clone(), fits);
        fits
    }
}
