//! The constraint on one answer: logits in, token out.

use core::fmt;
use std::sync::Arc;

use llguidance::Matcher;
use llguidance::toktrie::SimpleVob;
use structured_core::Schema;

use crate::automaton::{Automaton, State, Steps};
use crate::budget::Filter;
use crate::compiled::{Compiled, Key};
use crate::endings::Endings;
use crate::schema::{self, Unbounded};
use crate::vocab::Vocab;
use crate::{Error, budget, typed};

/// What one answer may still become.
///
/// A constraint that has read nothing is a compiled schema: keep it, and give a clone to each answer. A clone in the middle
/// of an answer takes as long as the answer is.
///
/// ```
/// use structured_decode::{Constraint, Step, Vocab};
///
/// let schema = r#"{"type":"object","properties":{"unit":{"type":"string","enum":["F","C"]}},
///                  "required":["unit"],"additionalProperties":false}"#;
/// let vocab = Vocab::bytes()?;
/// let mut constraint = Constraint::from_schema(schema, &vocab)?.with_budget(20)?;
/// let mut answer = Vec::new();
/// loop {
///     let mut logits = vec![0.0; vocab.len()]; // a model's, in earnest
///     constraint.mask(&mut logits)?;
///     let token = (0u32..).zip(&logits).find(|(_, logit)| logit.is_finite()).map_or(0, |(token, _)| token);
///     answer.push(token);
///     if constraint.accept(token)? == Step::Done {
///         break;
///     }
/// }
/// assert_eq!(vocab.decode(&answer), b"{\n\t\t\t\t\t\t\t\"unit\":\"C\"}");
/// # Ok::<(), structured_decode::Error>(())
/// ```
pub struct Constraint {
    vocab: Vocab,
    automaton: Arc<Automaton>,
    matcher: Matcher,
    state: State,
    remaining: Option<usize>,
    steps: Steps,
    endings: Endings,
    failed: Option<Error>,
}

/// What follows an accepted token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Step {
    /// The answer goes on.
    Continue,
    /// The answer is complete: no token may follow, an end token neither.
    Done,
}

impl Constraint {
    /// A constraint to the answers that parse into `T`.
    ///
    /// Of any type with a schema: a local model's answer need not be an object, as the API's must, and may be an enum
    /// or a list. The compiled schema is kept with the vocabulary, and cloned when it is asked for again.
    ///
    /// Fails to compile if `T` has no strict schema.
    ///
    /// # Errors
    ///
    /// [`Error::Schema`] if every answer nests deeper than parsers read, a pattern or a `multipleOf` cannot be enforced, or
    /// an answer may be a number and nothing else, which does not show where it ends,
    /// [`Error::Vocabulary`] if `vocab` cannot spell every answer: each byte that some ending needs must be a token of its
    /// own, as it is in the vocabularies of models. [`Error::Engine`] if the schema is beyond the engine's limits.
    pub fn new<T: Schema + ?Sized>(vocab: &Vocab) -> Result<Self, Error> {
        // Here, so that a type without a schema is an error that names the caller.
        let schema = const { structured_core::json_schema::<T>() };
        let root = T::NODE.map_err(|_| Error::schema("#", "the type has no schema"))?;
        let compiled = vocab.compiled(Key::of_type(schema, root), || typed::read(schema, root))?;
        Ok(Self::fresh(compiled, vocab))
    }

    /// A constraint to the answers that `schema`, a JSON Schema, allows.
    ///
    /// An answer has every property, in the order of `properties`, and no other property. An integer without bounds is an
    /// `i64`. Keywords beside `$ref`, `allOf` and `anyOf` are enforced together with them.
    ///
    /// ```
    /// use structured_decode::{Constraint, Vocab};
    ///
    /// let vocab = Vocab::bytes()?;
    /// let schema = r##"{"type":"object","properties":{"name":{"$ref":"#/$defs/Name","minLength":1}},
    ///                   "$defs":{"Name":{"type":"string","maxLength":20}}}"##;
    /// let constraint = Constraint::from_schema(schema, &vocab)?;
    /// assert_eq!(vocab.decode(&constraint.close()), br#"{"name":" "}"#);
    ///
    /// let error = Constraint::from_schema(r#"{"type":"object","patternProperties":{}}"#, &vocab).unwrap_err();
    /// assert!(error.to_string().contains("`patternProperties` cannot be enforced"));
    /// # Ok::<(), structured_decode::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`Constraint::new`], [`Error::NotJson`] if `schema` is not JSON, and [`Error::Schema`] if a keyword
    /// cannot be enforced, if no answer satisfies the schema, or if the schema exceeds a limit.
    pub fn from_schema(schema: &str, vocab: &Vocab) -> Result<Self, Error> {
        let compiled = vocab.compiled(Key::of_schema(schema), || schema::read(schema, Unbounded::Signed))?;
        Ok(Self::fresh(compiled, vocab))
    }

