//! The regular expressions of a terminal as one deterministic automaton over bytes.

use core::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use super::nfa::Nfa;
use crate::grammar::Terminal;
use crate::text;
use crate::vocab::PLAIN;

/// The most states of a terminal. One that needs more is refused: it is a mistake or an attack.
const MAX_STATES: usize = 50_000;
/// The most states of all terminals together.
const MAX_ALL_STATES: usize = 250_000;
/// The states of the result are sets of nodes. This is the most nodes in all sets together: few states of many nodes
/// take as long as many states.
const MAX_WORK: usize = 2_000_000;
/// The most rounds of merging equal states. A count needs one round for each number, and has few equal states.
const MAX_ROUNDS: usize = 16;

/// The first state is the start.
#[derive(Debug)]
pub(crate) struct Dfa {
    pub(crate) states: Vec<State>,
}

/// The first and the last byte of each edge, and its target; sorted.
type Edges = Vec<(u8, u8, usize)>;

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) edges: Edges,
    pub(crate) accepts: bool,
    /// Whether every plain character of a string leads back to this state, as it does in an ordinary string.
    pub(crate) keeps_plain: bool,
    /// Whether all plain characters lead to the same state, or none is allowed.
    pub(crate) reads_plain_alike: bool,
}

impl State {
    /// Adds an edge after all others.
    fn add(&mut self, low: u8, high: u8, target: usize) {
        match self.edges.last_mut() {
            Some((_, end, same)) if *same == target && *end + 1 == low => *end = high,
            _ => self.edges.push((low, high, target)),
        }
    }

    /// The edges for bytes of this range.
    fn overlapping(&self, (low, high): (u8, u8)) -> impl Iterator<Item = &(u8, u8, usize)> {
        self.edges.iter().filter(move |edge| edge.0 <= high && low <= edge.1)
    }

    fn step(&self, byte: u8) -> Option<usize> {
        self.edges.iter().find(|(low, high, _)| (*low..=*high).contains(&byte)).map(|edge| edge.2)
    }
}

impl Dfa {
    pub(crate) fn new(terminal: &Terminal) -> Result<Self, String> {
        let (first, others) = terminal.split_first().ok_or("a terminal without an expression")?;
        let mut dfa = Self::of_nfa(&Nfa::new(first)?)?;
        for regex in others {
            let other = Self::of_nfa(&Nfa::new(regex)?)?;
            dfa = dfa.minimized().and(&other.minimized())?;
        }
        dfa.find_ordinary_strings();
        Ok(dfa)
    }

    fn of_nfa(nfa: &Nfa) -> Result<Self, String> {
        let start = nfa.closed([0]);
        let (mut index, mut open) = (HashMap::from([(start.clone(), 0)]), vec![start]);
        let mut states: Vec<State> = Vec::new();
        let mut work = 0;
        while let Some(set) = open.get(states.len()).cloned() {
            let mut state = State { accepts: set.contains(&nfa.end), ..State::default() };
            for (low, high) in ranges(set.iter().flat_map(|&at| &nfa.nodes[at].bytes).map(|edge| (edge.0, edge.1))) {
                let next = nfa.step(&set, low);
                work += next.len();
                let target = *index.entry(next).or_insert_with_key(|next| {
                    open.push(next.clone());
                    open.len() - 1
                });
                state.add(low, high, target);
            }
            states.push(state);
            check_size(open.len(), work)?;
        }
        Ok(Self { states })
    }

    /// The automaton of the texts that both match.
    fn and(&self, other: &Self) -> Result<Self, String> {
        let (mut index, mut open) = (HashMap::from([((0, 0), 0)]), vec![(0, 0)]);
        let mut states: Vec<State> = Vec::new();
        while let Some(&(one, two)) = open.get(states.len()) {
            let (one, two) = (&self.states[one], &other.states[two]);
            let mut state = State { accepts: one.accepts && two.accepts, ..State::default() };
            for (low, high) in ranges(one.edges.iter().chain(&two.edges).map(|edge| (edge.0, edge.1))) {
                let (Some(one), Some(two)) = (one.step(low), two.step(low)) else { continue };
                let target = *index.entry((one, two)).or_insert_with_key(|pair| {
                    open.push(*pair);
                    open.len() - 1
                });
                state.add(low, high, target);
            }
            states.push(state);
            check_size(open.len(), 0)?;
        }
        Ok(Self { states })
    }

    /// The same automaton with as few states as possible, if they are found soon, and without states that lead to no
    /// accepted text.
    fn minimized(self) -> Self {
        let alive = self.alive();
        // States of one class accept the same texts as far as is known; each round splits the classes further.
        let mut classes: Vec<usize> = self
            .states
            .iter()
            .zip(&alive)
            .map(|(state, alive)| usize::from(*alive) + usize::from(state.accepts))
            .collect();
        let mut count = 0;
        for _ in 0..MAX_ROUNDS {
            let mut known: HashMap<(usize, Edges), usize> = HashMap::new();
            let next: Vec<usize> = (0..self.states.len())
                .map(|index| {
                    let new = known.len();
                    *known.entry((classes[index], self.edges_between(index, &classes, &alive))).or_insert(new)
                })
                .collect();
            classes = next;
            if known.len() == count {
                return self.of_classes(&classes, &alive, count);
            }
            count = known.len();
        }
        self
    }

