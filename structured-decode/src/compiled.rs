//! A schema compiled for a vocabulary, and the cache of the most recent ones.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use llguidance::{Matcher, ParserFactory};
use structured_core::NodeRef;

use crate::Error;
use crate::automaton::Automaton;
use crate::endings::Endings;
use crate::engine;
use crate::grammar::Grammar;
use crate::shape::Document;
use crate::vocab::Vocab;

/// A compiled schema that has read nothing.
pub(crate) struct Compiled {
    pub(crate) automaton: Arc<Automaton>,
    pub(crate) matcher: Matcher,
    /// The shortest answer and its parts.
    pub(crate) endings: Endings,
}

impl Compiled {
    pub(crate) fn new(document: &Document, vocab: &Vocab, factory: &ParserFactory) -> Result<Self, Error> {
        let mut grammar = Grammar::new(document)?;
        let automaton = Automaton::new(&mut grammar, vocab.most_opened())?;
        let closing = automaton.closing_bytes();
        let missing =
            (0..=u8::MAX).find(|&byte| closing[usize::from(byte)] && vocab.trie().token_id_at_bytes(&[byte]).is_none());
        if let Some(byte) = missing {
            let reason = format!("no token is the single byte `{}`, which an answer may need", byte.escape_ascii());
            return Err(Error::Vocabulary { reason });
        }
        let matcher = engine::matcher(&grammar, factory)?;
        let endings = Endings::new(&automaton, vocab);
        Ok(Self { automaton: Arc::new(automaton), matcher, endings })
    }
}

impl Clone for Compiled {
    fn clone(&self) -> Self {
        // Clones that share the caches of the engine would wait for each other.
        Self {
            automaton: Arc::clone(&self.automaton),
            matcher: self.matcher.deep_clone(),
            endings: self.endings.fresh(),
        }
    }
}

/// What identifies a compiled schema.
#[derive(PartialEq, Eq)]
pub(crate) struct Key {
    schema: String,
    /// Types with the same schema may read different values: `u8` and `u16` are both integers.
    node: Option<usize>,
}

impl Key {
    pub(crate) fn of_schema(schema: &str) -> Self {
        Self { schema: schema.to_owned(), node: None }
    }

    pub(crate) fn of_type(schema: &str, link: NodeRef) -> Self {
        Self { schema: schema.to_owned(), node: Some(core::ptr::from_ref(link.node()).addr()) }
    }
}

/// The schemas that were compiled most recently.
#[derive(Default)]
pub(crate) struct Cache(Mutex<VecDeque<(Key, Compiled)>>);

impl Cache {
    /// The most entries. Programs have fewer types that models answer with.
    const CAPACITY: usize = 64;

    /// The compiled schema of `key`. If it is not in the cache, `compile` makes it.
    pub(crate) fn get(&self, key: Key, compile: impl FnOnce() -> Result<Compiled, Error>) -> Result<Compiled, Error> {
        if let Some(found) = self.with(|kept| {
            let at = kept.iter().position(|(known, _)| *known == key)?;
            // The least recently used one is last.
            let entry = kept.remove(at)?;
            let found = entry.1.clone();
            kept.push_front(entry);
            Some(found)
        }) {
            return Ok(found);
        }
        // Without the lock, so that others need not wait.
        let compiled = compile()?;
        self.with(|kept| {
            kept.truncate(Self::CAPACITY - 1);
            kept.push_front((key, compiled.clone()));
        });
        Ok(compiled)
    }

    fn with<T>(&self, work: impl FnOnce(&mut VecDeque<(Key, Compiled)>) -> T) -> T {
        // The list is consistent even after a panic: entries are pushed and removed in one step.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
