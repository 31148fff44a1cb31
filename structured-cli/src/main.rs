//! `structured`: schema files from the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    structured_cli::run(std::env::args_os())
}
