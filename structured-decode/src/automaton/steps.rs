//! The automaton made deterministic while it is walked: each visited state, and the state after each byte.
//!
//! A walk over a vocabulary visits few states and takes each of their steps thousands of times.

use std::collections::HashMap;

use super::Automaton;
use super::state::State;

/// The most states that are stored. Beyond that, all are forgotten.
const MAX_STATES: usize = 4_096;

/// A visited state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Id(u32);

impl Id {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Default)]
pub(crate) struct Steps {
    met: Vec<Met>,
    ids: HashMap<State, Id>,
}

#[derive(Debug)]
struct Met {
    state: State,
    bytes_to_close: u32,
    next: Box<[Next; 256]>,
}

#[derive(Debug, Clone, Copy)]
enum Next {
    Unknown,
    Dead,
    State(Id),
}

impl Steps {
    /// Begins a walk at `state`. The states of earlier walks, and their numbers, may be forgotten.
    pub(crate) fn begin(&mut self, automaton: &Automaton, state: &State) -> Option<Id> {
        if self.met.len() > MAX_STATES {
            *self = Self::default();
        }
        self.meet(automaton, state.clone())
    }

    /// The state after one more byte; `None` if the byte is not allowed.
    pub(crate) fn step(&mut self, automaton: &Automaton, from: Id, byte: u8) -> Option<Id> {
        let met = &self.met[from.index()];
        match met.next[usize::from(byte)] {
            Next::State(next) => Some(next),
            Next::Dead => None,
            Next::Unknown => {
                let next = automaton.step(&met.state, byte);
                let next = self.meet(automaton, next);
                self.met[from.index()].next[usize::from(byte)] = next.map_or(Next::Dead, Next::State);
                next
            }
        }
    }

    /// `None` for a state without readings.
    fn meet(&mut self, automaton: &Automaton, state: State) -> Option<Id> {
        if let Some(&id) = self.ids.get(&state) {
            return Some(id);
        }
        let bytes_to_close = automaton.bytes_to_close(&state)?;
        let id = Id(u32::try_from(self.met.len()).ok()?);
        self.ids.insert(state.clone(), id);
        self.met.push(Met { state, bytes_to_close, next: Box::new([Next::Unknown; 256]) });
        Some(id)
    }

    pub(crate) fn state(&self, id: Id) -> &State {
        &self.met[id.index()].state
    }

    /// The bytes of the shortest ending.
    pub(crate) fn bytes_to_close(&self, id: Id) -> u32 {
        self.met[id.index()].bytes_to_close
    }
}
