//! The command line, and the texts of `--help`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use structured_core::profile::Profile;
use structured_lint::Rule;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The exit codes of every command, as its `--help` lists them.
const EXIT_CODES: &str = "\
Exit codes:
  0    Nothing to report
  1    Findings: an error in a schema, a file that differs, a warning under `--deny warnings`
  2    The command line is wrong, or names a folder without schema files
  101  A file could not be read or written, or a build failed";

/// Strict JSON Schemas: check files, fix them, and keep them equal to Rust types.
#[derive(Debug, Parser)]
#[command(name = "structured", version, styles = STYLES, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = EXIT_CODES)]
pub struct Cli {
    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Color,
    /// The command and its options.
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
#[expect(clippy::doc_markdown, reason = "`--help` prints these texts, where names have no backticks")]
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check schemas: everything that the API would refuse, at once
    ///
    /// Each finding has its place, the API's own words, and what to write instead. A file may hold a schema, a response
    /// format, tools (of OpenAI, Anthropic or MCP), a whole request body, or an OpenAPI document; it may be JSON, JSON
    /// with comments, or YAML.
    #[command(after_help = EXIT_CODES)]
    Lint(LintArgs),
    /// Explain a rule of `lint`: what it requires, why, and an example
    #[command(after_help = EXIT_CODES)]
    Explain(ExplainArgs),
    /// Write the schema files of all types with `#[structured(file = "…")]`
    ///
    /// Builds libraries, programs, tests and examples, and runs only the tests that the derive adds to such types.
    #[command(after_help = EXIT_CODES)]
    Emit(EmitArgs),
    /// Write Rust types whose derived schema equals a schema file
    ///
    /// A schema outside the strict subset is refused, with the report of `lint`.
    #[command(after_help = EXIT_CODES)]
    Import(ImportArgs),
    /// Write the completion script of a shell
    #[command(after_help = EXIT_CODES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write a man page, in roff: `structured man > structured.1`, `structured man lint > structured-lint.1`
    #[command(after_help = EXIT_CODES)]
    Man {
        /// The command whose page it is; `structured` itself if missing
        #[arg(value_name = "COMMAND", value_parser = ["lint", "explain", "emit", "import", "completions", "man"])]
        command: Option<String>,
    },
}

/// `structured lint`
#[derive(Debug, Args)]
pub struct LintArgs {
    /// Files, folders (every `.json`, `.jsonc`, `.yaml` and `.yml` file below them), or `-` for standard input
    ///
    /// A file that ends in `.jsonl` or `.ndjson` has one document per line; it is only checked if it is named.
    /// Hidden folders, `node_modules` and `target` below a folder are skipped, unless they are named. A YAML
    /// file that was found in a folder is only reported if it has a schema.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Whose rules: `openai` is today's; every later model accepts the schemas of `openai-2024-08`, too
    #[arg(long, value_name = "NAME", default_value = Profile::ALL[0].name, value_parser = profiles())]
    pub profile: String,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Write the strict form and list every change; what needs a decision is still reported
    ///
    /// YAML and files with comments are not changed.
    #[arg(long)]
    pub fix: bool,
    /// With `--fix`: show what would be changed as a diff, and write nothing
    #[arg(long, requires = "fix")]
    pub diff: bool,
    /// Exit with 1 for warnings, too: a file in which no schema was found is one
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
}

/// Which findings count as errors beside errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}

/// `structured explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The rule, as reports name it; without one, all rules are listed
    #[arg(value_name = "RULE", value_parser = rules())]
    pub rule: Option<String>,
}

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the place underlined
    Human,
    /// One line per finding: `file:line:column: error[rule] message`
    Short,
    /// Workflow commands of GitHub Actions, which shows them beside the lines
    Github,
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
    /// Features to turn on, as for cargo; types behind other features are not found
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
    /// The profile of the types; by default the first one that accepts the schema
    #[arg(long, value_name = "NAME", value_parser = profiles())]
    pub profile: Option<String>,
}

fn profiles() -> PossibleValuesParser {
    PossibleValuesParser::new(Profile::ALL.iter().map(|profile| profile.name))
}

fn rules() -> PossibleValuesParser {
    PossibleValuesParser::new(Rule::ALL.iter().map(|rule| rule.name()))
}

/// The command, for the completions and the man page.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}
