//! What `strictify` writes means what it was given: every document that the fixed form admits was admitted by the original
//! (`null` for absent aside, and what a change names as wider), and a schema that had documents still has some, or a
//! finding is left. The crate `jsonschema` judges.
//!
//! 500 random schemas. `STRUCTURED_CASES=100000 cargo test --release -p structured-tests --test integration meaning` draws
//! more (the last run of as many found nothing), and `STRUCTURED_SEED=n` draws one.

mod judge;
mod random_schema;
mod sample;

use self::judge::{Fault, Tally, judge};

#[test]
fn a_fix_never_changes_the_meaning_in_silence() {
    let variable = |name| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seeds = match variable("STRUCTURED_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..variable("STRUCTURED_CASES").unwrap_or(500),
    };
    let mut tally = Tally::default();
    let faults: Vec<Fault> = seeds.filter_map(|seed| judge(seed, &mut tally)).collect();
    let shown: Vec<String> = faults.iter().take(12).map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{tally:?}, {} faults\n{}", faults.len(), shown.join("\n"));
    if tally.schemas >= 400 {
        assert!(tally.documents > 2 * tally.schemas, "the samples are too few to say anything: {tally:?}");
        assert!(tally.clean > tally.schemas / 8, "nearly nothing was fixed to the end: {tally:?}");
    }
}
