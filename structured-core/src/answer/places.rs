//! Where the parts of an answer stand in a list, by their numbers or names.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// Places by number or by name, but not by both. A number is stored as its bytes: a `BTreeMap` of another type would be
/// compiled once more, which takes 1 % of the time for this crate.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<Vec<u8>, usize>);

impl Places {
    pub(crate) fn numbered(&self, number: u32) -> Option<usize> {
        self.0.get(&number.to_be_bytes()[..]).copied()
    }

    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        self.0.get(name.as_bytes()).copied()
    }

    /// Sets the place of a number.
    pub(crate) fn number(&mut self, number: u32, place: usize) {
        // Each piece of a call sets the place of its number again, which allocates nothing.
        match self.0.get_mut(&number.to_be_bytes()[..]) {
            Some(known) => *known = place,
            None => {
                self.0.insert(number.to_be_bytes().into(), place);
            }
        }
    }

    /// Sets the place of a name.
    pub(crate) fn name(&mut self, name: String, place: usize) {
        self.0.insert(name.into_bytes(), place);
    }
}
