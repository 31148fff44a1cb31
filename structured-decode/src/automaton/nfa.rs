//! A regular expression as a nondeterministic automaton over bytes.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;

/// The most nodes.
const MAX_NODES: usize = 200_000;

/// The first node is the start.
pub(super) struct Nfa {
    pub(super) nodes: Vec<Node>,
    pub(super) end: usize,
}

#[derive(Default)]
pub(super) struct Node {
    pub(super) bytes: Vec<(u8, u8, usize)>,
    free: Vec<usize>,
}

impl Nfa {
    pub(super) fn new(regex: &str) -> Result<Self, String> {
        let hir = regex_syntax::parse(regex).map_err(|error| error.to_string())?;
        let mut nfa = Self { nodes: vec![Node::default()], end: 0 };
        nfa.end = nfa.add(&hir, 0)?;
        Ok(nfa)
    }

    fn node(&mut self) -> Result<usize, String> {
        self.nodes.push(Node::default());
        // Each state of the result is a set of these, so they are bounded as well.
        if self.nodes.len() > MAX_NODES {
            Err("this pattern or count is too large; help: lower its counts".to_owned())
        } else {
            Ok(self.nodes.len() - 1)
        }
    }

    /// Adds what `hir` matches, beginning at `start`, and returns the node where it ends.
    fn add(&mut self, hir: &Hir, start: usize) -> Result<usize, String> {
        match hir.kind() {
            HirKind::Empty => Ok(start),
            HirKind::Literal(literal) => literal.0.iter().try_fold(start, |at, &byte| self.bytes(at, &[(byte, byte)])),
            HirKind::Class(Class::Bytes(class)) => {
                let ranges: Vec<_> = class.ranges().iter().map(|range| (range.start(), range.end())).collect();
                self.bytes(start, &ranges)
            }
            HirKind::Class(Class::Unicode(class)) => {
                let end = self.node()?;
                for range in class.ranges() {
                    for sequence in Utf8Sequences::new(range.start(), range.end()) {
                        let (last, parts) = sequence.as_slice().split_last().ok_or("an empty class")?;
                        let at = parts.iter().try_fold(start, |at, part| self.bytes(at, &[(part.start, part.end)]))?;
                        self.nodes[at].bytes.push((last.start, last.end, end));
                    }
                }
                Ok(end)
            }
            HirKind::Look(_) => Err("an anchor inside a pattern".to_owned()),
            HirKind::Capture(capture) => self.add(&capture.sub, start),
            HirKind::Concat(parts) => parts.iter().try_fold(start, |at, part| self.add(part, at)),
            HirKind::Alternation(branches) => {
                let end = self.node()?;
                for branch in branches {
                    let first = self.node()?;
                    self.nodes[start].free.push(first);
                    let last = self.add(branch, first)?;
                    self.nodes[last].free.push(end);
                }
                Ok(end)
            }
            HirKind::Repetition(repetition) => self.repeat(&repetition.sub, repetition.min, repetition.max, start),
        }
    }

    fn bytes(&mut self, at: usize, ranges: &[(u8, u8)]) -> Result<usize, String> {
        let end = self.node()?;
        self.nodes[at].bytes.extend(ranges.iter().map(|&(low, high)| (low, high, end)));
        Ok(end)
    }

    fn repeat(&mut self, sub: &Hir, min: u32, max: Option<u32>, start: usize) -> Result<usize, String> {
        let mut at = (0..min).try_fold(start, |at, _| self.add(sub, at))?;
        let end = self.node()?;
        match max {
            None => {
                // Separate nodes, so that nothing before or after becomes part of the loop.
                let head = self.node()?;
                self.nodes[at].free.push(head);
                let tail = self.add(sub, head)?;
                self.nodes[tail].free.push(head);
                self.nodes[head].free.push(end);
            }
            Some(max) => {
                for _ in min..max {
                    self.nodes[at].free.push(end);
                    let head = self.node()?;
                    self.nodes[at].free.push(head);
                    at = self.add(sub, head)?;
                }
                self.nodes[at].free.push(end);
            }
        }
        Ok(end)
    }

    /// The nodes that can be reached without reading a byte and that read one or are the end. With the others, states
    /// would differ that admit the same texts.
    pub(super) fn closed(&self, from: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut open: Vec<usize> = from.into_iter().collect();
        let mut set = BTreeSet::new();
        while let Some(at) = open.pop() {
            if set.insert(at) {
                open.extend(&self.nodes[at].free);
            }
        }
        set.retain(|&at| at == self.end || !self.nodes[at].bytes.is_empty());
        set.into_iter().collect()
    }

    pub(super) fn step(&self, set: &[usize], byte: u8) -> Vec<usize> {
        self.closed(
            set.iter()
                .flat_map(|&at| &self.nodes[at].bytes)
                .filter(|(low, high, _)| (*low..=*high).contains(&byte))
                .map(|&(_, _, next)| next),
        )
    }
}
