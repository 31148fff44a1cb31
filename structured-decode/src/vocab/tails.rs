//! The tokens that do not leave a string as they found it, by their tails: what stands behind the plain characters that
//! they begin with.
//!
//! Inside a string the plain ones change nothing, so tokens of one tail all lead to the same place, and tails are few.

use std::collections::BTreeMap;

use llguidance::toktrie::{TokRxInfo, TokTrie};

use crate::text;

pub(crate) struct Tails {
    /// The distinct tails, each under its place in `tokens`.
    trie: TokTrie,
    tokens: Vec<Vec<u32>>,
}

impl Tails {
    pub(super) fn new(words: &[Vec<u8>]) -> Self {
        let mut by_tail: BTreeMap<&[u8], Vec<u32>> = BTreeMap::new();
        for (token, word) in (0u32..).zip(words) {
            let tail = &word[text::plain_length(word)..];
            if !tail.is_empty() {
                by_tail.entry(tail).or_default().push(token);
            }
        }
        let (mut tails, tokens): (Vec<Vec<u8>>, Vec<_>) =
            by_tail.into_iter().map(|(tail, tokens)| (tail.to_vec(), tokens)).unzip();
        // One more: the trie wants an end.
        tails.push(Vec::new());
        let count = u32::try_from(tails.len()).unwrap_or(u32::MAX);
        Self { trie: TokTrie::from(&TokRxInfo::new(count, count - 1), &tails), tokens }
    }

    pub(crate) fn trie(&self) -> &TokTrie {
        &self.trie
    }

    /// The tokens of a tail, by its number in the trie.
    pub(crate) fn tokens(&self, tail: u32) -> &[u32] {
        self.tokens.get(tail as usize).map_or(&[], Vec::as_slice)
    }
}
