//! Values made from a schema: always admitted by it, the same for the same seed, and of limited size.
//!
//! [`Plan::of`] reads a schema once and computes the size of its smallest value. [`Plan::write`] writes a value.
//! [`Plan::refusal`] is the reason why a value is not admitted.

mod admits;
mod conjunction;
mod format;
mod least;
mod number;
mod pattern;
mod plan;
mod text;
mod words;
mod write;

pub(crate) use self::plan::{Plan, Unanswerable};
pub(crate) use self::words::sentence;

/// The random numbers of one answer.
pub(crate) type Random = fake::rand::rngs::StdRng;

/// The random numbers that belong to `seed`.
pub(crate) fn random(seed: u64) -> Random {
    fake::rand::SeedableRng::seed_from_u64(seed)
}
