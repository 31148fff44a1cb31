//! The exit codes.

use std::process::ExitCode;

/// Nothing to report.
pub const FINE: u8 = 0;
/// There are findings: a schema that the profile refuses, or a file that differs.
pub const FINDINGS: u8 = 1;
/// The command line is not valid, or names a folder without files to check.
pub const USAGE: u8 = 2;
/// The work could not be done, because a file cannot be read or a build fails.
pub const FAILURE: u8 = 101;

/// The result of a command. The worst of several results is the greatest.
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
