//! The grammar as a pushdown automaton over bytes that knows its distance from a complete answer.
//!
//! The engine decides what may come next. The automaton computes how long the shortest ending is, and counts the depth.
//! Both read the same [`Grammar`].

mod dfa;
mod distance;
mod nfa;
mod segment;
mod state;
mod steps;

pub(crate) use self::dfa::{Dfa, check_states};
use self::distance::{Distances, NEVER, Waiting};
pub(crate) use self::segment::{Local, Rest};
pub(crate) use self::state::{Stack, State, Thread};
pub(crate) use self::steps::{Id, Steps};
use crate::Error;
use crate::grammar::{Body, Grammar};

/// The most levels of objects and arrays: as many as `serde_json` reads.
pub(crate) const MAX_DEPTH: usize = 127;

/// The most nodes of the automaton. Each part of a grammar is a node, and each repetition of a part is another one.
const MAX_PARTS: usize = 300_000;

/// The most bytes of the shortest answer. Each of them is stored, to find out how many tokens are enough.
const MAX_SHORTEST: u32 = 250_000;

type NodeId = u32;

#[derive(Debug)]
enum Node {
    /// Reads one byte.
    Bytes(Box<[(u8, u8, NodeId)]>),
    /// Continues at each of these nodes.
    Fork(Box<[NodeId]>),
    /// Reads another part, then continues.
    Call { start: NodeId, next: NodeId, nests: bool },
    /// The part is complete.
    End,
}

/// The automaton of a grammar.
#[derive(Debug)]
pub(crate) struct Automaton {
    nodes: Vec<Node>,
    start: NodeId,
    distances: Distances,
    /// For each node, the largest distance from the end of its part after the next token.
    peaks: Vec<u32>,
    /// The nodes that read the plain characters of a string without leaving; sorted.
    ordinary: Vec<NodeId>,
    /// The nodes that read all plain characters of a string in the same way, or none of them; sorted.
    alike: Vec<NodeId>,
    /// Whether a prefix may have so many readings that some are dropped, which the engine does not know.
    is_ambiguous: bool,
}

impl Automaton {
    /// The automaton of `grammar`, for tokens that open at most `opened` objects and arrays each. Parts of the grammar
    /// that match nothing are removed.
    pub(crate) fn new(grammar: &mut Grammar, opened: usize) -> Result<Self, Error> {
        let dfas = terminals(grammar)?;
        grammar.without(&dfas.iter().map(Dfa::is_empty).collect::<Vec<_>>());
        let grammar = &*grammar;
        check_repetitions(grammar)?;
        let mut compiler = Compiler {
            nodes: vec![Node::End],
            terminals: Vec::new(),
            rules: Vec::new(),
            ordinary: Vec::new(),
            alike: Vec::new(),
            grammar,
        };
        for dfa in &dfas {
            let start = compiler.terminal(dfa);
            compiler.terminals.push(start);
        }
        // The start of a rule is known before its body, since rules refer to each other.
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
        let waiting = Waiting::new(&compiler.nodes);
        let distances = Distances::new(&compiler.nodes, &waiting);
        // One more level, because a token may end inside another object or array.
        let peaks = distance::peaks(&compiler.nodes, &waiting, &distances, opened + 1);
        let is_ambiguous = grammar.has_more_readings_than(state::MAX_READINGS);
        let Compiler { nodes, ordinary, alike, terminals, .. } = compiler;
        let automaton = Self { nodes, start, distances, peaks, ordinary, alike, is_ambiguous };
        match automaton.distance(start, MAX_DEPTH) {
            NEVER => Err(Error::schema("#", automaton.why_never(grammar, &terminals))),
            shortest if shortest > MAX_SHORTEST => Err(Error::schema(
                "#",
                format!(
                    "the shortest answer has {shortest} bytes, more than {MAX_SHORTEST}; help: lower `minItems` and `minLength`"
                ),
            )),
            _ => Ok(automaton),
        }
    }

    /// Why no answer exists.
    fn why_never(&self, grammar: &Grammar, terminals: &[NodeId]) -> String {
        match terminals.iter().position(|&start| self.distance(start, MAX_DEPTH) == NEVER) {
            Some(index) => format!("nothing fits what is asked for at `{}`", grammar.places[index]),
            None => format!("every answer nests more than {MAX_DEPTH} objects and arrays"),
        }
    }

