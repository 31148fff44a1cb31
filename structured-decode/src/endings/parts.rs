//! The parts of endings, and what may follow them.

use std::collections::HashMap;
use std::sync::Arc;

use super::TAIL_BYTES;
use crate::automaton::{self, Automaton, Local, Stack};
use crate::vocab::Vocab;

/// The number of a part.
pub(super) type PartId = u32;

/// The fewest tokens that spell something, and the first of them; `None` if none do.
pub(super) type Tokens = Option<(u32, u32)>;

/// The shortest ending of one place in a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) first: u8,
    /// The rest of it after the first byte.
    pub(super) rest: Rest,
    /// Its bytes, to the end of the segment.
    pub(super) length: u32,
    /// For a part that is longer than a tail: the tail at its end, and the tokens up to there.
    pub(super) body: Option<Body>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    pub(super) tail: Option<PartId>,
    pub(super) tokens: Tokens,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Rest {
    End,
    Same(PartId),
    /// An object or array, and what follows it.
    Inner(PartId, Option<PartId>),
}

/// What follows a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Context {
    /// Nothing, or a token that begins there.
    End,
    /// Irrelevant: only the bytes before the tail are looked at.
    Tail,
    /// The listed continuation.
    After(u32),
}

/// A position in an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Position {
    pub(super) part: PartId,
    pub(super) context: Context,
}

/// What follows the segment that a reading is in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) context: Context,
    /// What follows the context, in tokens that begin there: a part, and the number of the place that the part is in.
    pub(super) then: Option<(PartId, usize)>,
    /// The tokens of all of it.
    pub(super) more: Option<u32>,
}

/// The number of the place that nothing follows.
const LAST: usize = 0;

#[derive(Debug, Clone, Default)]
pub(super) struct Layer {
    pub(super) parts: Vec<Part>,
    index: HashMap<Local, PartId>,
    contexts: Vec<(PartId, Context)>,
    context_index: HashMap<(PartId, Context), u32>,
    /// The tokens of tails, together with what follows them.
    pub(super) tails: HashMap<Position, Tokens>,
    places: Vec<Place>,
    place_index: HashMap<Stack, usize>,
}

impl Layer {
    /// How many entries it has.
    pub(super) fn len(&self) -> usize {
        self.parts.len() + self.tails.len() + self.places.len()
    }
}

/// The entries of one answer are numbered after those that all answers share.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) shared: Arc<Layer>,
    pub(super) own: Layer,
}

impl Parts {
    pub(super) fn part(&self, id: PartId) -> Part {
        let (id, shared) = (id as usize, &self.shared.parts);
        shared.get(id).copied().unwrap_or_else(|| self.own.parts[id - shared.len()])
    }

    fn count(&self) -> usize {
        self.shared.parts.len() + self.own.parts.len()
    }

    /// The part of `local`; a new part is added to `new` and has yet to be computed.
    fn id(&mut self, local: Local, length: u32, new: &mut Vec<(PartId, Local)>) -> PartId {
        if let Some(&known) = self.shared.index.get(&local).or_else(|| self.own.index.get(&local)) {
            return known;
        }
        let id = u32::try_from(self.count()).unwrap_or(u32::MAX);
        // No token has this byte.
        self.own.parts.push(Part { first: u8::MAX, rest: Rest::End, length, body: None });
        self.own.index.insert(local.clone(), id);
        new.push((id, local));
        id
    }

