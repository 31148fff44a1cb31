//! What schemas that are cheap to compile cost, as a measure for others.

use std::time::Duration;

use structured_decode::{Constraint, Vocab};
use structured_tests::cpu_time;

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
