//! `structured emit`: the schema files of all bound types, written or checked.
//!
//! Only the compiler knows a type's schema, so cargo builds the package's tests: the derive adds one to each bound
//! type, which says where its file is and how it fares, and writes it if asked to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Failure;
use crate::args::EmitArgs;
use crate::exit::Outcome;
use crate::terminal::Terminal;

/// The variable that the derive's check and tests look at.
const VARIABLE: &str = "STRUCTURED_SCHEMAS";

/// The names of the derive's tests begin with this.
const TEST: &str = "__structured_schema_file_of_";

/// The lines that the tests print.
const LINE: &str = "structured-schema-file ";

pub(crate) fn run(args: &EmitArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let files = bound_files(&cargo(args)?);
    let here = std::env::current_dir().unwrap_or_default();
    let mut count = BTreeMap::new();
    let mut lines = String::new();
    let mut say = |state: &'static str, color: &str, path: &Path| {
        *count.entry(state).or_insert(0_usize) += 1;
        let path = path.strip_prefix(&here).unwrap_or(path).display().to_string();
        lines.extend([&*terminal.paint(&format!("{state:>8}"), color), "  ", &path, "\n"]);
    };
    for (path, state) in &files {
        match state.as_str() {
            "written" => say("wrote", "1;32", path),
            "stale" => say("stale", "1;31", path),
            "missing" => say("missing", "1;31", path),
            _ => say("fresh", "2", path),
        }
    }
    for path in orphans(&files) {
        say("orphaned", "1;33", &path);
    }
    let of = |state| count.get(state).copied().unwrap_or_default();
    let (stale, missing, orphaned) = (of("stale"), of("missing"), of("orphaned"));
    if files.is_empty() {
        terminal.note("no type is bound to a file: `#[structured(file = \"schemas/name.json\")]` binds one");
        return Ok(Outcome::Fine);
    }
    let found = stale + missing + orphaned;
    let summary = match (args.check, found) {
        (_, 0) => match files.len() {
            1 => format!("{} the schema file agrees with its type\n", terminal.paint("✓", "1;32")),
            all => format!("{} all {all} schema files agree with their types\n", terminal.paint("✓", "1;32")),
        },
        (true, _) => format!(
            "{stale} stale, {missing} missing, {orphaned} orphaned of {}; `structured emit` writes them, and an orphan is \
             yours to delete\n",
            files.len() + orphaned
        ),
        (false, _) => format!("{orphaned} orphaned: no type claims them; delete them, or bind a type\n"),
    };
    terminal.out(|out| out.write_all((lines + &summary).as_bytes()))?;
    Ok(if args.check && found > 0 { Outcome::Findings } else { Outcome::Fine })
}

/// What the tests of the bound types print.
fn cargo(args: &EmitArgs) -> Result<String, Failure> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(["test", "--tests", "--quiet"]);
    if let Some(path) = &args.manifest_path {
        command.arg("--manifest-path").arg(path);
    }
    match &args.package {
        Some(package) => command.args(["--package", package]),
        None => command.arg("--workspace"),
    };
    command.args(["--", TEST, "--nocapture", "--test-threads=1"]);
    command.env(VARIABLE, if args.check { "report" } else { "overwrite" });
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|source| Failure::Cargo { why: source.to_string() })?;
    if !output.status.success() {
        return Err(Failure::Cargo { why: format!("its tests do not build or run ({})", output.status) });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The files with their states; one that is bound twice (a library's type, seen from its binary) is there once.
fn bound_files(output: &str) -> BTreeMap<PathBuf, String> {
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    for line in output.lines().filter_map(|line| line.split_once(LINE)) {
        if let Some((state, path)) = line.1.split_once(' ') {
            let known = files.entry(normal(Path::new(path))).or_insert_with(|| state.to_owned());
            // The second run finds what the first one has written.
            if known == "fresh" {
                state.clone_into(known);
            }
        }
    }
    files
}

/// Without `.` and `..`, which the attribute may use to leave the package's folder.
fn normal(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.components().collect())
}

/// The schema files beside the bound ones that no type claims.
fn orphans(files: &BTreeMap<PathBuf, String>) -> BTreeSet<PathBuf> {
    let folders: BTreeSet<&Path> = files.keys().filter_map(|path| path.parent()).collect();
    let is_orphan = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "json") && path.is_file() && !files.contains_key(path)
    };
    folders
        .into_iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(is_orphan)
        .collect()
}
