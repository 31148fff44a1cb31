//! The grammar as a pushdown automaton over bytes, which knows how far it is from a complete answer.
//!
//! The engine says what may come next; this says how long it takes to end, and keeps count of the depth. Both read the
//! same [`Grammar`].

mod dfa;
mod state;
mod steps;

use self::dfa::Dfa;
pub(crate) use self::state::State;
pub(crate) use self::steps::{Id, Steps};
use crate::Error;
use crate::grammar::{Body, Grammar};

/// How deep objects and arrays may nest: as deep as `serde_json` reads.
pub(crate) const MAX_DEPTH: usize = 127;

/// A schema whose shortest answer has more bytes is refused: it would be spelled for each token near the end of a budget.
const MAX_SHORTEST: u32 = 1_000_000;

/// A distance that no answer covers.
const NEVER: u32 = u32::MAX;

type NodeId = u32;

#[derive(Debug)]
enum Node {
    /// Reads one byte.
    Bytes(Box<[(u8, u8, NodeId)]>),
    /// Goes on at each of these.
    Fork(Box<[NodeId]>),
    /// Reads what another part says, then goes on.
    Call { start: NodeId, next: NodeId, nests: bool },
    /// The part is complete.
    End,
}

/// The automaton of a grammar.
#[derive(Debug)]
pub(crate) struct Automaton {
    nodes: Vec<Node>,
    start: NodeId,
    /// For each number of levels that may still be opened, and each node, the bytes to the end of its part. The last
    /// row holds for all larger numbers.
    distances: Vec<Vec<u32>>,
    /// The nodes that read the ordinary characters of a string without leaving; sorted.
    ordinary: Vec<NodeId>,
    /// Whether a prefix may have so many readings that some are given up, of which the engine knows nothing.
    is_ambiguous: bool,
}

impl Automaton {
    pub(crate) fn new(grammar: &Grammar) -> Result<Self, Error> {
        let mut compiler = Compiler {
            nodes: vec![Node::End],
            terminals: Vec::new(),
            rules: Vec::new(),
            ordinary: Vec::new(),
            grammar,
        };
        for (terminal, place) in grammar.terminals.iter().zip(&grammar.places) {
            let start = compiler.terminal(&Dfa::new(terminal).map_err(|reason| Error::schema(place, reason))?);
            compiler.terminals.push(start);
        }
        // A rule's start is known before its body is, since rules refer to each other.
        for _ in &grammar.rules {
            let start = compiler.push(Node::End);
            compiler.rules.push(start);
        }
        for (index, rule) in grammar.rules.iter().enumerate() {
            let first = compiler.body(&rule.body, END);
            let start = compiler.rules[index];
            compiler.nodes[start as usize] = Node::Fork(Box::new([first]));
        }
        let start = compiler.push(Node::Call { start: compiler.rules[0], next: END, nests: grammar.rules[0].nests });
        let distances = distances(&compiler.nodes);
        let is_ambiguous = grammar.has_more_readings_than(state::MAX_READINGS);
        let automaton = Self { nodes: compiler.nodes, start, distances, ordinary: compiler.ordinary, is_ambiguous };
        match automaton.distance(start, MAX_DEPTH) {
            NEVER => Err(Error::schema("#", automaton.why_never(grammar, &compiler.terminals))),
            shortest if shortest > MAX_SHORTEST => Err(Error::schema(
                "#",
                format!(
                    "the shortest answer has {shortest} bytes, more than {MAX_SHORTEST}; help: lower `minItems` and `minLength`"
                ),
            )),
            _ => Ok(automaton),
        }
    }

    /// Why there is no answer.
    fn why_never(&self, grammar: &Grammar, terminals: &[NodeId]) -> String {
        match terminals.iter().position(|&start| self.distance(start, MAX_DEPTH) == NEVER) {
            Some(index) => format!("nothing fits what is asked for at `{}`", grammar.places[index]),
            None => format!("every answer nests more than {MAX_DEPTH} objects and arrays"),
        }
    }

    /// The bytes from `node` to the end of its part, if so many levels may still be opened.
    fn distance(&self, node: NodeId, levels: usize) -> u32 {
        self.distances[levels.min(self.distances.len() - 1)][node as usize]
    }

    /// Whether a prefix may have more readings than are kept.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    /// So many levels are enough for whatever the grammar may start.
    pub(crate) fn enough_levels(&self) -> usize {
        self.distances.len() - 1
    }

    /// The bytes that a shortest ending may need.
    pub(crate) fn closing_bytes(&self) -> [bool; 256] {
        let mut bytes = [false; 256];
        for distances in &self.distances {
            for (node, &distance) in self.nodes.iter().zip(distances) {
                if let (Node::Bytes(edges), true) = (node, distance != NEVER) {
                    let nearer = edges.iter().find(|edge| distances[edge.2 as usize].checked_add(1) == Some(distance));
                    bytes[usize::from(nearer.map_or(b' ', |edge| edge.0))] = true;
                }
            }
        }
        bytes
    }
}

