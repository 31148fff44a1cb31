//! The tokens of a model.

#[cfg(feature = "gguf")]
mod gguf;
mod kinds;
#[cfg(feature = "o200k")]
mod o200k;

use core::fmt;
use std::sync::Arc;

use llguidance::ParserFactory;
use llguidance::toktrie::{ApproximateTokEnv, SimpleVob, TokEnv, TokRxInfo, TokTrie};

pub(crate) use self::kinds::{Kinds, PLAIN};
use crate::compiled::{Cache, Compiled, Key};
use crate::shape::Document;
use crate::{Error, text};

/// A longer token is never offered. Only runs of a thousand blanks are that long.
const MAX_TOKEN_BYTES: usize = 256;

/// The tokens of a model, with everything that is prepared once for each vocabulary.
///
/// Building one takes time in proportion to its size (200,000 tokens: about a second). A clone is a reference to the
/// same vocabulary. A program keeps one for each model.
///
/// ```
/// use structured_decode::Vocab;
///
/// let vocab = Vocab::new(&[b"{".as_slice(), b"}", b"\"", b"a", b"<end>"], &[], &[4])?;
/// assert_eq!(vocab.len(), 5);
/// assert_eq!(vocab.decode(&[0, 1]), b"{}");
/// assert!(vocab.is_end(4));
/// # Ok::<(), structured_decode::Error>(())
/// ```
#[derive(Clone)]
pub struct Vocab(Arc<Inner>);

struct Inner {
    env: TokEnv,
    factory: ParserFactory,
    size: usize,
    end: Vec<u32>,
    /// The tokens that leave a string unchanged.
    plain: SimpleVob,
    /// All other tokens.
    tails: Kinds,
    /// All tokens, for strings of limited length.
    lengths: Kinds,
    /// The most objects and arrays that one token opens.
    most_opened: usize,
    longest: usize,
    cache: Cache,
}

impl Vocab {
    /// Creates a vocabulary from the bytes of each token, in the order of their numbers.
    ///
    /// `special` are the tokens without a text (their bytes are ignored), and `end` are those that end a model's turn.
    /// Neither kind is ever allowed inside an answer.
    ///
    /// # Errors
    ///
    /// [`Error::Vocabulary`] if the list is empty, or if `special` or `end` contain a number that it lacks;
    /// [`Error::Engine`] if the engine refuses the vocabulary.
    pub fn new(tokens: &[impl AsRef<[u8]>], special: &[u32], end: &[u32]) -> Result<Self, Error> {
        let size = tokens.len();
        let vocabulary = |reason: String| Error::Vocabulary { reason };
        let count = u32::try_from(size).map_err(|_| vocabulary(format!("{size} tokens are too many")))?;
        if size == 0 {
            return Err(vocabulary("it is empty".to_owned()));
        }
        if let Some(token) = special.iter().chain(end).find(|&&token| token >= count) {
            return Err(vocabulary(format!(
                "token {token} is named special or end, but there are only {count} tokens"
            )));
        }
        let mut words: Vec<Vec<u8>> = tokens.iter().map(|token| token.as_ref().to_vec()).collect();
        for &token in special.iter().chain(end) {
            words[token as usize].clear();
        }
        for word in &mut words {
            // No text contains the byte FF, with which the engine marks its own tokens.
            if word.len() > MAX_TOKEN_BYTES || word.first() == Some(&0xFF) {
                word.clear();
            }
        }
        // One more token, which no model has: the engine requires an end token, but a complete answer ends without one.
        words.push(Vec::new());
        let trie = TokTrie::from(&TokRxInfo::new(count + 1, count), &words);
        Self::prepared(trie, &words, end)
    }

