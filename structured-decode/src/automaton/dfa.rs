//! A terminal's regular expressions as one deterministic automaton over bytes.

use std::collections::{BTreeSet, HashMap};

use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;

use crate::grammar::Terminal;
use crate::text;

/// More states than this are refused: a terminal of that size is a mistake, or an attack.
const MAX_STATES: usize = 50_000;
/// The states of the result are sets of nodes, and more nodes than these in all of them are refused: few states of many
/// nodes take as long as many states.
const MAX_WORK: usize = 2_000_000;

/// State 0 is where it starts.
#[derive(Debug)]
pub(crate) struct Dfa {
    pub(crate) states: Vec<State>,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    /// From which byte to which byte, and where to; sorted.
    pub(crate) edges: Vec<(u8, u8, usize)>,
    pub(crate) accepts: bool,
    /// Whether every character that stands for itself in a string leads back here: the state of an ordinary string.
    pub(crate) keeps_plain: bool,
}

impl State {
    fn step(&self, byte: u8) -> Option<usize> {
        self.edges.iter().find(|(low, high, _)| (*low..=*high).contains(&byte)).map(|edge| edge.2)
    }
}

impl Dfa {
    pub(crate) fn new(terminal: &Terminal) -> Result<Self, String> {
        let nfas = terminal.iter().map(|regex| Nfa::new(regex)).collect::<Result<Vec<_>, _>>()?;
        let start: Vec<Vec<usize>> = nfas.iter().map(|nfa| nfa.closed([0])).collect();
        let (mut index, mut open) = (HashMap::from([(start.clone(), 0)]), vec![start]);
        let mut states: Vec<State> = Vec::new();
        let mut work = 0;
        while let Some(sets) = open.get(states.len()).cloned() {
            let accepts = nfas.iter().zip(&sets).all(|(nfa, set)| set.contains(&nfa.end));
            let mut state = State { accepts, ..State::default() };
            for (low, high) in ranges(&nfas, &sets) {
                let next: Vec<_> = nfas.iter().zip(&sets).map(|(nfa, set)| nfa.step(set, low)).collect();
                work += next.iter().map(Vec::len).sum::<usize>();
                // One of the expressions has no way on.
                if next.iter().any(Vec::is_empty) {
                    continue;
                }
                let target = *index.entry(next).or_insert_with_key(|next| {
                    open.push(next.clone());
                    open.len() - 1
                });
                match state.edges.last_mut() {
                    Some((_, end, same)) if *same == target && *end + 1 == low => *end = high,
                    _ => state.edges.push((low, high, target)),
                }
            }
            states.push(state);
            if open.len() > MAX_STATES || work > MAX_WORK {
                return Err("a string or number there needs too many states; help: lower its counts".to_owned());
            }
        }
        let mut dfa = Self { states };
        dfa.find_ordinary_strings();
        Ok(dfa)
    }

    /// Whether it matches all of `bytes`.
    pub(crate) fn accepts(&self, bytes: &[u8]) -> bool {
        let end = bytes.iter().try_fold(0, |state, byte| self.states[state].step(*byte));
        end.is_some_and(|state| self.states[state].accepts)
    }

    fn find_ordinary_strings(&mut self) {
        // Most states fail with the first letter, and of most terminals all do.
        let may = |(index, state): &(usize, &State)| !state.accepts && state.step(b'a') == Some(*index);
        let candidates: Vec<usize> = self.states.iter().enumerate().filter(may).map(|(index, _)| index).collect();
        if candidates.is_empty() {
            return;
        }
        let plain = text::plain_sequences();
        for index in candidates {
            self.states[index].keeps_plain = plain.iter().all(|bytes| self.comes_back(index, bytes));
        }
    }

    /// Whether all characters of these bytes lead from `index` to itself.
    fn comes_back(&self, index: usize, bytes: &[(u8, u8)]) -> bool {
        let mut at = BTreeSet::from([index]);
        for &(low, high) in bytes {
            let all = at.iter().flat_map(|&from| (low..=high).map(move |byte| (from, byte)));
            let Some(next) = all.map(|(from, byte)| self.states[from].step(byte)).collect() else { return false };
            at = next;
        }
        at.len() == 1 && at.contains(&index)
    }
}

/// Ranges of bytes that no edge out of `sets` tells apart.
fn ranges(nfas: &[Nfa], sets: &[Vec<usize>]) -> Vec<(u8, u8)> {
    let mut starts = [false; 257];
    let mut used = [false; 256];
    for (low, high) in
        nfas.iter().zip(sets).flat_map(|(nfa, set)| set.iter().flat_map(|&at| &nfa.nodes[at].bytes).map(|e| (e.0, e.1)))
    {
        starts[usize::from(low)] = true;
        starts[usize::from(high) + 1] = true;
        used[usize::from(low)..=usize::from(high)].fill(true);
    }
    let mut found: Vec<(u8, u8)> = Vec::new();
    for byte in 0..=u8::MAX {
        match found.last_mut() {
            Some((_, end)) if byte > 0 && *end == byte - 1 && !starts[usize::from(byte)] => *end = byte,
            _ if used[usize::from(byte)] => found.push((byte, byte)),
            _ => {}
        }
    }
    found
}

/// Node 0 is where it starts.
struct Nfa {
    nodes: Vec<Node>,
    end: usize,
}

#[derive(Default)]
struct Node {
    bytes: Vec<(u8, u8, usize)>,
    free: Vec<usize>,
}

impl Nfa {
    fn new(regex: &str) -> Result<Self, String> {
        let hir = regex_syntax::parse(regex).map_err(|error| error.to_string())?;
        let mut nfa = Self { nodes: vec![Node::default()], end: 0 };
        nfa.end = nfa.add(&hir, 0)?;
        Ok(nfa)
    }

    fn node(&mut self) -> Result<usize, String> {
        self.nodes.push(Node::default());
        // Each state of the result is a set of these, so they are bounded as well.
        if self.nodes.len() > 20 * MAX_STATES {
            Err("a pattern is too large".to_owned())
        } else {
            Ok(self.nodes.len() - 1)
        }
    }

    /// Adds what `hir` matches from `start` on and returns where it ends.
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
                // Nodes of its own, so that nothing before or after is drawn into the loop.
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

    /// What can be reached without a byte, as far as it reads one or is the end: the rest would only tell states
    /// apart that admit the same.
    fn closed(&self, from: impl IntoIterator<Item = usize>) -> Vec<usize> {
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

    fn step(&self, set: &[usize], byte: u8) -> Vec<usize> {
        self.closed(
            set.iter()
                .flat_map(|&at| &self.nodes[at].bytes)
                .filter(|(low, high, _)| (*low..=*high).contains(&byte))
                .map(|&(_, _, next)| next),
        )
    }
}
