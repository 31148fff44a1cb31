//! The state of the automaton: all ways to understand the bytes that were read.

use core::hash::{Hash, Hasher};
use std::collections::HashSet;
use std::hash::DefaultHasher;
use std::sync::Arc;

use super::{Automaton, END, MAX_DEPTH, NEVER, Node, NodeId};

/// The most readings of a prefix. When there are more, those furthest from the end are dropped: each level of an
/// ambiguous recursion may double their number.
pub(super) const MAX_READINGS: usize = 4_096;
/// Up to this many readings, a linear search is fastest.
const FEW_READINGS: usize = 16;

/// All readings of a prefix. Equal states admit the same endings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct State {
    /// The readings, each about to read a byte.
    pub(super) threads: Vec<Thread>,
    /// Whether the prefix is a complete answer.
    done: bool,
}

/// A state under construction.
#[derive(Default)]
struct Reached {
    state: State,
    /// The threads of the state, when there are many.
    known: HashSet<Thread>,
}

impl Reached {
    fn add(&mut self, thread: Thread) {
        let threads = &mut self.state.threads;
        if threads.len() < FEW_READINGS {
            if !threads.contains(&thread) {
                threads.push(thread);
            }
            return;
        }
        if self.known.is_empty() {
            self.known.extend(threads.iter().cloned());
        }
        if self.known.insert(thread.clone()) {
            threads.push(thread);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Thread {
    pub(super) node: NodeId,
    pub(super) stack: Stack,
}

/// Where to continue after the part that is being read; shared between threads and states.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stack(Option<Arc<Frame>>);

#[derive(Debug, PartialEq, Eq)]
struct Frame {
    /// A hash that includes all frames below: stacks are many, deep, and may differ anywhere.
    hash: u64,
    next: NodeId,
    /// The bytes from there to the end of the answer.
    distance: u32,
    /// The largest distance from the end of the answer after the next token, if that token gets there.
    peak: u32,
    /// The levels that may still be opened inside the part that is being read.
    levels: u8,
    /// For an object or array, the bytes of its shortest text.
    nests: Option<u32>,
    below: Stack,
}

impl PartialEq for Stack {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

impl Eq for Stack {}

impl Hash for Stack {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.0.as_ref().map_or(0, |frame| frame.hash).hash(hasher);
    }
}

impl Thread {
    pub(crate) fn stack(&self) -> &Stack {
        &self.stack
    }
}

impl Stack {
    /// The stack with one more frame.
    fn with(&self, next: NodeId, distances: (u32, u32), levels: usize, nests: Option<u32>) -> Self {
        let mut hasher = DefaultHasher::new();
        (next, levels, nests, self).hash(&mut hasher);
        let (distance, peak) = distances;
        let levels = u8::try_from(levels).unwrap_or(u8::MAX);
        Self(Some(Arc::new(Frame { hash: hasher.finish(), next, distance, peak, levels, nests, below: self.clone() })))
    }

    /// A stack inside an object or array in which this many levels may be opened, and which nothing follows.
    pub(super) fn outermost(levels: usize) -> Self {
        Self::default().with(END, (0, 0), levels, Some(0))
    }

    /// The stack from the frame of the innermost object or array on; `None` outside of all of them.
    pub(crate) fn segment(&self) -> Option<&Self> {
        let mut stack = self;
        loop {
            let frame = stack.0.as_ref()?;
            if frame.nests.is_some() {
                return Some(stack);
            }
            stack = &frame.below;
        }
    }

    /// The frames above that of the innermost object or array, the last one first.
    pub(super) fn above_segment(&self) -> Vec<NodeId> {
        let (mut stack, mut above) = (self, Vec::new());
        while let Some(frame) = stack.0.as_ref().filter(|frame| frame.nests.is_none()) {
            above.push(frame.next);
            stack = &frame.below;
        }
        above
    }

    /// The bytes of the shortest text of the object or array whose frame is the first.
    pub(super) fn inner(&self) -> u32 {
        self.0.as_ref().and_then(|frame| frame.nests).unwrap_or_default()
    }

    /// Where to continue after the part, and with which stack; `None` if the answer ends there.
    pub(super) fn after(&self) -> Option<(NodeId, &Self)> {
        let frame = self.0.as_ref()?;
        (frame.next != END || frame.below.0.is_some()).then_some((frame.next, &frame.below))
    }

    pub(super) fn levels(&self) -> usize {
        self.0.as_ref().map_or(MAX_DEPTH, |frame| usize::from(frame.levels))
    }

    fn distance(&self) -> u32 {
        self.0.as_ref().map_or(0, |frame| frame.distance)
    }

    fn peak(&self) -> u32 {
        self.0.as_ref().map_or(0, |frame| frame.peak)
    }
}

impl Automaton {
    /// The state before the first byte.
    pub(crate) fn start(&self) -> State {
        self.reached(self.start, &Stack::default())
    }

    /// The state after one more byte. If it has no readings, the byte is not allowed.
    pub(crate) fn step(&self, state: &State, byte: u8) -> State {
        let mut reached = Reached::default();
        for thread in &state.threads {
            let Node::Bytes(edges) = &self.nodes[thread.node as usize] else { continue };
            if let Some(edge) = edges.iter().find(|edge| (edge.0..=edge.1).contains(&byte)) {
                self.reach(edge.2, &thread.stack, &mut reached);
            }
        }
        self.pruned(reached).state
    }

    pub(crate) fn read(&self, state: &State, bytes: &[u8]) -> State {
        let mut state = state.clone();
        for &byte in bytes {
            state = self.step(&state, byte);
        }
        state
    }

    /// Keeps the readings nearest to the end, if there are too many. The shortest ending is always among them.
    fn pruned(&self, mut reached: Reached) -> Reached {
        if reached.state.threads.len() > MAX_READINGS {
            reached.state.threads.sort_by_key(|thread| self.to_close(thread));
            reached.state.threads.truncate(MAX_READINGS);
            reached.known = reached.state.threads.iter().cloned().collect();
        }
        reached
    }

    /// Adds the readings that begin at `node`.
    pub(super) fn reached(&self, node: NodeId, stack: &Stack) -> State {
        let mut reached = Reached::default();
        self.reach(node, stack, &mut reached);
        self.pruned(reached).state
    }

    /// The stack inside a part that is not an object or array, with `next` to be read afterwards.
    pub(super) fn called(&self, next: NodeId, stack: &Stack) -> Stack {
        // Nothing remains to be done afterwards: continue with the frame of the caller.
        if next == END { stack.clone() } else { self.pushed(next, stack, stack.levels(), None) }
    }

    fn pushed(&self, next: NodeId, stack: &Stack, inside: usize, nests: Option<u32>) -> Stack {
        let distance = self.distance(next, stack.levels()).saturating_add(stack.distance());
        let peak = self.peaks[next as usize].saturating_add(stack.distance()).max(stack.peak());
        stack.with(next, (distance, peak), inside, nests)
    }

    /// `thread` in an object or array in which this many levels may be opened, and which nothing follows.
    pub(super) fn within(&self, thread: &Thread, levels: Option<usize>) -> Thread {
        let origin = levels.map(Stack::outermost).unwrap_or_default();
        let stack = thread.stack.above_segment().iter().rev().fold(origin, |stack, &next| self.called(next, &stack));
        Thread { node: thread.node, stack }
    }

    /// Adds every reading that starts at `node`.
    fn reach(&self, node: NodeId, stack: &Stack, reached: &mut Reached) {
        if reached.state.threads.len() >= 2 * MAX_READINGS {
            *reached = self.pruned(core::mem::take(reached));
        }
        match &self.nodes[node as usize] {
            Node::Bytes(_) => {
                if self.distance(node, stack.levels()) == NEVER {
                    return;
                }
                reached.add(Thread { node, stack: stack.clone() });
            }
            Node::Fork(nexts) => nexts.iter().for_each(|&next| self.reach(next, stack, reached)),
            Node::Call { start, next, nests } => {
                let levels = stack.levels();
                let rest = self.distance(*next, levels);
                let inside = if *nests { levels.checked_sub(1) } else { Some(levels) };
                let Some(inside) = inside.filter(|_| rest != NEVER) else { return };
                if self.distance(*start, inside) == NEVER {
                    return;
                }
                let inside = if *nests {
                    self.pushed(*next, stack, inside, Some(self.distance(*start, inside)))
                } else {
                    self.called(*next, stack)
                };
                self.reach(*start, &inside, reached);
            }
            Node::End => match &stack.0 {
                None => reached.state.done = true,
                Some(frame) => self.reach(frame.next, &frame.below, reached),
            },
        }
    }

    /// Whether the plain characters of a string leave the state unchanged.
    pub(crate) fn keeps_plain(&self, state: &State) -> bool {
        let keeps = |thread: &Thread| self.ordinary.binary_search(&thread.node).is_ok();
        !state.threads.is_empty() && state.threads.iter().all(keeps)
    }

    /// Whether all plain characters of a string lead to the same state, or none is allowed.
    pub(crate) fn treats_plain_alike(&self, state: &State) -> bool {
        let alike = |thread: &Thread| self.alike.binary_search(&thread.node).is_ok();
        !state.threads.is_empty() && state.threads.iter().all(alike)
    }

    /// The bytes of the shortest ending; `None` if the state has no reading.
    pub(crate) fn bytes_to_close(&self, state: &State) -> Option<u32> {
        if state.done {
            return Some(0);
        }
        state.threads.iter().map(|thread| self.to_close(thread)).min()
    }

    /// An upper bound for the bytes of the shortest ending after one more token.
    pub(crate) fn peak(&self, state: &State) -> u32 {
        let peak = |thread: &Thread| {
            let inside = self.peaks[thread.node as usize].saturating_add(thread.stack.distance());
            inside.max(thread.stack.peak())
        };
        state.threads.iter().map(peak).max().unwrap_or(0)
    }

    pub(super) fn to_close(&self, thread: &Thread) -> u32 {
        self.distance(thread.node, thread.stack.levels()).saturating_add(thread.stack.distance())
    }

    /// The next byte, if only one is allowed.
    pub(crate) fn only_byte(&self, state: &State) -> Option<u8> {
        let mut only = None;
        for thread in &state.threads {
            let Node::Bytes(edges) = &self.nodes[thread.node as usize] else { continue };
            let levels = thread.stack.levels();
            for &(low, high, next) in edges {
                if self.distance(next, levels) == NEVER {
                    continue;
                }
                if low != high || only.is_some_and(|byte| byte != low) {
                    return None;
                }
                only = Some(low);
            }
        }
        only
    }
}

impl State {
    /// Whether the prefix cannot be read.
    pub(crate) fn is_dead(&self) -> bool {
        self.threads.is_empty() && !self.done
    }

    /// Whether the prefix is a complete answer.
    pub(crate) fn is_done(&self) -> bool {
        self.done
    }

    /// The levels that may still be opened in the deepest reading.
    pub(crate) fn levels(&self) -> usize {
        self.threads.iter().map(|thread| thread.stack.levels()).min().unwrap_or(MAX_DEPTH)
    }
}
