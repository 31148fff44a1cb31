//! What the derive costs a build, in user CPU time: `cargo bench -p structured-tests --bench compile_time`.
//!
//! Each part generates crates and rebuilds them in turns, with warm dependencies and without incremental state. A
//! figure is computed for each round and printed as the median of the rounds with their range: user CPU time is the
//! children's as the kernel counts it, which other work on the machine disturbs less than the clock on the wall. The
//! program fails if a figure is above its bar.
//!
//! | argument | what is measured |
//! |---|---|
//! | `types` | types and rendered roots, beside schemars |
//! | `files` | schema files that types are bound to |
//! | `scale` | how the cost grows with the schema |
//! | `clean` | a build that starts with nothing, beside schemars |
//! | `instructions` | the instructions of the compiler for types, counted by valgrind |
//!
//! Without an argument, all but the last is measured.

mod clean;
mod files;
mod instructions;
mod measure;
mod scale;
mod types;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
    let parts: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_asked = |part: &str| parts.is_empty() || parts.iter().any(|asked| asked == part);
    let mut kept = true;
    if is_asked("types") {
        kept &= types::measure(&folder);
    }
    if is_asked("files") {
        kept &= files::measure(&folder);
    }
    if is_asked("scale") {
        kept &= scale::measure(&folder);
    }
    if is_asked("clean") {
        clean::measure(&folder);
    }
    if !parts.is_empty() && is_asked("instructions") {
        kept &= instructions::measure(&folder);
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