    fn prepared(trie: TokTrie, words: &[Vec<u8>], end: &[u32]) -> Result<Self, Error> {
        let mut plain = trie.alloc_token_set();
        for (token, word) in (0u32..).zip(words) {
            if !word.is_empty() && text::plain_length(word) == word.len() {
                plain.allow_token(token);
            }
        }
        let opened = |word: &Vec<u8>| word.iter().filter(|byte| matches!(byte, b'{' | b'[')).count();
        let env: TokEnv = Arc::new(ApproximateTokEnv::new(trie));
        let mut factory = ParserFactory::new_simple(&env).map_err(Error::engine)?;
        factory.quiet();
        let limits = factory.limits_mut();
        limits.verbose_errors = false;
        // Far more than a schema that an API accepts needs; at a limit, the engine fails in the middle of an answer.
        limits.max_items_in_row *= 10;
        limits.step_max_items *= 20;
        limits.step_lexer_fuel *= 20;
        Ok(Self(Arc::new(Inner {
            env,
            factory,
            size: words.len() - 1,
            end: end.to_vec(),
            plain,
            tails: Kinds::by_tail(words),
            lengths: Kinds::by_length(words),
            most_opened: words.iter().map(opened).max().unwrap_or_default(),
            longest: words.iter().map(Vec::len).max().unwrap_or_default(),
            cache: Cache::default(),
        })))
    }

    /// A vocabulary of the 256 bytes, and token 256 to end with. It needs no data, and is available at once.
    ///
    /// # Errors
    ///
    /// [`Error::Engine`] if the engine refuses it, which has never happened in a test.
    pub fn bytes() -> Result<Self, Error> {
        let mut tokens: Vec<Vec<u8>> = (0..=u8::MAX).map(|byte| vec![byte]).collect();
        tokens.push(Vec::new());
        Self::new(&tokens, &[], &[256])
    }

    /// How many tokens there are, special ones included.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a vocabulary is never empty")]
    pub fn len(&self) -> usize {
        self.0.size
    }

    /// Whether a model ends its turn with `token`.
    #[must_use]
    pub fn is_end(&self, token: u32) -> bool {
        self.0.end.contains(&token)
    }

    /// The tokens with which a model ends its turn.
    #[must_use]
    pub fn end(&self) -> &[u32] {
        &self.0.end
    }

    /// The bytes of `token`; empty for a special token, or for a number without a token.
    #[must_use]
    pub fn token(&self, token: u32) -> &[u8] {
        if (token as usize) < self.0.size { self.trie().token(token) } else { &[] }
    }

    /// The text of `tokens`.
    #[must_use]
    pub fn decode(&self, tokens: &[u32]) -> Vec<u8> {
        tokens.iter().flat_map(|&token| self.token(token)).copied().collect()
    }

    /// The fewest tokens that spell `bytes`; `None` if none do.
    ///
    /// The tokenizer of the model may split a text differently, so use that for prompts.
    #[must_use]
    pub fn spell(&self, bytes: &[u8]) -> Option<Vec<u32>> {
        // For each position: how many tokens the rest needs, and the first of them.
        let mut best: Vec<Option<(usize, u32)>> = vec![None; bytes.len() + 1];
        best[bytes.len()] = Some((0, 0));
        for at in (0..bytes.len()).rev() {
            let mut node = self.trie().root();
            for (end, &byte) in (at + 1..).zip(&bytes[at..]) {
                let Some(child) = self.trie().child_at_byte(node, byte) else { break };
                node = child;
                let (Some(token), Some((rest, _))) = (node.token_id(), best[end]) else { continue };
                // Of equally few, the one that begins with the longest token.
                if best[at].is_none_or(|(count, _)| rest < count) {
                    best[at] = Some((rest + 1, token));
                }
            }
        }
        let mut tokens = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let (_, token) = best[at]?;
            tokens.push(token);
            at += self.token(token).len();
        }
        Some(tokens)
    }

    pub(crate) fn trie(&self) -> &TokTrie {
        self.0.env.tok_trie()
    }

    /// The schema of `key` compiled for these tokens. If it is not in the cache, `read` reads it.
    pub(crate) fn compiled(&self, key: Key, read: impl FnOnce() -> Result<Document, Error>) -> Result<Compiled, Error> {
        self.0.cache.get(key, || Compiled::new(&read()?, self, &self.0.factory))
    }

    pub(crate) fn plain(&self) -> &SimpleVob {
        &self.0.plain
    }

    pub(crate) fn tails(&self) -> &Kinds {
        &self.0.tails
    }

    pub(crate) fn lengths(&self) -> &Kinds {
        &self.0.lengths
    }

    pub(crate) fn most_opened(&self) -> usize {
        self.0.most_opened
    }

    pub(crate) fn longest(&self) -> usize {
        self.0.longest
    }
}

impl fmt::Debug for Vocab {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vocab").field("tokens", &self.0.size).finish_non_exhaustive()
    }
}