    /// The shortest ending of `local` to the end of its segment.
    pub(super) fn find(&mut self, automaton: &Automaton, vocab: &Vocab, local: Local) -> PartId {
        let (before, mut new) = (self.own.parts.len(), Vec::new());
        let length = |local: &Local| automaton.bytes_to_segment_end(local);
        let far = length(&local);
        let found = self.id(local, far, &mut new);
        while let Some((id, local)) = new.pop() {
            let Some((first, rest)) = automaton.ending(&local) else { continue };
            let mut id_of = |local: Local| {
                let far = length(&local);
                self.id(local, far, &mut new)
            };
            let rest = match rest {
                automaton::Rest::End => Rest::End,
                automaton::Rest::Same(next) => Rest::Same(id_of(next)),
                automaton::Rest::Inner(inner, after) => {
                    let inner = id_of(inner);
                    Rest::Inner(inner, after.map(&mut id_of))
                }
            };
            let at = id as usize - self.shared.parts.len();
            (self.own.parts[at].first, self.own.parts[at].rest) = (first, rest);
        }
        // The part after it is shorter.
        let mut added: Vec<usize> = (before..self.own.parts.len()).collect();
        added.retain(|&at| self.own.parts[at].length > TAIL_BYTES);
        added.sort_by_key(|&at| self.own.parts[at].length);
        for at in added {
            let part = u32::try_from(self.shared.parts.len() + at).unwrap_or(u32::MAX);
            let body = Body { tail: self.tail(part), tokens: None };
            self.own.parts[at].body = Some(body);
            let tokens = self.body_tokens(vocab, part);
            self.own.parts[at].body = Some(Body { tokens, ..body });
        }
        found
    }

    /// The tail of a part that is longer than one.
    fn tail(&self, part: PartId) -> Option<PartId> {
        let next = match self.part(part).rest {
            Rest::End => return None,
            Rest::Same(next) => next,
            Rest::Inner(_, after) => after?,
        };
        self.part(next).body.map_or(Some(next), |body| body.tail)
    }

    /// What follows, if it is `after` and then `around`.
    pub(super) fn context(&mut self, after: PartId, around: Context) -> Context {
        let key = (after, around);
        if let Some(&known) = self.shared.context_index.get(&key).or_else(|| self.own.context_index.get(&key)) {
            return Context::After(known);
        }
        let id = u32::try_from(self.shared.contexts.len() + self.own.contexts.len()).unwrap_or(u32::MAX);
        self.own.contexts.push(key);
        self.own.context_index.insert(key, id);
        Context::After(id)
    }

    /// The list that [`Context::After`] refers to.
    pub(super) fn listed(&self, id: u32) -> Position {
        let (id, shared) = (id as usize, &self.shared.contexts);
        let (part, context) = shared.get(id).copied().unwrap_or_else(|| self.own.contexts[id - shared.len()]);
        Position { part, context }
    }

    pub(super) fn place(&self, id: usize) -> Place {
        let last = Place { context: Context::End, then: None, more: Some(0) };
        id.checked_sub(1).map_or(last, |at| self.own.places[at])
    }

    /// What follows the segment that `stack` is in.
    pub(super) fn following(&mut self, automaton: &Automaton, vocab: &Vocab, stack: &Stack) -> Place {
        let (mut segment, mut open) = (stack.segment().cloned(), Vec::new());
        let mut place = LAST;
        while let Some(inner) = segment {
            if let Some(&known) = self.own.place_index.get(&inner) {
                place = known;
                break;
            }
            let Some(outer) = automaton.outer(&inner) else { break };
            segment = outer.around.segment().cloned();
            open.push((inner, outer));
        }
        for (segment, outer) in open.into_iter().rev() {
            let after = self.find(automaton, vocab, outer.after);
            let around = place;
            let following = self.after(vocab, after, outer.inner, around);
            self.own.places.push(following);
            place = self.own.places.len();
            self.own.place_index.insert(segment, place);
        }
        self.place(place)
    }

    /// What follows a segment of this many bytes: the part `after` of a segment, which `around` follows.
    fn after(&mut self, vocab: &Vocab, after: PartId, inner: u32, around: usize) -> Place {
        let (part, outer) = (self.part(after), self.place(around));
        let (context, then) = match part.body {
            Some(Body { tail, .. }) => (self.context(after, Context::Tail), tail),
            None if part.length.saturating_add(inner) >= TAIL_BYTES => (Context::End, Some(after)),
            None => return Place { context: self.context(after, outer.context), ..outer },
        };
        let Some(then) = then else { return Place { context, then: None, more: Some(0) } };
        let value = self.value(vocab, Position { part: then, context: outer.context });
        let more = value.zip(outer.more).map(|(value, more)| value.saturating_add(more));
        Place { context, then: Some((then, around)), more }
    }
}
