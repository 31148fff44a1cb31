//! The fewest tokens that spell an ending.

use super::parts::{Body, Context, PartId, Parts, Position, Rest, Tokens};
use crate::vocab::Vocab;

/// What follows the first byte of an ending.
enum Next {
    /// The same token may continue there.
    Here(Position),
    /// Another token begins there.
    Boundary(Position),
    /// The end of the bytes that are looked at.
    End,
    /// A second object or array, into which no token extends.
    Inner,
}

impl Parts {
    /// The fewest tokens that spell the ending at `position`.
    pub(super) fn value(&mut self, vocab: &Vocab, position: Position) -> Option<u32> {
        let Position { part, context } = position;
        let tail = match (self.part(part).body, context) {
            (Some(_), Context::Tail) => None,
            (Some(body), _) => body.tail,
            (None, _) => Some(part),
        };
        if let Some(part) = tail {
            self.count_tail(vocab, Position { part, context });
        }
        self.known(position)
    }

    /// The same, if it has been computed.
    fn known(&self, position: Position) -> Option<u32> {
        let Position { part, context } = position;
        let count = |tokens: Tokens| tokens.map(|(count, _)| count);
        let Some(Body { tail, tokens }) = self.part(part).body else { return count(self.tail_tokens(position)?) };
        let before = count(tokens)?;
        match tail {
            Some(part) if context != Context::Tail => {
                Some(before.saturating_add(count(self.tail_tokens(Position { part, context })?)?))
            }
            _ => Some(before),
        }
    }

    /// The tokens of a tail; `None` if they have not been computed.
    fn tail_tokens(&self, position: Position) -> Option<Tokens> {
        self.shared.tails.get(&position).or_else(|| self.own.tails.get(&position)).copied()
    }

    /// The tokens of a part that is longer than a tail, up to its tail.
    pub(super) fn body_tokens(&mut self, vocab: &Vocab, part: PartId) -> Tokens {
        let position = Position { part, context: Context::Tail };
        if let (Rest::Inner(..), Next::Here(inner)) = (self.part(part).rest, self.next(position)) {
            self.value(vocab, inner);
        }
        self.fewest(vocab, position)
    }

    fn count_tail(&mut self, vocab: &Vocab, position: Position) {
        let (mut at, mut open) = (position, Vec::new());
        while self.part(at.part).body.is_none() && self.tail_tokens(at).is_none() {
            open.push(at);
            let Next::Here(next) = self.next(at) else { break };
            at = next;
        }
        for position in open.into_iter().rev() {
            let tokens = self.fewest(vocab, position);
            self.own.tails.insert(position, tokens);
        }
    }

    /// The fewest tokens that spell the ending at `position`. For a part that is longer than a tail, up to its tail.
    fn fewest(&mut self, vocab: &Vocab, position: Position) -> Tokens {
        let (trie, mut best): (_, Tokens) = (vocab.trie(), None);
        let (mut node, mut at) = (trie.root(), position);
        while let Some(child) = trie.child_at_byte(node, self.part(at.part).first) {
            node = child;
            let next = self.next(at);
            let after = match next {
                Next::Here(next) | Next::Boundary(next) => node.token_id().and_then(|_| self.known(next)),
                Next::End => Some(0),
                Next::Inner => None,
            };
            if let (Some(token), Some(after)) = (node.token_id(), after)
                // Of equally few, the one that begins with the longest token.
                && best.is_none_or(|(known, _)| after < known)
            {
                best = Some((after + 1, token));
            }
            let Next::Here(next) = next else { break };
            at = next;
        }
        best
    }

    fn next(&mut self, position: Position) -> Next {
        let Position { part, context } = position;
        let part = self.part(part);
        let is_body = part.body.is_some();
        match part.rest {
            Rest::End => match context {
                Context::End | Context::Tail => Next::End,
                Context::After(id) => Next::Here(self.listed(id)),
            },
            Rest::Same(next) => {
                let ends = is_body && self.part(next).body.is_none();
                let next = Position { part: next, context };
                match context {
                    Context::Tail if ends => Next::End,
                    _ if ends => Next::Boundary(next),
                    _ => Next::Here(next),
                }
            }
            Rest::Inner(..) if is_body && context != Context::Tail => Next::Inner,
            Rest::Inner(inner, after) => {
                let context = match after {
                    Some(after) if !is_body => self.context(after, context),
                    Some(after) if self.part(after).body.is_some() => self.context(after, Context::Tail),
                    _ => Context::End,
                };
                Next::Here(Position { part: inner, context })
            }
        }
    }

    /// The fewest tokens that spell the ending at `position`.
    pub(super) fn spelled(&mut self, vocab: &Vocab, position: Position) -> Option<Vec<u32>> {
        self.value(vocab, position)?;
        let (mut open, mut tokens) = (vec![position], Vec::new());
        while let Some(mut at) = open.pop() {
            loop {
                let body = self.part(at.part).body;
                if let Some(Body { tail: Some(part), .. }) = body
                    && at.context != Context::Tail
                {
                    open.push(Position { part, context: at.context });
                    at.context = Context::Tail;
                }
                let (_, token) = body.map_or_else(|| self.tail_tokens(at).flatten(), |body| body.tokens)?;
                tokens.push(token);
                let mut after = Next::Here(at);
                for _ in vocab.token(token) {
                    let (Next::Here(position) | Next::Boundary(position)) = after else { return None };
                    after = self.next(position);
                }
                let (Next::Here(next) | Next::Boundary(next)) = after else { break };
                at = next;
            }
        }
        Some(tokens)
    }
}