    fn fresh(compiled: Compiled, vocab: &Vocab) -> Self {
        let Compiled { automaton, matcher, endings } = compiled;
        let state = automaton.start();
        Self {
            vocab: vocab.clone(),
            automaton,
            matcher,
            state,
            remaining: None,
            steps: Steps::default(),
            endings,
            failed: None,
        }
    }

    /// The same, but ending within `tokens` tokens, counted from now on.
    ///
    /// Until the end is near nothing changes; then the tokens are left out that would not leave enough to end with.
    /// Whatever is chosen of the others, the answer is complete in time.
    ///
    /// # Errors
    ///
    /// [`Error::Budget`], which names the least budget, if the shortest answer takes more.
    pub fn with_budget(mut self, tokens: usize) -> Result<Self, Error> {
        let minimum = self.endings.tokens(&self.automaton, &self.vocab, &self.state).unwrap_or_default();
        if tokens < minimum {
            return Err(Error::Budget { budget: tokens, minimum });
        }
        self.remaining = Some(tokens);
        Ok(self)
    }

    /// The tokens that are left of the budget, if there is one.
    #[must_use]
    pub fn remaining(&self) -> Option<usize> {
        self.remaining
    }

    /// Sets the logit of every token that may not come next to minus infinity, and leaves the others as they are.
    ///
    /// Logits beyond the vocabulary, which models have to round its size up, are never allowed.
    ///
    /// # Errors
    ///
    /// After any error all logits are minus infinity. [`Error::Finished`] if the answer is complete, [`Error::Logits`]
    /// if `logits` is shorter than the vocabulary, [`Error::Engine`] if the engine gives up.
    pub fn mask(&mut self, logits: &mut [f32]) -> Result<(), Error> {
        let expected = self.vocab.len();
        let allowed =
            if logits.len() < expected { Err(Error::Logits { expected, found: logits.len() }) } else { self.allowed() };
        let allowed = match allowed {
            Ok(allowed) => allowed,
            Err(error) => {
                logits.fill(f32::NEG_INFINITY);
                return Err(error);
            }
        };
        let (tokens, padding) = logits.split_at_mut(expected);
        padding.fill(f32::NEG_INFINITY);
        for (word, logits) in allowed.as_slice().iter().zip(tokens.chunks_mut(32)) {
            let mut denied = !*word;
            if denied == u32::MAX {
                logits.fill(f32::NEG_INFINITY);
                continue;
            }
            // Inside a string nearly all are allowed: only what is not costs time.
            while let Some(logit) = logits.get_mut(denied.trailing_zeros() as usize) {
                *logit = f32::NEG_INFINITY;
                denied &= denied - 1;
            }
        }
        Ok(())
    }

    fn allowed(&mut self) -> Result<SimpleVob, Error> {
        self.check()?;
        let mask = self.matcher.compute_mask().map_err(|error| self.fail(Error::engine(error)))?;
        let Some(tokens) = self.limit() else {
            return if mask.is_zero() { Err(self.fail(Error::engine("no token may come next"))) } else { Ok(mask) };
        };
        let Self { vocab, automaton, steps, endings, .. } = self;
        let kept = Filter { automaton, vocab, steps, endings, mask: &mask, tokens }.run(&self.state);
        if kept.is_zero() {
            return Err(self.fail(Error::engine("no token leaves a way to end")));
        }
        Ok(kept)
    }

    /// The tokens that must be enough to end after the next one; `None` if whatever the engine allows leaves enough.
    fn limit(&self) -> Option<usize> {
        let Self { vocab, automaton, .. } = self;
        // The engine counts neither levels nor readings.
        let deep = self.state.levels() < automaton.enough_levels() + vocab.most_opened() || automaton.is_ambiguous();
        let tokens = self.remaining.map_or(usize::MAX, |remaining| remaining.saturating_sub(1));
        // Whatever comes next, its shortest ending has no more bytes, and each of them is a token.
        let close = self.remaining.is_some() && self.automaton.peak(&self.state) as usize > tokens;
        (deep || close).then_some(tokens)
    }

    /// Tells the constraint which token was chosen.
    ///
    /// # Errors
    ///
    /// [`Error::NotAllowed`] if the token may not come next; the constraint is then as before. [`Error::Finished`] if
    /// the answer is complete, [`Error::Engine`] if the engine gives up.
    pub fn accept(&mut self, token: u32) -> Result<Step, Error> {
        self.check()?;
        let Self { vocab, automaton, endings, state, remaining, .. } = self;
        let next = after(automaton, vocab, endings, (state, *remaining), token).ok_or(Error::NotAllowed { token })?;
        self.matcher.consume_token(token).map_err(|error| self.fail(Error::engine(error)))?;
        self.state = next;
        self.remaining = self.remaining.map(|remaining| remaining.saturating_sub(1));
        if self.state.is_done() { Ok(Step::Done) } else { Ok(Step::Continue) }
    }

