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

/// The answers that are still possible.
///
/// A constraint that has read nothing is a compiled schema: keep it, and use a clone for each answer. Cloning
/// mid-answer costs time proportional to the text read so far.
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

/// What may follow an accepted token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Step {
    /// The answer goes on.
    Continue,
    /// The answer is complete: no further token is accepted, not even an end token.
    Done,
}

impl Constraint {
    /// Creates a constraint that allows the answers that parse into `T`.
    ///
    /// `T` is any type with a schema: the answer of a local model may also be an enum or a list, while the API requires
    /// an object. The compiled schema is stored with the vocabulary, and cloned when it is requested again.
    ///
    /// Fails to compile if `T` has no strict schema.
    ///
    /// # Errors
    ///
    /// [`Error::Schema`] if every answer nests deeper than parsers read, if a pattern or a `multipleOf` cannot be
    /// enforced, or if an answer may be a number alone, whose end cannot be recognized. [`Error::Vocabulary`] if
    /// `vocab` cannot spell every answer: each byte that some ending needs must be a token by itself, as it is in the
    /// vocabularies of models. [`Error::Engine`] if the schema exceeds the limits of the engine.
    pub fn new<T: Schema + ?Sized>(vocab: &Vocab) -> Result<Self, Error> {
        // Evaluated here, so that the error for a type without a schema names the caller.
        let schema = const { structured_core::json_schema::<T>() };
        let root = T::NODE.map_err(|_| Error::schema("#", "the type has no schema"))?;
        let compiled = vocab.compiled(Key::of_type(schema, root), || typed::read(schema, root))?;
        Ok(Self::fresh(compiled, vocab))
    }

    /// Creates a constraint that allows the answers that `schema`, a JSON Schema, allows.
    ///
    /// An answer has every property, in the order of `properties`, and no other property. An integer without bounds is
    /// read as an `i64`. Keywords beside `$ref`, `allOf` and `anyOf` are enforced together with them.
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
    /// The errors of [`Constraint::new`], [`Error::NotJson`] if `schema` is not JSON, and [`Error::Schema`] if a
    /// keyword cannot be enforced, if no answer satisfies the schema, or if the schema exceeds a limit.
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

    /// The same constraint, with a budget: the answer ends within `tokens` tokens, counted from now on.
    ///
    /// Nothing changes until the end is near. Then tokens are excluded that would not leave enough of the budget to end
    /// the answer. Whichever of the other tokens are chosen, the answer is complete in time.
    ///
    /// # Errors
    ///
    /// [`Error::Budget`], which contains the smallest possible budget, if the shortest answer needs more.
    pub fn with_budget(mut self, tokens: usize) -> Result<Self, Error> {
        let minimum = self.endings.tokens(&self.automaton, &self.vocab, &self.state).unwrap_or_default();
        if tokens < minimum {
            return Err(Error::Budget { budget: tokens, minimum });
        }
        self.remaining = Some(tokens);
        Ok(self)
    }

    /// The remaining tokens of the budget, if there is one.
    #[must_use]
    pub fn remaining(&self) -> Option<usize> {
        self.remaining
    }

    /// Sets the logit of every token that is not allowed next to minus infinity, and leaves the others unchanged.
    ///
    /// Logits beyond the vocabulary are never allowed. Models have them because they round the size of the vocabulary
    /// up.
    ///
    /// # Errors
    ///
    /// After any error, all logits are minus infinity. [`Error::Finished`] if the answer is complete, [`Error::Logits`]
    /// if `logits` is shorter than the vocabulary, [`Error::Engine`] if the engine fails.
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
            // Inside a string, nearly all tokens are allowed; only the others cost time.
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
            return if mask.is_zero() { Err(self.fail(Error::engine("no token is allowed next"))) } else { Ok(mask) };
        };
        let Self { vocab, automaton, steps, endings, .. } = self;
        let kept = Filter { automaton, vocab, steps, endings, mask: &mask, tokens }.run(&self.state);
        if kept.is_zero() {
            return Err(self.fail(Error::engine("no token leaves enough of the budget")));
        }
        Ok(kept)
    }

    /// The tokens that remain to end the answer after the next one; `None` if every token that the engine allows leaves
    /// enough.
    fn limit(&self) -> Option<usize> {
        let Self { vocab, automaton, .. } = self;
        // The engine counts neither levels nor readings.
        let deep = self.state.levels() < automaton.enough_levels() + vocab.most_opened() || automaton.is_ambiguous();
        let tokens = self.remaining.map_or(usize::MAX, |remaining| remaining.saturating_sub(1));
        // Whatever comes next, its shortest ending has no more bytes than this, and each byte is a token.
        let close = self.remaining.is_some() && self.automaton.peak(&self.state) as usize > tokens;
        (deep || close).then_some(tokens)
    }

    /// Accepts the token that was chosen.
    ///
    /// # Errors
    ///
    /// [`Error::NotAllowed`] if the token is not allowed next; the constraint is then unchanged. [`Error::Finished`] if
    /// the answer is complete, [`Error::Engine`] if the engine fails.
    pub fn accept(&mut self, token: u32) -> Result<Step, Error> {
        self.check()?;
        let Self { vocab, automaton, endings, state, remaining, .. } = self;
        let next = after(automaton, vocab, endings, (state, *remaining), token).ok_or(Error::NotAllowed { token })?;
        self.matcher.consume_token(token).map_err(|error| self.fail(Error::engine(error)))?;
        self.state = next;
        self.remaining = self.remaining.map(|remaining| remaining.saturating_sub(1));
        if self.state.is_done() { Ok(Step::Done) } else { Ok(Step::Continue) }
    }

    /// The tokens that must come next, because every possible answer continues with their text.
    ///
    /// They need no forward pass each: [`accept`](Self::accept) them, and pass them to the model together. They spell
    /// the text in as few tokens as possible, without the last ones where a longer token could extend beyond the text.
    /// The state of the engine is not copied, so this is cheap enough to be called after each token.
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

    /// Whether a token that begins inside the last one before `open` extends beyond the end of `bytes`.
    fn outreaches(&self, bytes: &[u8], open: usize) -> bool {
        let trie = self.vocab.trie();
        (open.saturating_sub(self.vocab.longest())..open).any(|at| trie.has_extensions(&bytes[at..]))
    }

    /// As many of `tokens`, which only spell text that must come, as the budget allows.
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

    /// The tokens that complete the answer from here: its shortest ending, in as few tokens as possible.
    ///
    /// Use it for a generation that has to stop now, or for a text that was truncated. Empty once the answer is
    /// complete.
    #[must_use]
    pub fn close(&self) -> Vec<u32> {
        self.endings.fresh().spelled(&self.automaton, &self.vocab, &self.state).unwrap_or_default()
    }

    /// How many tokens [`close`](Self::close) returns. At the beginning, this is the smallest possible budget.
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

    /// Makes the constraint allow nothing any more.
    fn fail(&mut self, error: Error) -> Error {
        self.failed = Some(error.clone());
        error
    }
}

/// The state after `token`, if the token is allowed in this state with this many tokens left.
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
            // Clones that share the caches of the engine would wait for each other.
            matcher: self.matcher.deep_clone(),
            state: self.state.clone(),
            remaining: self.remaining,
            // They are large, and cheap to compute again.
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
