//! `structured` and `cargo structured`: check schema files, mend them, and turn them into Rust types.

pub mod args;
mod atomic;
mod emit;
pub mod exit;
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
use crate::terminal::Terminal;
use crate::visible::escaped;

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

/// Why the work could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A file could not be read.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file is larger than any schema.
    #[error("cannot read `{path}`: it has {bytes} bytes, and a schema file has at most {limit}")]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: u64,
        /// The largest size.
        limit: u64,
    },
    /// A file is no text.
    #[error(
        "cannot read `{path}`: it is binary, or not in UTF-8: byte {at} is 0x{byte:02x}, and a schema file is JSON"
    )]
    Binary {
        /// The file.
        path: String,
        /// The first byte that no text has.
        at: usize,
        /// That byte.
        byte: u8,
    },
    /// A folder has no schema file in it.
    #[error("no JSON file in `{path}`; hidden folders, `node_modules` and `target` are only looked into if named")]
    NoFiles {
        /// The folder.
        path: String,
    },
    /// Cargo could not do its part.
    #[error("cannot find the bound types: {why}")]
    Cargo {
        /// Why.
        why: String,
    },
    /// Output could not be written.
    #[error("cannot write `{path}`: {source}")]
    Write {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Failure {
    pub(crate) fn read(path: impl Into<String>, source: std::io::Error) -> Self {
        Self::Read { path: escaped(&path.into()).into_owned(), source }
    }

    pub(crate) fn too_large(path: impl Into<String>, bytes: u64, limit: u64) -> Self {
        Self::TooLarge { path: escaped(&path.into()).into_owned(), bytes, limit }
    }

    pub(crate) fn binary(path: impl Into<String>, at: usize, byte: u8) -> Self {
        Self::Binary { path: escaped(&path.into()).into_owned(), at, byte }
    }

    pub(crate) fn no_files(path: impl Into<String>) -> Self {
        Self::NoFiles { path: escaped(&path.into()).into_owned() }
    }

    pub(crate) fn write(path: impl Into<String>, source: std::io::Error) -> Self {
        Self::Write { path: escaped(&path.into()).into_owned(), source }
    }

    /// The file or folder that could not be worked on.
    pub(crate) fn path(&self) -> Option<&str> {
        match self {
            Self::Read { path, .. }
            | Self::TooLarge { path, .. }
            | Self::Binary { path, .. }
            | Self::NoFiles { path }
            | Self::Write { path, .. } => Some(path),
            Self::Cargo { .. } => None,
        }
    }
}
