//! `structured emit`: the schema files of all bound types, written or checked.

mod bound;
mod orphans;
mod sources;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use self::bound::{BoundFile, State, bound_files, workspace};
use self::orphans::orphans;
use self::sources::{Naming, named_files};
use crate::args::EmitArgs;
use crate::exit::Outcome;
use crate::failure::Failure;
use crate::input;
use crate::terminal::Terminal;

pub(crate) fn run(args: &EmitArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let files = bound_files(args)?;
    let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
    let mut lines = String::new();
    let mut say = |label: &str, color: &str, text: &str| {
        let label = format!("{label:>8}");
        let label = if color.is_empty() { label } else { terminal.paint(&label, color) };
        lines.extend([&*label, "  ", text, "\n"]);
    };
    let shown = |path: &Path| path.strip_prefix(&here).unwrap_or(path).display().to_string();
    let mut found = Found::default();
    for (path, file) in &files {
        let path = &shown(path);
        match &file.state {
            State::Written => say("wrote", "1;32", path),
            State::Fresh => say("fresh", "2", path),
            State::Missing => {
                say("missing", "1;31", path);
                found.missing += 1;
            }
            State::Contested => {
                say("contested", "1;31", path);
                say("", "", "types with different schemas are bound to it: give each a file of its own");
                found.contested += 1;
            }
            State::Stale => {
                say("stale", "1;31", path);
                found.stale += 1;
                for difference in &file.differences {
                    say("", "", difference);
                }
            }
        }
    }
    let (orphaned, unseen) = unclaimed(args, &files);
    for (path, source) in unseen {
        say("unseen", "2", &shown(&path));
        let way_out = "no test of that type has run: move the type out of the function or benchmark";
        say("", "", &format!("{} names it, but {way_out}", shown(&source)));
    }
    for path in orphaned {
        say("orphaned", "1;33", &shown(&path));
        found.orphaned += 1;
    }
    if files.is_empty() {
        terminal.note("no type is bound to a file: `#[structured(file = \"schemas/name.json\")]` binds one");
    } else {
        lines.push_str(&found.summary(files.len(), terminal));
    }
    terminal.out(|out| out.write_all(lines.as_bytes()))?;
    // Contested files cannot be written either.
    Ok(if found.contested > 0 || args.check && found.any() { Outcome::Findings } else { Outcome::Fine })
}

/// The files that no test reported: those that no source names, and the others, each with a source that names it.
fn unclaimed(args: &EmitArgs, files: &BTreeMap<PathBuf, BoundFile>) -> (Vec<PathBuf>, Vec<(PathBuf, PathBuf)>) {
    let is_of_some = !args.package.is_empty();
    let orphans = orphans(files, is_of_some);
    if orphans.is_empty() && is_of_some {
        return (Vec::new(), Vec::new());
    }
    let Some(workspace) = workspace(args) else { return (orphans.into_iter().collect(), Vec::new()) };
    let named = named_files(&workspace.root);
    let is_unseen = |path: &PathBuf, naming: &Naming| {
        let is_missed = !is_of_some
            && input::is_json(path)
            && !files.contains_key(path)
            && workspace.members.contains(&naming.package);
        orphans.contains(path) || is_missed
    };
    let orphaned = orphans.iter().filter(|path| !named.contains_key(*path)).cloned().collect();
    let unseen = named.iter().filter(|(path, naming)| is_unseen(path, naming));
    (orphaned, unseen.map(|(path, naming)| (path.clone(), naming.source.clone())).collect())
}

/// How many files need a change.
#[derive(Debug, Default)]
struct Found {
    stale: usize,
    missing: usize,
    orphaned: usize,
    contested: usize,
}

impl Found {
    fn any(&self) -> bool {
        self.stale + self.missing + self.orphaned + self.contested > 0
    }

    fn summary(&self, bound: usize, terminal: &Terminal) -> String {
        let tick = if self.any() { String::new() } else { terminal.paint("✓", "1;32") + " " };
        let schemas = match (self.stale + self.missing, bound) {
            _ if self.contested > 0 => {
                let contested = terminal.paint(&format!("{} contested", self.contested), "1;31");
                format!("{contested} of {bound}; no file can agree with two types\n")
            }
            (0, 1) => format!("{tick}the schema file agrees with its type\n"),
            (0, all) => format!("{tick}all {all} schema files agree with their types\n"),
            (_, all) => {
                let counts = [(self.stale, "stale"), (self.missing, "missing")];
                let counts: Vec<String> = counts
                    .into_iter()
                    .filter(|(count, _)| *count > 0)
                    .map(|(count, what)| terminal.paint(&format!("{count} {what}"), "1;31"))
                    .collect();
                let files = if all == 1 { "schema file" } else { "schema files" };
                let them = if self.stale + self.missing == 1 { "it" } else { "them" };
                format!("{} of {all} {files}; `structured emit` writes {them}\n", counts.join(", "))
            }
        };
        let way_out = match self.orphaned {
            0 => return schemas,
            1 => "no type claims it: delete it, or bind a type to it",
            _ => "no type claims them: delete them, or bind a type to each",
        };
        let orphaned = terminal.paint(&format!("{} orphaned", self.orphaned), "1;33");
        format!("{schemas}{orphaned}; {way_out}\n")
    }
}
