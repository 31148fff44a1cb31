//! A hash table for const code, from 64-bit keys to indices of a list.

/// An open-addressing table with two slots for each of the `N` entries of a list. `N` is a power of two.
#[derive(Debug)]
pub(crate) struct Table<const N: usize> {
    slots: [[Slot; 2]; N],
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    key: u64,
    /// One more than the index in the list, so that zero is an empty slot.
    value: usize,
}

/// The slot at which a search has stopped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Probe {
    slot: usize,
    /// The index that the table has for the key, or `None` if the slot is empty.
    pub(crate) found: Option<usize>,
}

impl<const N: usize> Table<N> {
    #[inline]
    pub(crate) const fn new() -> Self {
        const { assert!(N.is_power_of_two()) };
        Self { slots: [[Slot { key: 0, value: 0 }; 2]; N] }
    }

    /// Puts the first entry of a list into an empty table.
    #[expect(clippy::cast_possible_truncation, reason = "the number of a slot fits")]
    #[inline]
    pub(crate) const fn set_first(&mut self, key: u64) {
        let slot = (key % (2 * N as u64)) as usize;
        self.slots[slot / 2][slot % 2] = Slot { key, value: 1 };
    }

    /// The first slot that holds `key`, or the empty slot where it belongs.
    #[inline]
    pub(crate) const fn find(&self, key: u64) -> Probe {
        self.find_from(key, key)
    }

    /// The next slot after `probe` that holds `key`, for different entries with the same key.
    #[inline]
    pub(crate) const fn find_next(&self, key: u64, probe: Probe) -> Probe {
        self.find_from(key, probe.slot as u64 + 1)
    }

    /// The first slot from `start` on that holds `key`.
    #[expect(clippy::cast_possible_truncation, reason = "the number of a slot fits")]
    #[inline]
    const fn find_from(&self, key: u64, start: u64) -> Probe {
        let mut at = (start % (2 * N as u64)) as usize;
        loop {
            let slot = &self.slots[at / 2][at % 2];
            if slot.value == 0 {
                return Probe { slot: at, found: None };
            }
            if slot.key == key {
                return Probe { slot: at, found: Some(slot.value - 1) };
            }
            at = (at + 1) % (2 * N);
        }
    }

    /// Puts `place` into the slot at which a search for `key` stopped.
    #[inline]
    pub(crate) const fn set(&mut self, probe: Probe, key: u64, place: usize) {
        self.slots[probe.slot / 2][probe.slot % 2] = Slot { key, value: place + 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn entries_with_one_key_are_found_one_after_the_other() {
        let mut table = Table::<4>::new();
        for (place, key) in [7, 7, u64::MAX, 15].into_iter().enumerate() {
            let mut probe = table.find(key);
            while probe.found.is_some() {
                probe = table.find_next(key, probe);
            }
            table.set(probe, key, place);
        }
        let first = table.find(7);
        assert_eq!(first.found, Some(0));
        assert_eq!(table.find_next(7, first).found, Some(1));
        assert_eq!(table.find(u64::MAX).found, Some(2));
        assert_eq!(table.find(15).found, Some(3));
        assert_eq!(table.find(23).found, None);
    }
}
