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

/// Runs the command line `arguments`, the first of which is the program's name.
///
/// Cargo calls a program of the name `cargo-structured` with `structured` as first argument: that is passed over, so that any
/// copy of the program may have that name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|argument| argument == "structured") {
        arguments.remove(1);
        // What `--help` says to type.
        arguments[0] = "cargo structured".into();
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        // `--help` and `--version` come this way too, with exit code 0.
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
    // Names a command's page after the program, too.
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
