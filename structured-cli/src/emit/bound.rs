//! The files of the bound types. Only the compiler knows the schema of a type, so cargo builds the tests of the
//! package: the derive adds a test to each bound type, which prints the place and the state of its file, and writes the
//! file if asked to.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::args::EmitArgs;
use crate::failure::Failure;

/// The variable that the check and the tests of the derive read.
const VARIABLE: &str = "STRUCTURED_SCHEMAS";

/// The beginning of the names of the derive's tests.
const TEST: &str = "__structured_schema_file_of_";

/// The beginnings of the lines that the tests print: a line for each file, and then a line for each of its differences.
const FILE: &str = "structured-schema-file ";
const DIFFERENCE: &str = "structured-schema-difference ";

/// The targets with such tests: library, programs, tests and examples. Naming benchmarks would run them.
const TARGETS: [&str; 2] = ["--tests", "--examples"];

/// A file that a type is bound to.
#[derive(Debug)]
pub(super) struct BoundFile {
    pub(super) state: State,
    /// The differences between it and the schema of the type.
    pub(super) differences: Vec<String>,
    /// Whether the path leaves the folder of its package, so that other packages may have files beside it.
    pub(super) is_outside: bool,
}

/// The state of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Fresh,
    Written,
    Stale,
    Missing,
    /// Types with different schemas are bound to it: each overwrites the schema of the other, or differs from it.
    Contested,
}

impl State {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "fresh" => Self::Fresh,
            "written" => Self::Written,
            "stale" => Self::Stale,
            "missing" => Self::Missing,
            _ => return None,
        })
    }
}

/// Writes the files, or only compares them with `--check`.
pub(super) fn bound_files(args: &EmitArgs) -> Result<BTreeMap<PathBuf, BoundFile>, Failure> {
    Ok(reported(&cargo(args)?))
}

/// The places of the sources.
#[derive(Debug)]
pub(super) struct Workspace {
    /// The root folder.
    pub(super) root: PathBuf,
    /// The folders of its packages.
    pub(super) members: BTreeSet<PathBuf>,
}

/// The workspace, if cargo reports it.
pub(super) fn workspace(args: &EmitArgs) -> Option<Workspace> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    if let Some(path) = &args.manifest_path {
        command.arg("--manifest-path").arg(path);
    }
    let output = command.stdin(Stdio::null()).output().ok()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    let manifests = metadata["packages"].as_array()?.iter().filter_map(|package| package["manifest_path"].as_str());
    let members = manifests.filter_map(|path| Path::new(path).parent()).map(normal).collect();
    Some(Workspace { root: normal(Path::new(metadata["workspace_root"].as_str()?)), members })
}

/// The output of the tests of the bound types.
fn cargo(args: &EmitArgs) -> Result<String, Failure> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.arg("test").args(TARGETS).args(options(args));
    let shown: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy().into_owned()).collect();
    command.args(["--quiet", "--", TEST, "--nocapture", "--test-threads=1"]);
    command.env(VARIABLE, if args.check { "report" } else { "overwrite" });
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|source| Failure::Cargo { why: format!("cargo cannot be started: {source}") })?;
    if !output.status.success() {
        let why = format!("`cargo {}` did not succeed ({}); its messages are above", shown.join(" "), output.status);
        return Err(Failure::Cargo { why });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The requested packages and features.
fn options(args: &EmitArgs) -> Vec<OsString> {
    let mut options: Vec<OsString> = Vec::new();
    if let Some(path) = &args.manifest_path {
        options.extend(["--manifest-path".into(), path.into()]);
    }
    if args.package.is_empty() {
        options.push("--workspace".into());
    }
    for package in &args.package {
        options.extend(["--package".into(), package.into()]);
    }
    for features in &args.features {
        options.extend(["--features".into(), features.into()]);
    }
    let switches = [("--all-features", args.all_features), ("--no-default-features", args.no_default_features)];
    options.extend(switches.iter().filter(|(_, is_on)| *is_on).map(|(name, _)| (*name).into()));
    options
}

/// The files in `output`. A file that appears twice (a type of a library, seen from its binary) is listed once.
fn reported(output: &str) -> BTreeMap<PathBuf, BoundFile> {
    let mut files: BTreeMap<PathBuf, BoundFile> = BTreeMap::new();
    let mut lines = output.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((state, path)) = line.split_once(FILE).and_then(|(_, line)| line.split_once(' ')) else { continue };
        let Some(state) = State::named(state) else { continue };
        let path = Path::new(path);
        let mut differences = Vec::new();
        while let Some(difference) = lines.peek().and_then(|next| next.strip_prefix(DIFFERENCE)) {
            differences.push(difference.to_owned());
            lines.next();
        }
        let is_outside = path.components().any(|component| component == Component::ParentDir);
        let path = normal(path);
        let Some(known) = files.get_mut(&path) else {
            files.insert(path, BoundFile { state, differences, is_outside });
            continue;
        };
        known.state = match (known.state, state) {
            // The same type, seen from another target, finds the file that the first test has written.
            (State::Written, State::Fresh) => State::Written,
            (before, now) if before == now && now != State::Written => before,
            _ => State::Contested,
        };
    }
    files
}

/// The path without `.` and `..`, which the attribute may use to leave the folder of the package, and without links, so
/// that each file has one path, even if it does not exist yet.
pub(super) fn normal(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => normal(folder).join(name),
        _ => path.components().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_two_targets_tell_of_is_there_once_with_what_is_wrong() {
        let output = "\nrunning 1 test\n\nstructured-schema-file written /nowhere/a.json\n.\n\
                      structured-schema-file fresh /nowhere/a.json\n\
                      structured-schema-file stale /other/../b c.json\nstructured-schema-difference at /x: 1\n\
                      structured-schema-difference and at /y: 2\n\
                      structured-schema-file nonsense /nowhere/d.json\n\
                      structured-schema-file written /two/e.json\nstructured-schema-file written /two/e.json\n\
                      structured-schema-file stale /two/f.json\nstructured-schema-file fresh /two/f.json\n";
        let files = reported(output);
        let states: Vec<_> =
            files.values().map(|file| (file.state, file.differences.as_slice(), file.is_outside)).collect();
        let contested = (State::Contested, &[][..], false);
        let differences = ["at /x: 1".to_owned(), "and at /y: 2".to_owned()];
        let stale = (State::Stale, &differences[..], true);
        assert_eq!(states, [(State::Written, &[][..], false), stale, contested, contested]);
    }
}
