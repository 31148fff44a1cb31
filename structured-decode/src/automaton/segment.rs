//! Segments: the content of one object or array, without what follows it.
//!
//! Many places of an answer continue in the same way up to the end of the object or array that they are in. Their
//! endings are computed once for all of them.

use std::collections::HashSet;

use super::state::{Stack, State, Thread};
use super::{Automaton, Node, NodeId};

/// A reading, up to the end of its segment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Local(Thread);

/// What follows the first byte of a shortest ending.
pub(crate) enum Rest {
    /// Nothing: the segment is complete.
    End,
    /// More of the same segment.
    Same(Local),
    /// A segment inside it, and what follows that segment in this one.
    Inner(Local, Option<Local>),
}

/// What follows a segment.
pub(crate) struct Outer {
    /// How the segment around it continues.
    pub(crate) after: Local,
    /// What follows that segment.
    pub(crate) around: Stack,
    /// The bytes of the shortest text of the inner segment.
    pub(crate) inner: u32,
}

impl Automaton {
    /// The readings with the shortest endings.
    pub(crate) fn nearest<'a>(&'a self, state: &'a State) -> impl Iterator<Item = &'a Thread> {
        let distance = state.threads.iter().map(|thread| self.to_close(thread)).min();
        state.threads.iter().filter(move |thread| Some(self.to_close(thread)) == distance)
    }

    /// Cuts `thread` off at the end of its segment.
    pub(crate) fn local(&self, thread: &Thread) -> Local {
        let levels = thread.stack.segment().map(|segment| self.counted(segment.levels()));
        Local(self.within(thread, levels))
    }

    /// With more levels than these, a segment and the segments inside it end as they do with this many.
    fn counted(&self, levels: usize) -> usize {
        levels.min(2 * self.enough_levels() + 1)
    }

    /// The levels that matter inside a segment with this many; `None` if nothing is inside. The largest number that
    /// matters represents all larger ones.
    fn counted_inside(&self, levels: usize) -> Option<usize> {
        if self.counted(levels + 1) == levels { Some(levels) } else { levels.checked_sub(1) }
    }

    /// The bytes to the end of the segment.
    pub(crate) fn bytes_to_segment_end(&self, local: &Local) -> u32 {
        self.to_close(&local.0)
    }

    /// The first byte of the shortest ending of a segment, and the rest of the ending.
    pub(crate) fn ending(&self, local: &Local) -> Option<(u8, Rest)> {
        let Local(thread) = local;
        let levels = thread.stack.levels();
        let Node::Bytes(edges) = &self.nodes[thread.node as usize] else { return None };
        let first = self.nearer(thread.node, levels)?;
        let edge = edges.iter().find(|edge| (edge.0..=edge.1).contains(&first))?;
        let next = self.reached(edge.2, &thread.stack);
        if next.is_done() {
            return Some((first, Rest::End));
        }
        let next = self.first_of_nearest(&next)?;
        let Some((node, stack)) = next.stack.segment().and_then(Stack::after) else {
            return Some((first, Rest::Same(Local(next))));
        };
        let after = self.first_of_nearest(&self.reached(node, stack)).map(Local);
        Some((first, Rest::Inner(Local(self.within(&next, self.counted_inside(levels))), after)))
    }

    /// What follows the segment that `stack` is in; `None` for the last one.
    pub(crate) fn outer(&self, stack: &Stack) -> Option<Outer> {
        let segment = stack.segment()?;
        let (node, below) = segment.after()?;
        let after = self.first_of_nearest(&self.reached(node, below))?;
        Some(Outer {
            after: self.local(&after),
            around: after.stack.segment().cloned().unwrap_or_default(),
            inner: segment.inner(),
        })
    }

    /// The places where a shortest ending of a segment may begin: at a string, a number or a punctuation mark. At most
    /// `most` of these.
    pub(crate) fn beginnings(&self, most: usize) -> Vec<Local> {
        let mut search =
            Search { automaton: self, most, found: Vec::new(), seen: HashSet::new(), segments: Vec::new() };
        search.walk(self.start, Stack::default());
        let mut known = vec![false; self.nodes.len()];
        while let Some((start, levels)) = search.segments.pop() {
            if !core::mem::replace(&mut known[start as usize], true) {
                search.walk(start, Stack::outermost(levels));
            }
        }
        search.found
    }

    fn first_of_nearest(&self, state: &State) -> Option<Thread> {
        self.nearest(state).next().cloned()
    }

    /// Whether a string, a number or a punctuation mark begins at `start`.
    fn is_terminal(&self, start: NodeId) -> bool {
        let Node::Fork(nexts) = &self.nodes[start as usize] else { return false };
        nexts.first().is_some_and(|&reads| matches!(self.nodes[reads as usize], Node::Bytes(_)))
    }
}

/// A search for everything that may begin in each segment.
struct Search<'a> {
    automaton: &'a Automaton,
    most: usize,
    found: Vec<Local>,
    seen: HashSet<(NodeId, Stack)>,
    /// Segments inside the searched ones, each with the levels that may still be opened in it.
    segments: Vec<(NodeId, usize)>,
}

impl Search<'_> {
    /// All continuations of one segment.
    fn walk(&mut self, start: NodeId, origin: Stack) {
        let automaton = self.automaton;
        let mut open = vec![(start, origin)];
        while let Some((node, stack)) = open.pop() {
            if self.found.len() >= self.most {
                return;
            }
            if !self.seen.insert((node, stack.clone())) {
                continue;
            }
            match &automaton.nodes[node as usize] {
                Node::Bytes(_) | Node::End => {}
                Node::Fork(nexts) => open.extend(nexts.iter().map(|&next| (next, stack.clone()))),
                &Node::Call { start, next, nests: true } => {
                    let inside = automaton.counted_inside(stack.levels());
                    self.segments.extend(inside.map(|levels| (start, automaton.counted(levels))));
                    open.push((next, stack));
                }
                &Node::Call { start, next, nests: false } => {
                    if automaton.is_terminal(start) {
                        let begun = automaton.reached(node, &stack);
                        self.found.extend(automaton.first_of_nearest(&begun).map(Local));
                    } else {
                        open.push((start, automaton.called(next, &stack)));
                    }
                    open.push((next, stack));
                }
            }
        }
    }
}
