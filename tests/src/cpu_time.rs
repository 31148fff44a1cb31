//! Measures the processor time of this thread, which other programs and other tests do not affect.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

/// The processor time that `work` takes on this thread.
///
/// # Panics
///
/// If the system has no clock for the processor time of a thread.
pub fn cpu_time(work: impl FnOnce()) -> Duration {
    let used = || Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("the thread has a clock"));
    let start = used();
    work();
    used().saturating_sub(start)
}
