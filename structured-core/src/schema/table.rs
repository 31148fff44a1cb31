//! A hash table for const code, from 64-bit keys to indices of a list.

/// An open-addressing table with two slots for each of the `N` entries of a list. `N` is a power of two.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<const N: usize> {
    rows: [Row; N],
}

/// Two slots. They are fields and not a list, because the const interpreter charges for each check of an index.
#[derive(Debug, Clone, Copy)]
struct Row {
    first: Slot,
    second: Slot,
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
    row: usize,
    is_second: bool,
    /// The index that the table has for the key, or `None` if the slot is empty.
    pub(crate) found: Option<usize>,
}

impl Row {
    const EMPTY: Self = Self { first: Slot { key: 0, value: 0 }, second: Slot { key: 0, value: 0 } };
}

impl<const N: usize> Table<N> {
    #[inline]
    pub(crate) const fn new() -> Self {
        const { assert!(N.is_power_of_two()) };
        Self { rows: [Row::EMPTY; N] }
    }

    /// Puts the first entry of a list into an empty table.
    #[expect(clippy::cast_possible_truncation, reason = "only the low bits count")]
    #[inline]
    pub(crate) const fn set_first(&mut self, key: u64) {
        self.rows[key as usize & (N - 1)].first = Slot { key, value: 1 };
    }

    /// The first slot that holds `key`, or the empty slot where it belongs.
    #[inline]
    pub(crate) const fn find(&self, key: u64) -> Probe {
        self.find_from(key, key)
    }

    /// The next slot after `probe` that holds `key`, for different entries with the same key.
    #[inline]
    pub(crate) const fn find_next(&self, key: u64, probe: Probe) -> Probe {
        if !probe.is_second {
            let slot = &self.rows[probe.row].second;
            if slot.value == 0 {
                return Probe { row: probe.row, is_second: true, found: None };
            }
            if slot.key == key {
                return Probe { row: probe.row, is_second: true, found: Some(slot.value - 1) };
            }
        }
        self.find_from(key, probe.row as u64 + 1)
    }

    /// The first slot that holds `key`, or the first empty slot, in the rows from `start` on. The low bits of `start` count.
    ///
    /// What runs for each reference calls this with the key for `start`, because [`find`](Self::find) is one more call. The
    /// checks of a slot are written out, because a function for them makes a schema of many types 2 % dearer.
    #[expect(clippy::cast_possible_truncation, reason = "only the low bits count")]
    #[inline]
    pub(crate) const fn find_from(&self, key: u64, start: u64) -> Probe {
        let mut row = start as usize & (N - 1);
        loop {
            let Row { first, second } = &self.rows[row];
            if first.value == 0 {
                return Probe { row, is_second: false, found: None };
            }
            if first.key == key {
                return Probe { row, is_second: false, found: Some(first.value - 1) };
            }
            if second.value == 0 {
                return Probe { row, is_second: true, found: None };
            }
            if second.key == key {
                return Probe { row, is_second: true, found: Some(second.value - 1) };
            }
            row = (row + 1) & (N - 1);
        }
    }

    /// Puts `place` into the slot at which a search for `key` stopped.
    #[inline]
    pub(crate) const fn set(&mut self, probe: Probe, key: u64, place: usize) {
        let slot = Slot { key, value: place + 1 };
        if probe.is_second {
            self.rows[probe.row].second = slot;
        } else {
            self.rows[probe.row].first = slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::Table;

    /// The places of a key, in the order in which a search finds them.
    fn places<const N: usize>(table: &Table<N>, key: u64) -> Vec<usize> {
        let mut probe = table.find(key);
        let mut places = Vec::new();
        while let Some(place) = probe.found {
            places.push(place);
            probe = table.find_next(key, probe);
        }
        places
    }

    /// All tables with four entries whose keys are in one row or in the next, so that a search starts at either slot of a
    /// row, passes other keys, and goes on from the last row to the first.
    #[test]
    fn entries_with_one_key_are_found_one_after_the_other() {
        const KEYS: [u64; 4] = [7, 15, u64::MAX, 4];
        for choice in 0..256 {
            let keys = [0, 2, 4, 6].map(|shift| KEYS[choice >> shift & 3]);
            let mut table = Table::<4>::new();
            table.set_first(keys[0]);
            for (place, key) in keys.into_iter().enumerate().skip(1) {
                let mut probe = table.find(key);
                while probe.found.is_some() {
                    probe = table.find_next(key, probe);
                }
                table.set(probe, key, place);
            }
            for key in [7, 15, u64::MAX, 4, 23] {
                let expected: Vec<usize> = (0..4).filter(|place| keys[*place] == key).collect();
                assert_eq!(places(&table, key), expected, "{key} in {keys:?}");
            }
        }
    }
}
