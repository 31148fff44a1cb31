//! Packages that are generated, and the user CPU time of building them.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{fmt, fs};

use nix::sys::resource::{UsageWho, getrusage};

/// What the members with types that serde and schemars describe too depend on, beside structured-core.
pub(crate) const OTHERS: &str = "serde = { version = \"1\", features = [\"derive\"] }\nschemars = \"1\"\n";

/// The dependency on structured-core.
pub(crate) fn core_path() -> String {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../structured-core");
    format!("path = '{}'", core.canonicalize().unwrap_or(core).display())
}

pub(crate) fn write_member(folder: &Path, member: &str, source: &str, dependencies: &str) {
    let root = folder.join(member);
    fs::create_dir_all(root.join("src")).expect("the target folder can be written");
    fs::write(root.join("src/lib.rs"), source).expect("the target folder can be written");
    let manifest = format!(
        "[package]\nname = \"{member}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         structured-core = {{ {} }}\n{dependencies}",
        core_path()
    );
    fs::write(root.join("Cargo.toml"), manifest).expect("the target folder can be written");
}

pub(crate) fn write_workspace(folder: &Path, members: &[&str]) {
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(folder.join("Cargo.toml"), manifest).expect("the target folder can be written");
}

/// The user CPU times of rebuilding `N` members in turns, in milliseconds, a row for each round.
///
/// Figures are computed from the members of one round, since the machine's speed drifts between rounds, unless a figure
/// is the small difference of two long times.
#[derive(Debug)]
pub(crate) struct Rounds<const N: usize>(Vec<[f64; N]>);

/// The median of the rounds, and their range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl<const N: usize> Rounds<N> {
    /// Rebuilds each member once to build the dependencies, then `rounds` times.
    pub(crate) fn measure(folder: &Path, command: &str, members: [&str; N], rounds: usize) -> Self {
        for member in members {
            cargo(folder, command, member, "target", None);
        }
        Self((0..rounds).map(|_| members.map(|member| rebuild(folder, command, member))).collect())
    }

    /// A figure that is computed from the mean times of the members, and its standard error. It varies less than that of a
    /// round, if it is the small difference of two long times.
    ///
    /// The error is that of the jackknife: how much the figure changes if a round is left out.
    pub(crate) fn of_means(&self, of: impl Fn(&[f64; N]) -> f64) -> (f64, f64) {
        let rounds: f64 = self.0.iter().map(|_| 1.0).sum();
        let sums: [f64; N] = std::array::from_fn(|member| self.0.iter().map(|times| times[member]).sum());
        let figure = of(&sums.map(|sum| sum / rounds));
        let without =
            |times: &[f64; N]| of(&std::array::from_fn(|member| (sums[member] - times[member]) / (rounds - 1.0)));
        let squares: f64 = self.0.iter().map(|times| (without(times) - figure).powi(2)).sum();
        (figure, (squares * (rounds - 1.0) / rounds).sqrt())
    }

    /// A figure that is computed for each round.
    pub(crate) fn figure(&self, of_round: impl Fn(&[f64; N]) -> f64) -> Figure {
        let mut values: Vec<f64> = self.0.iter().map(of_round).collect();
        values.sort_by(f64::total_cmp);
        Figure { median: values[values.len() / 2], least: values[0], most: values[values.len() - 1] }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let precision = f.precision().unwrap_or(2);
        write!(f, "{:.precision$} ({:.precision$} to {:.precision$})", self.median, self.least, self.most)
    }
}

/// Makes cargo compile a member again.
pub(crate) fn touch(folder: &Path, member: &str) {
    let source = folder.join(member).join("src/lib.rs");
    let text = fs::read_to_string(&source).expect("the source was written");
    fs::write(&source, text).expect("the target folder can be written");
}

fn rebuild(folder: &Path, command: &str, member: &str) -> f64 {
    touch(folder, member);
    let before = children();
    cargo(folder, command, member, "target", None);
    children().saturating_sub(before).as_secs_f64() * 1000.0
}

/// The user CPU time of building one dependency with all of its own, in seconds.
pub(crate) fn clean_build(folder: &Path, member: &str, dependency: &str) -> f64 {
    let root = folder.join(member);
    let _ = fs::remove_dir_all(root.join("target"));
    fs::create_dir_all(root.join("src")).expect("the target folder can be written");
    fs::write(root.join("src/lib.rs"), "").expect("the target folder can be written");
    let manifest = format!(
        "[package]\nname = \"{member}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependency}\n"
    );
    fs::write(root.join("Cargo.toml"), manifest).expect("the target folder can be written");
    let before = children();
    cargo(&root, "build", member, "target", None);
    children().saturating_sub(before).as_secs_f64()
}

/// Runs cargo; `schemas` is what it is to do with schema files instead of checking them.
pub(crate) fn cargo(folder: &Path, command: &str, member: &str, target: &str, schemas: Option<&str>) {
    let mut cargo = cargo_command(folder, command, member, target);
    if let Some(mode) = schemas {
        cargo.env("STRUCTURED_SCHEMAS", mode);
    }
    assert!(cargo.status().is_ok_and(|status| status.success()), "cargo {command} -p {member} failed");
}

/// The command that runs cargo for a member, without incremental state.
pub(crate) fn cargo_command(folder: &Path, command: &str, member: &str, target: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args([command, "--quiet", "-p", member])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join(target))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("STRUCTURED_SCHEMAS")
        .env_remove("RUSTFLAGS")
        .stdout(Stdio::null());
    cargo
}

/// User CPU time of all children so far.
fn children() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel counts");
    let time = usage.user_time();
    Duration::from_micros((time.tv_sec() * 1_000_000 + time.tv_usec()).unsigned_abs())
}

#[expect(clippy::print_stdout, reason = "the figures are what the benchmark is for")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