    /// The tokens that must come next because every answer goes on with their text.
    ///
    /// They need no forward pass each: [`accept`](Self::accept) them and give them to the model at once. The tokens
    /// are the fewest that spell the text, without the last ones where a longer token could go on beyond it. The state
    /// of the engine is not copied, so it may be asked after each token.
    #[must_use]
    pub fn forced(&self) -> Vec<u32> {
        let Self { vocab, automaton, .. } = self;
        let (mut bytes, mut state) = (Vec::new(), self.state.clone());
        while let Some(byte) = automaton.only_byte(&state) {
            bytes.push(byte);
            state = automaton.step(&state, byte);
        }
        let mut forced = vocab.spell(&bytes).unwrap_or_default();
        let ends = state.is_done();
        let mut open = bytes.len();
        while !ends && open > 0 && forced.last().is_some_and(|_| self.outreaches(&bytes, open)) {
            open -= forced.pop().map_or(0, |token| vocab.token(token).len());
        }
        self.within_budget(forced)
    }

    /// Whether a token that begins in the last one before `open` goes on beyond the end of `bytes`.
    fn outreaches(&self, bytes: &[u8], open: usize) -> bool {
        let trie = self.vocab.trie();
        (open.saturating_sub(self.vocab.longest())..open).any(|at| trie.has_extensions(&bytes[at..]))
    }

    /// As many of `tokens`, which only spell what must come, as the budget leaves room for.
    fn within_budget(&self, mut tokens: Vec<u32>) -> Vec<u32> {
        let (mut state, mut remaining, mut endings) = (self.state.clone(), self.remaining, self.endings.fresh());
        let fit = tokens.iter().take_while(|&&token| {
            let next = after(&self.automaton, &self.vocab, &mut endings, (&state, remaining), token);
            remaining = remaining.map(|remaining| remaining.saturating_sub(1));
            next.map(|next| state = next).is_some()
        });
        let fit = fit.count();
        tokens.truncate(fit);
        tokens
    }

    /// The tokens that complete the answer from here: its shortest ending, spelled in the fewest tokens.
    ///
    /// For a generation that has to stop now, and for a text that was cut off. Empty once the answer is complete.
    #[must_use]
    pub fn close(&self) -> Vec<u32> {
        self.endings.fresh().spelled(&self.automaton, &self.vocab, &self.state).unwrap_or_default()
    }

    /// How many tokens [`close`](Self::close) returns; at the beginning, the least budget there is.
    #[must_use]
    pub fn min_tokens_to_close(&self) -> usize {
        self.endings.fresh().tokens(&self.automaton, &self.vocab, &self.state).unwrap_or_default()
    }

    /// Whether the answer is complete.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.state.is_done()
    }

    fn check(&self) -> Result<(), Error> {
        match &self.failed {
            Some(error) => Err(error.clone()),
            None if self.state.is_done() => Err(Error::Finished),
            None => Ok(()),
        }
    }

    /// Nothing is allowed any more.
    fn fail(&mut self, error: Error) -> Error {
        self.failed = Some(error.clone());
        error
    }
}

/// The state after `token`, if it may come next in this state where so many tokens are left.
fn after(
    automaton: &Automaton,
    vocab: &Vocab,
    endings: &mut Endings,
    (state, remaining): (&State, Option<usize>),
    token: u32,
) -> Option<State> {
    let bytes = vocab.token(token);
    let next = automaton.read(state, bytes);
    if bytes.is_empty() || next.is_dead() {
        return None;
    }
    let Some(remaining) = remaining else { return Some(next) };
    let left = remaining.checked_sub(1)?;
    budget::ends_within(automaton, vocab, endings, &next, left).then_some(next)
}

impl Clone for Constraint {
    fn clone(&self) -> Self {
        Self {
            vocab: self.vocab.clone(),
            automaton: Arc::clone(&self.automaton),
            // Clones that share the engine's caches would wait for each other.
            matcher: self.matcher.deep_clone(),
            state: self.state.clone(),
            remaining: self.remaining,
            // Cheap to find again, and large.
            steps: Steps::default(),
            endings: self.endings.fresh(),
            failed: self.failed.clone(),
        }
    }
}

impl fmt::Debug for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Constraint")
            .field("vocab", &self.vocab)
            .field("remaining", &self.remaining)
            .field("done", &self.state.is_done())
            .finish_non_exhaustive()
    }
}