/// The one node that ends every part.
const END: NodeId = 0;

struct Compiler<'a> {
    nodes: Vec<Node>,
    terminals: Vec<NodeId>,
    rules: Vec<NodeId>,
    ordinary: Vec<NodeId>,
    grammar: &'a Grammar,
}

impl Compiler<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "the size of a terminal is bounded, and memory ends before")]
    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        (self.nodes.len() - 1) as NodeId
    }

    fn terminal(&mut self, dfa: &Dfa) -> NodeId {
        // Two nodes a state: what it reads, and whether it may stop instead.
        let base = self.nodes.len();
        #[expect(clippy::cast_possible_truncation, reason = "as above")]
        let entry = |state: usize| (base + 2 * state) as NodeId;
        for (index, state) in dfa.states.iter().enumerate() {
            let reads = entry(index) + 1;
            let stops = if state.accepts { vec![reads, END] } else { vec![reads] };
            if state.keeps_plain {
                self.ordinary.push(reads);
            }
            self.nodes.push(Node::Fork(stops.into()));
            self.nodes
                .push(Node::Bytes(state.edges.iter().map(|&(low, high, next)| (low, high, entry(next))).collect()));
        }
        entry(0)
    }

    /// The node from which `body` is read before `next` is.
    fn body(&mut self, body: &Body, next: NodeId) -> NodeId {
        match body {
            Body::Terminal(index) => self.push(Node::Call { start: self.terminals[*index], next, nests: false }),
            Body::Rule(index) => {
                let nests = self.grammar.rules[*index].nests;
                self.push(Node::Call { start: self.rules[*index], next, nests })
            }
            Body::Sequence(parts) => parts.iter().rev().fold(next, |next, part| self.body(part, next)),
            Body::AnyOf(branches) => {
                let starts = branches.iter().map(|branch| self.body(branch, next)).collect();
                self.push(Node::Fork(starts))
            }
            Body::Repeat { body, min, max } => {
                let mut at = next;
                match max {
                    None => {
                        let head = self.push(Node::End);
                        let again = self.body(body, head);
                        self.nodes[head as usize] = Node::Fork(Box::new([again, next]));
                        at = head;
                    }
                    Some(max) => {
                        for _ in *min..*max {
                            let more = self.body(body, at);
                            at = self.push(Node::Fork(Box::new([more, next])));
                        }
                    }
                }
                (0..*min).fold(at, |at, _| self.body(body, at))
            }
        }
    }
}

/// One row for each number of levels, until one more level changes nothing.
fn distances(nodes: &[Node]) -> Vec<Vec<u32>> {
    let waiting = waiting(nodes);
    let mut rows: Vec<Vec<u32>> = Vec::new();
    while rows.len() <= MAX_DEPTH {
        let row = row(nodes, &waiting, rows.last());
        if rows.last() == Some(&row) {
            break;
        }
        rows.push(row);
    }
    rows
}

/// For each node, the nodes whose distance depends on its own.
fn waiting(nodes: &[Node]) -> Vec<Vec<NodeId>> {
    let mut waiting: Vec<Vec<NodeId>> = vec![Vec::new(); nodes.len()];
    let mut waits = |id: NodeId, on: NodeId| waiting[on as usize].push(id);
    for (id, node) in (0..).zip(nodes) {
        match node {
            Node::Bytes(edges) => edges.iter().for_each(|edge| waits(id, edge.2)),
            Node::Fork(nexts) => nexts.iter().for_each(|&next| waits(id, next)),
            Node::Call { start, next, .. } => {
                waits(id, *start);
                waits(id, *next);
            }
            Node::End => {}
        }
    }
    waiting
}

/// The least distances, given those for one level less.
///
/// When a node's distance improves, those that wait on it are looked at again.
fn row(nodes: &[Node], waiting: &[Vec<NodeId>], below: Option<&Vec<u32>>) -> Vec<u32> {
    let mut row = vec![NEVER; nodes.len()];
    let mut open: std::collections::VecDeque<NodeId> = (0..).zip(nodes).map(|(id, _)| id).collect();
    while let Some(id) = open.pop_front() {
        let distance = match &nodes[id as usize] {
            Node::Bytes(edges) => {
                edges.iter().map(|edge| row[edge.2 as usize].saturating_add(1)).min().unwrap_or(NEVER)
            }
            Node::Fork(nexts) => nexts.iter().map(|&next| row[next as usize]).min().unwrap_or(NEVER),
            Node::Call { start, next, nests: false } => row[*start as usize].saturating_add(row[*next as usize]),
            Node::Call { start, next, nests: true } => {
                below.map_or(NEVER, |below| below[*start as usize]).saturating_add(row[*next as usize])
            }
            Node::End => 0,
        };
        if distance < row[id as usize] {
            row[id as usize] = distance;
            open.extend(&waiting[id as usize]);
        }
    }
    row
}