    /// The bytes from `node` to the end of its part, if this many levels may still be opened.
    fn distance(&self, node: NodeId, levels: usize) -> u32 {
        self.distances.get(node, levels)
    }

    /// Whether a prefix may have more readings than are stored.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    /// A number of levels that is enough for any part of the grammar.
    pub(crate) fn enough_levels(&self) -> usize {
        self.distances.enough_levels()
    }

    /// The bytes that a shortest ending may need.
    pub(crate) fn closing_bytes(&self) -> [bool; 256] {
        let mut bytes = [false; 256];
        for node in &self.nodes {
            // Where a terminal may stop, its shortest ending reads nothing more.
            let Node::Fork(nexts) = node else { continue };
            let [reads] = nexts[..] else { continue };
            if let Some(byte) = self.nearer(reads, MAX_DEPTH) {
                bytes[usize::from(byte)] = true;
            }
        }
        bytes
    }

    /// The first byte of a shortest way from `node` to its end, if the node reads a byte.
    fn nearer(&self, node: NodeId, levels: usize) -> Option<u8> {
        let Node::Bytes(edges) = &self.nodes[node as usize] else { return None };
        let distance = self.distance(node, levels);
        edges.iter().find(|edge| self.distance(edge.2, levels).checked_add(1) == Some(distance)).map(|edge| edge.0)
    }
}

/// The automata of the terminals of `grammar`.
fn terminals(grammar: &Grammar) -> Result<Vec<Dfa>, Error> {
    let (mut dfas, mut states) = (Vec::with_capacity(grammar.terminals.len()), 0);
    for (terminal, place) in grammar.terminals.iter().zip(&grammar.places) {
        let refused = |reason| Error::schema(place, reason);
        let dfa = Dfa::new(terminal).map_err(refused)?;
        states += dfa.states.len();
        check_states(states).map_err(refused)?;
        dfas.push(dfa);
    }
    Ok(dfas)
}

/// Refuses a grammar whose repetitions, written out, are too many.
fn check_repetitions(grammar: &Grammar) -> Result<(), Error> {
    let parts = grammar.rules.iter().fold(0usize, |parts, rule| parts.saturating_add(parts_of(&rule.body)));
    if parts > MAX_PARTS {
        let reason =
            format!("`minItems` and `maxItems` add up to more than {MAX_PARTS} items; help: lower or remove them");
        return Err(Error::schema("#", reason));
    }
    Ok(())
}

/// How many parts `body` has when its repetitions are written out.
fn parts_of(body: &Body) -> usize {
    let all = |parts: &[Body]| parts.iter().fold(1usize, |sum, part| sum.saturating_add(parts_of(part)));
    match body {
        Body::Terminal(_) | Body::Rule(_) => 1,
        Body::Sequence(parts) | Body::AnyOf(parts) => all(parts),
        Body::Repeat { body, min, max } => {
            parts_of(body).saturating_add(1).saturating_mul(1 + max.unwrap_or(*min) as usize)
        }
    }
}

/// The node that ends every part.
const END: NodeId = 0;

struct Compiler<'a> {
    nodes: Vec<Node>,
    terminals: Vec<NodeId>,
    rules: Vec<NodeId>,
    ordinary: Vec<NodeId>,
    alike: Vec<NodeId>,
    grammar: &'a Grammar,
}

impl Compiler<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "the size of a terminal is limited")]
    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        (self.nodes.len() - 1) as NodeId
    }

    fn terminal(&mut self, dfa: &Dfa) -> NodeId {
        // Two nodes for each state: one that reads, and one that may stop instead.
        let base = self.nodes.len();
        #[expect(clippy::cast_possible_truncation, reason = "as above")]
        let entry = |state: usize| (base + 2 * state) as NodeId;
        for (index, state) in dfa.states.iter().enumerate() {
            let reads = entry(index) + 1;
            let stops = if state.accepts { vec![reads, END] } else { vec![reads] };
            if state.keeps_plain {
                self.ordinary.push(reads);
            }
            if state.reads_plain_alike {
                self.alike.push(reads);
            }
            self.nodes.push(Node::Fork(stops.into()));
            self.nodes
                .push(Node::Bytes(state.edges.iter().map(|&(low, high, next)| (low, high, entry(next))).collect()));
        }
        entry(0)
    }

    /// The node that reads `body`, and then continues with `next`.
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
