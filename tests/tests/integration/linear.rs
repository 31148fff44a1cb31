//! Work that grows with the input and not faster.
//!
//! Two sizes are compared by the processor time of this thread, which other programs do not add to. Work that grows with
//! the square of the size takes 400 times as long for an input that is twenty times as large; a quarter of that fails.

use std::time::Duration;

use structured_tests::cpu_time;

/// How many times larger the large input is.
pub(crate) const TIMES: usize = 20;

/// How many times longer the large one may take.
const MOST: f64 = 100.0;

/// What is too little time to be compared.
const NOISE: Duration = Duration::from_millis(2);

/// Fails if the work for the large input, which is [`TIMES`] as large as the small one, takes far more time than that.
#[track_caller]
pub(crate) fn assert_linear<T>(what: &str, small: &T, large: &T, work: impl Fn(&T)) {
    let (few, many) = (cpu_time(|| work(small)), cpu_time(|| work(large)));
    let growth = many.as_secs_f64() / few.max(NOISE).as_secs_f64();
    assert!(growth < MOST, "{what}: {few:?} and {many:?}");
}
