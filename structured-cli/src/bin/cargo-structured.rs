//! `cargo structured`: the same command, found by cargo.

use std::process::ExitCode;

fn main() -> ExitCode {
    structured_cli::run(std::env::args_os())
}