    /// The edges of a state to the classes from which a text is accepted.
    fn edges_between(&self, index: usize, classes: &[usize], alive: &[bool]) -> Edges {
        let mut state = State::default();
        for &(low, high, target) in self.states[index].edges.iter().filter(|edge| alive[edge.2]) {
            state.add(low, high, classes[target]);
        }
        state.edges
    }

    fn of_classes(&self, classes: &[usize], alive: &[bool], count: usize) -> Self {
        // The class of the first state becomes the first.
        let place = |class: usize| match class.cmp(&classes[0]) {
            Ordering::Less => class + 1,
            Ordering::Equal => 0,
            Ordering::Greater => class,
        };
        let placed: Vec<usize> = classes.iter().map(|class| place(*class)).collect();
        let mut states: Vec<State> = (0..count).map(|_| State::default()).collect();
        let mut is_set = vec![false; count];
        for (index, &class) in placed.iter().enumerate() {
            if !core::mem::replace(&mut is_set[class], true) {
                states[class].accepts = self.states[index].accepts;
                states[class].edges = self.edges_between(index, &placed, alive);
            }
        }
        Self { states }
    }

    /// For each state, whether a text is accepted from it.
    fn alive(&self) -> Vec<bool> {
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.states.len()];
        for (index, state) in self.states.iter().enumerate() {
            state.edges.iter().for_each(|edge| before[edge.2].push(index));
        }
        let mut alive = vec![false; self.states.len()];
        let mut open: Vec<usize> = (0..self.states.len()).filter(|&index| self.states[index].accepts).collect();
        while let Some(index) = open.pop() {
            if !core::mem::replace(&mut alive[index], true) {
                open.extend(&before[index]);
            }
        }
        alive
    }

    /// Whether it matches no text.
    pub(crate) fn is_empty(&self) -> bool {
        !self.states.iter().any(|state| state.accepts)
    }

    /// Whether it matches all of `bytes`.
    pub(crate) fn accepts(&self, bytes: &[u8]) -> bool {
        let end = bytes.iter().try_fold(0, |state, byte| self.states[state].step(*byte));
        end.is_some_and(|state| self.states[state].accepts)
    }

    fn find_ordinary_strings(&mut self) {
        let plain = text::plain_sequences();
        for index in 0..self.states.len() {
            let (keeps, alike) = match self.after_plain(index, &plain) {
                Plain::None => (false, true),
                // Where an answer may end, another terminal may read the character.
                Plain::To(next) => (next == index && !self.states[index].accepts, true),
                Plain::Various => (false, false),
            };
            self.states[index].keeps_plain = keeps;
            self.states[index].reads_plain_alike = alike;
        }
    }

    /// The target of the characters of these byte sequences.
    fn after_plain(&self, index: usize, plain: &[Vec<(u8, u8)>]) -> Plain {
        let first_bytes = plain.iter().filter_map(|bytes| bytes.first());
        let is_read = |range: &(u8, u8)| self.states[index].overlapping(*range).next().is_some();
        if !first_bytes.clone().any(is_read) {
            return Plain::None;
        }
        let Some(next) = self.states[index].step(PLAIN) else { return Plain::Various };
        let all_lead_there = plain.iter().all(|bytes| self.is_only_target(index, bytes, next));
        if all_lead_there { Plain::To(next) } else { Plain::Various }
    }

    /// Whether all characters of these bytes lead from `index` to `target`.
    fn is_only_target(&self, index: usize, bytes: &[(u8, u8)], target: usize) -> bool {
        let mut at = BTreeSet::from([index]);
        for &range in bytes {
            let mut next = BTreeSet::new();
            for from in at {
                let (low, high) = range;
                let mut read = usize::from(low);
                for &(low, high, to) in self.states[from].overlapping(range) {
                    if usize::from(low) > read {
                        return false;
                    }
                    read = usize::from(high) + 1;
                    next.insert(to);
                }
                if read <= usize::from(high) {
                    return false;
                }
            }
            at = next;
        }
        at.len() == 1 && at.contains(&target)
    }
}

/// The target of the plain characters of a string.
enum Plain {
    /// None of them is allowed.
    None,
    /// All of them lead to this state.
    To(usize),
    Various,
}

/// Refuses an automaton with this many states, whose edges led to this many nodes.
fn check_size(states: usize, nodes: usize) -> Result<(), String> {
    if states > MAX_STATES || nodes > MAX_WORK {
        return Err(format!(
            "this part of the schema needs more than {MAX_STATES} states; help: lower its counts, or list fewer values"
        ));
    }
    Ok(())
}

/// Refuses a schema whose strings, numbers and names have this many states.
pub(crate) fn check_states(states: usize) -> Result<(), String> {
    if states > MAX_ALL_STATES {
        return Err(format!(
            "all patterns, counts, lists and names up to there need more than {MAX_ALL_STATES} states; help: use simpler \
             patterns, lower counts and fewer values"
        ));
    }
    Ok(())
}

/// Splits these ranges of bytes so that no two of the results overlap.
fn ranges(all: impl Iterator<Item = (u8, u8)>) -> Vec<(u8, u8)> {
    let mut starts = [false; 257];
    let mut used = [false; 256];
    for (low, high) in all {
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
