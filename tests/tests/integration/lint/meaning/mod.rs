//! What `strictify` writes means what it was given: every document that the fixed form admits was admitted by the original
//! (`null` for absent aside, and what a change names as wider), and a schema that had documents still has some, or a
//! finding is left. The crate `jsonschema` judges.
//!
//! 500 random schemas. `STRUCTURED_CASES=100000 cargo test --release -p structured-tests --test integration meaning` draws
//! more (the last run of as many found nothing), and `STRUCTURED_SEED=n` draws one.

mod judge;
mod random_schema;
mod sample;

use std::fs;
use std::path::Path;

use self::judge::{Fault, Tally, judge, judge_schema};
use self::random_schema::Random;

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

#[test]
fn recorded_schemas_keep_their_meaning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas");
    let mut tally = Tally::default();
    let mut faults = Vec::new();
    for kind in ["valid", "invalid"] {
        let mut files: Vec<_> = fs::read_dir(folder.join(kind)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for (seed, file) in files.iter().enumerate() {
            let Ok(schema) = serde_json::from_str(&fs::read_to_string(file).unwrap()) else { continue };
            let seed = seed as u64;
            faults.extend(judge_schema(seed, schema, Random::new(seed), &mut tally));
        }
    }
    let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{tally:?}, {} faults\n{}", faults.len(), shown.join("\n"));
    assert!(tally.schemas > 80 && tally.documents > 500, "{tally:?}");
}
