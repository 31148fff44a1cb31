//! Walks as often as told over every committed schema and every accepted test type of the project, and stops at the first broken promise:
//!
//! ```text
//! cargo run --release --manifest-path structured-decode/walk/Cargo.toml -- 1000000
//! cargo run --release --manifest-path structured-decode/walk/Cargo.toml -- 20000 o200k
//! cargo run --release --manifest-path structured-decode/walk/Cargo.toml -- 100000 outside
//! ```

#[path = "../../tests/integration/walk/mod.rs"]
mod walk;

use std::time::Instant;

use structured_decode::{Error, Vocab};

use crate::walk::check::Check;
use crate::walk::outside::{Outcome, judge};
use crate::walk::{Sampler, hard, schemas, types};

#[expect(clippy::print_stdout, reason = "its output is what it is run for")]
fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let wanted: u64 = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(100_000);
    let name = arguments.next().unwrap_or_else(|| "bytes".to_owned());
    if name == "outside" {
        return outside(wanted);
    }
    let vocab = vocab(&name)?;

    let is_enforced = |case: &types::Case| !case.may_be_a_number() && !case.refuses_more();
    let cases = types::cases().into_iter().chain(types::accepted().into_iter().filter(is_enforced));
    let mut checks: Vec<Check> = cases.map(|case| Check::of_type(&case, &vocab)).collect();
    checks
        .extend(schemas::all().iter().chain(&hard::all()).map(|(name, schema)| Check::of_schema(name, schema, &vocab)));
    // Each seed is walked by every sampler, with and without a budget.
    let per_seed = 2 * Sampler::ALL.len() as u64 * checks.len() as u64;
    let seeds = wanted.div_ceil(per_seed);

    let start = Instant::now();
    let mut walks = 0;
    for check in &checks {
        walks += check.run(&vocab, 0..seeds);
    }
    // Slow, and no more to be learnt from them.
    for (name, schema) in hard::ambiguous() {
        walks += Check::of_schema(&name, &schema, &vocab).run(&vocab, 0..seeds.min(5));
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{walks} walks over {} types and schemas, {} samplers, with and without a budget: 0 failures ({seconds:.0} s)",
        checks.len(),
        Sampler::ALL.len(),
    );
    Ok(())
}

/// Random schemas from outside, until so many walks have ended.
#[expect(clippy::print_stdout, reason = "as above")]
fn outside(wanted: u64) -> Result<(), Error> {
    let vocabularies = [Vocab::bytes()?, walk::chunky()];
    let start = Instant::now();
    let (mut seed, mut walks, mut enforced, mut refused, mut failed) = (0u64, 0, 0u64, 0u64, 0u64);
    while walks < wanted {
        match judge(seed, &vocabularies[usize::from(seed % 4 == 3)]) {
            Ok(Outcome::Enforced(more)) => (walks, enforced) = (walks + more, enforced + 1),
            Ok(Outcome::Refused) => refused += 1,
            Err(why) => {
                failed += 1;
                println!("{why}\n");
            }
        }
        seed += 1;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{walks} walks over {enforced} random schemas, {refused} refused with a true reason: {failed} failures \
         ({seconds:.0} s)"
    );
    Ok(())
}

fn vocab(name: &str) -> Result<Vocab, Error> {
    match name {
        "bytes" => Vocab::bytes(),
        "chunky" => Ok(walk::chunky()),
        "o200k" => Vocab::o200k(),
        other => Err(Error::Vocabulary { reason: format!("`{other}` is not built in") }),
    }
}
