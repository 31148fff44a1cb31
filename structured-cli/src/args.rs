//! The command line: what can be said, and how `--help` explains it.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use structured_core::profile::Profile;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Strict JSON Schemas: check files, mend them, and keep them equal to Rust types.
#[derive(Debug, Parser)]
#[command(name = "structured", version, styles = STYLES, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 fine, 1 findings, 2 wrong usage, 101 the work could not be done")]
pub struct Cli {
    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Color,
    /// The work.
    #[command(subcommand)]
    pub command: Command,
}

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// If the output is a terminal and the environment does not forbid it
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check schemas: everything that the API would refuse, at once
    ///
    /// Each finding has its place, the API's own words, and what to write instead. A file may hold a schema, a response
    /// format, a tool, or a whole request body.
    Lint(LintArgs),
    /// Write the schema files of all types with `#[structured(file = "…")]`
    ///
    /// Builds libraries, programs, tests and examples, and runs the tests that the derive adds to such types, and no
    /// others.
    Emit(EmitArgs),
    /// Write Rust types whose derived schema equals a schema file
    ///
    /// A schema outside the strict subset is refused, with the report of `lint`.
    Import(ImportArgs),
    /// Write the completion script of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write a man page, in roff: `structured man > structured.1`, `structured man lint > structured-lint.1`
    Man {
        /// The command whose page it is; that of `structured` itself if missing
        #[arg(value_name = "COMMAND", value_parser = ["lint", "emit", "import", "completions", "man"])]
        command: Option<String>,
    },
}

/// `structured lint`
#[derive(Debug, Args)]
pub struct LintArgs {
    /// Files, folders (every `.json` file below them), or `-` for standard input
    ///
    /// A file that ends in `.jsonl` or `.ndjson` has one document a line; it is only looked into if named.
    /// Hidden folders, `node_modules` and `target` below a folder are passed over; name them to have them checked. A
    /// folder without any such file is wrong usage: exit code 2.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Whose rules: `openai` is today's, `openai-2024-08` is what every later model takes too
    #[arg(long, value_name = "NAME", default_value = Profile::ALL[0].name, value_parser = profiles())]
    pub profile: String,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Write the strict form and list every change; what needs a decision stays reported
    #[arg(long)]
    pub fix: bool,
}

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the place underlined
    Human,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, which code hosts show beside the lines
    Sarif,
}

/// `structured emit`
#[derive(Debug, Args)]
pub struct EmitArgs {
    /// Write nothing; report stale, missing and orphaned files, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
    /// The package, or several; the whole workspace if missing
    #[arg(short, long, value_name = "PACKAGE")]
    pub package: Vec<String>,
    /// Path to Cargo.toml
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// Features to turn on, as cargo takes them: types behind other features are not seen
    #[arg(short = 'F', long, value_name = "FEATURES")]
    pub features: Vec<String>,
    /// Turn on all features
    #[arg(long)]
    pub all_features: bool,
    /// Leave the default features off
    #[arg(long)]
    pub no_default_features: bool,
}

/// `structured import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The schema file, or `-` for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to write the types; standard output if missing
    #[arg(short, long, value_name = "OUT.rs")]
    pub output: Option<PathBuf>,
    /// The profile of the types; by default the first that takes the schema
    #[arg(long, value_name = "NAME", value_parser = profiles())]
    pub profile: Option<String>,
}

fn profiles() -> PossibleValuesParser {
    PossibleValuesParser::new(Profile::ALL.iter().map(|profile| profile.name))
}

/// The command as completions and the man page need it.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}
