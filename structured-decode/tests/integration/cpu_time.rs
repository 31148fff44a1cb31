//! The processor time of this thread, which other programs and other tests do not add to.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};
use structured_decode::{Constraint, Vocab};

/// The processor time that this work takes on this thread.
pub(crate) fn cpu_time(work: impl FnOnce()) -> Duration {
    let used = || Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("the thread has a clock"));
    let start = used();
    work();
    used().saturating_sub(start)
}

/// What is cheap: the time for an object of 1,000 properties, in a vocabulary that has not kept it.
pub(crate) fn yardstick() -> Duration {
    let properties: Vec<String> = (0..1_000).map(|index| format!(r#""p{index}":{{"type":"null"}}"#)).collect();
    let schema = format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","));
    let vocab = Vocab::bytes().unwrap();
    cpu_time(|| drop(Constraint::from_schema(&schema, &vocab).unwrap()))
}

/// Fails if this took far more than what is cheap.
#[track_caller]
pub(crate) fn assert_cheap(what: &str, took: Duration) {
    let yardstick = yardstick();
    assert!(took < 50 * yardstick + Duration::from_secs(1), "{what}: {took:?}, {yardstick:?}");
}
