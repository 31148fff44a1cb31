//! What the process says when it ends.

use std::process::ExitCode;

/// Nothing to report.
pub const FINE: u8 = 0;
/// There are findings: a schema that the profile refuses, a file that differs.
pub const FINDINGS: u8 = 1;
/// The command line was not understood, or names a folder in which there is nothing to check.
pub const USAGE: u8 = 2;
/// The work could not be done: a file that cannot be read, a build that fails.
pub const FAILURE: u8 = 101;

/// How a command went; the worst of several is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// [`FINE`]
    Fine,
    /// [`FINDINGS`]
    Findings,
    /// [`USAGE`]
    Usage,
    /// [`FAILURE`]
    Failure,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => FINE,
            Outcome::Findings => FINDINGS,
            Outcome::Usage => USAGE,
            Outcome::Failure => FAILURE,
        })
    }
}
