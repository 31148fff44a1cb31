//! `structured` and `cargo structured`: check schema files, fix them, and turn them into Rust types.

pub mod args;
mod checked;
mod emit;
pub mod exit;
pub mod explain;
mod failure;
mod formats;
pub mod import;
mod input;
mod lint;
mod report;
mod terminal;
mod visible;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::exit::{FAILURE, Outcome};
pub use crate::failure::Failure;
use crate::terminal::Terminal;

/// Runs the command line `arguments`, of which the first is the name of the program.
///
/// Cargo calls a program named `cargo-structured` with `structured` as the first argument. That argument is skipped, so
/// any copy of the program may have that name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|argument| argument == "structured") {
        arguments.remove(1);
        // The command as the user types it, for `--help`.
        arguments[0] = "cargo structured".into();
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        // `--help` and `--version` take this path, too, with exit code 0.
        Err(error) => {
            let code = error.exit_code().try_into().unwrap_or(FAILURE);
            return if error.print().is_ok() { code.into() } else { FAILURE.into() };
        }
    };
    let terminal = Terminal::new(cli.color);
    let done = match cli.command {
        Command::Lint(args) => lint::run(&args, &terminal),
        Command::Explain(args) => explain::run(&args, &terminal),
        Command::Emit(args) => emit::run(&args, &terminal),
        Command::Import(args) => import::run(&args, &terminal),
        Command::Completions { shell } => write_out(&terminal, &completions(shell)),
        Command::Man { command } => man(command.as_deref()).and_then(|page| write_out(&terminal, &page)),
    };
    done.unwrap_or_else(|error| terminal.failure(&error)).into()
}

fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "structured", &mut script);
    script
}

fn man(command: Option<&str>) -> Result<Vec<u8>, Failure> {
    let mut whole = args::command();
    // The page of a command has the name of the program in its title, too.
    whole.build();
    let command = command.and_then(|name| whole.find_subcommand(name)).unwrap_or(&whole).clone();
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .source(concat!("structured ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)
        .map_err(|source| Failure::write("the man page", source))?;
    Ok(page)
}

fn write_out(terminal: &Terminal, bytes: &[u8]) -> Result<Outcome, Failure> {
    terminal.out(|out| out.write_all(bytes))?;
    Ok(Outcome::Fine)
}
