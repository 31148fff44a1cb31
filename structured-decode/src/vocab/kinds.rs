//! Tokens grouped by what matters of them inside a string, where they consist of plain characters.
//!
//! In an ordinary string, plain characters change nothing, so all tokens with the same rest after them lead to the same
//! state. In a string of limited length, only their number matters. Either way, few kinds of tokens remain.

use std::collections::BTreeMap;

use llguidance::toktrie::{TokRxInfo, TokTrie};

use crate::text;

/// Tokens grouped by a text that those of one kind share.
pub(crate) struct Kinds {
    /// The distinct texts, each at the same index as its tokens.
    trie: TokTrie,
    tokens: Vec<Vec<u32>>,
}

impl Kinds {
    /// The tokens that change an ordinary string, grouped by what follows their plain characters.
    pub(super) fn by_tail(words: &[Vec<u8>]) -> Self {
        Self::new(words, |word| word[text::plain_length(word)..].to_vec())
    }

    /// All tokens, with an `a` in the place of each of their plain characters.
    pub(super) fn by_length(words: &[Vec<u8>]) -> Self {
        Self::new(words, |word| {
            let (plain, tail) = word.split_at(text::plain_length(word));
            let characters = plain.utf8_chunks().map(|chunk| chunk.valid().chars().count()).sum();
            [vec![PLAIN; characters], tail.to_vec()].concat()
        })
    }

    /// Tokens without text are left out.
    fn new(words: &[Vec<u8>], text: impl Fn(&[u8]) -> Vec<u8>) -> Self {
        let mut by_text: BTreeMap<Vec<u8>, Vec<u32>> = BTreeMap::new();
        for (token, word) in (0u32..).zip(words) {
            let text = text(word);
            if !text.is_empty() {
                by_text.entry(text).or_default().push(token);
            }
        }
        let (mut texts, tokens): (Vec<Vec<u8>>, Vec<_>) = by_text.into_iter().unzip();
        // One more text: the trie requires an end.
        texts.push(Vec::new());
        let count = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        Self { trie: TokTrie::from(&TokRxInfo::new(count, count - 1), &texts), tokens }
    }

    pub(crate) fn trie(&self) -> &TokTrie {
        &self.trie
    }

    /// The tokens of a kind, by its number in the trie.
    pub(crate) fn tokens(&self, kind: u32) -> &[u32] {
        self.tokens.get(kind as usize).map_or(&[], Vec::as_slice)
    }
}

/// The character that replaces every plain character.
pub(crate) const PLAIN: u8 = b'a';
