//! Random numbers that are the same in each run.

/// Numbers that look random and are the same for the same seed, which is not zero.
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// A number below `end`.
    ///
    /// # Panics
    ///
    /// If `end` is zero.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("it is below a `usize`")
    }
}
