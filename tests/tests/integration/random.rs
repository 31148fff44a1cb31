//! How many cases a random test draws, and from which seed.

use std::hash::{BuildHasher, RandomState};

use proptest::test_runner::{Config, RngSeed};

/// `cases`, or as many as `PROPTEST_CASES` asks for, from a fresh seed or the one in `PROPTEST_RNG_SEED`.
///
/// The seed is printed with the command that repeats the run; the output of a test is shown when it fails.
#[expect(clippy::print_stdout, reason = "a test that failed shows what it printed")]
pub(crate) fn cases(cases: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => RandomState::new().hash_one(config.cases),
    };
    let cases = config.cases;
    println!(
        "to repeat it: PROPTEST_RNG_SEED={seed} PROPTEST_CASES={cases} cargo test -p structured-tests <this test>"
    );
    Config { rng_seed: RngSeed::Fixed(seed), ..config }
}
