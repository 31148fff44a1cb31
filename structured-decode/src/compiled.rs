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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{self, Unbounded};

    fn compile(schema: &str) -> Result<Compiled, Error> {
        Vocab::bytes()?.compiled(Key::of_schema(schema), || schema::read(schema, Unbounded::Signed))
    }

    #[test]
    fn a_schema_that_is_asked_for_again_is_not_compiled_again() {
        let (cache, mut compiled) = (Cache::default(), 0);
        for text in ["true", "true", "null", "true"] {
            let schema = format!(r#"{{"enum":[{text}]}}"#);
            let found = cache.get(Key::of_schema(&schema), || {
                compiled += 1;
                compile(&schema)
            });
            let automaton = found.unwrap().automaton;
            assert_eq!(automaton.bytes_to_close(&automaton.start()), u32::try_from(text.len()).ok());
        }
        assert_eq!(compiled, 2);
    }

    #[test]
    fn the_schema_that_was_not_asked_for_longest_is_forgotten_first() {
        let cache = Cache::default();
        let compiled = compile(r#"{"enum":[null]}"#).unwrap();
        for index in 0..=Cache::CAPACITY {
            let _ = cache.get(Key::of_schema(&index.to_string()), || Ok(compiled.clone()));
            let _ = cache.get(Key::of_schema("0"), || panic!("it was requested a moment ago"));
        }
        let mut again = false;
        let _ = cache.get(Key::of_schema("1"), || {
            again = true;
            Ok(compiled.clone())
        });
        assert!(again);
    }

    #[test]
    fn a_schema_that_is_refused_is_not_kept() {
        let cache = Cache::default();
        for _ in 0..2 {
            let refused = cache.get(Key::of_schema("{}"), || Err(Error::schema("#", "refused")));
            assert!(refused.is_err());
        }
    }
}
