//! Walks as often as told over every committed schema and every accepted test type of the project, and stops at the first broken promise:
//!
//! ```text
//! cargo run --release -p structured-decode --example walk -- 1000000
//! cargo run --release -p structured-decode --example walk -- 20000 o200k
//! ```

#[path = "../tests/walk/mod.rs"]
mod walk;

use std::time::Instant;

use structured_decode::{Error, Vocab};

use crate::walk::check::Check;
use crate::walk::{Sampler, hard, schemas, types};

#[expect(clippy::print_stdout, reason = "its output is what it is run for")]
fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let wanted: u64 = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(100_000);
    let vocab = vocab(arguments.next().as_deref().unwrap_or("bytes"))?;

    let cases = types::cases().into_iter().chain(types::accepted().into_iter().filter(|case| !case.may_be_a_number()));
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

fn vocab(name: &str) -> Result<Vocab, Error> {
    match name {
        "bytes" => Vocab::bytes(),
        "chunky" => Ok(walk::chunky()),
        "o200k" => Vocab::o200k(),
        other => Err(Error::Vocabulary { reason: format!("`{other}` is not built in") }),
    }
}
