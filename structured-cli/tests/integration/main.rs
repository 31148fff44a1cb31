//! The commands, run as a user runs them.

mod batch;
mod emit;
mod fix;
mod formats;
mod golden;
mod help;
mod import;
mod lint;
#[cfg(unix)]
mod progress;
mod readme;
