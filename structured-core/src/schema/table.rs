//! A hash table for const code, from 64-bit keys to indices of a list.

/// An open-addressing table with two slots for each of the `N` entries of a list. `N` is a power of two.
#[derive(Debug)]
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
    #[expect(clippy::cast_possible_truncation, reason = "only the low bits count")]
    #[inline]
    pub(crate) const fn find(&self, key: u64) -> Probe {
        self.find_from(key, key as usize)
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
        self.find_from(key, probe.row + 1)
    }

    /// The first slot that holds `key` in the rows from `start` on.
    #[inline]
    const fn find_from(&self, key: u64, start: usize) -> Probe {
        let mut row = start & (N - 1);
        loop {
            let slots = &self.rows[row];
            if slots.first.value == 0 {
                return Probe { row, is_second: false, found: None };
            }
            if slots.first.key == key {
                return Probe { row, is_second: false, found: Some(slots.first.value - 1) };
            }
            if slots.second.value == 0 {
                return Probe { row, is_second: true, found: None };
            }
            if slots.second.key == key {
                return Probe { row, is_second: true, found: Some(slots.second.value - 1) };
            }
            row = (row + 1) & (N - 1);
        }
    }

    /// Puts `place` into the slot at which a search for `key` stopped.
    #[inline]
    pub(crate) const fn set(&mut self, probe: Probe, key: u64, place: usize) {
        let slot = Slot { key, value: place + 1 };
        let row = &mut self.rows[probe.row];
        if probe.is_second {
            row.second = slot;
        } else {
            row.first = slot;
        }
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
