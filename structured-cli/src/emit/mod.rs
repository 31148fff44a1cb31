//! `structured emit`: the schema files of all bound types, written or checked.

mod bound;
mod orphans;

use std::path::Path;

use self::bound::{State, bound_files};
use self::orphans::orphans;
use crate::Failure;
use crate::args::EmitArgs;
use crate::exit::Outcome;
use crate::terminal::Terminal;

pub(crate) fn run(args: &EmitArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let files = bound_files(args)?;
    if files.is_empty() {
        terminal.note("no type is bound to a file: `#[structured(file = \"schemas/name.json\")]` binds one");
        return Ok(Outcome::Fine);
    }
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
            State::Stale => {
                say("stale", "1;31", path);
                found.stale += 1;
                if let Some(difference) = &file.difference {
                    say("", "", difference);
                }
            }
        }
    }
    for path in orphans(&files, args.package.is_some()) {
        say("orphaned", "1;33", &shown(&path));
        found.orphaned += 1;
    }
    let summary = found.summary(files.len(), terminal);
    terminal.out(|out| out.write_all((lines + &summary).as_bytes()))?;
    Ok(if args.check && found.any() { Outcome::Findings } else { Outcome::Fine })
}

/// How many files are not as they should be.
#[derive(Debug, Default)]
struct Found {
    stale: usize,
    missing: usize,
    orphaned: usize,
}

impl Found {
    fn any(&self) -> bool {
        self.stale + self.missing + self.orphaned > 0
    }

    fn summary(&self, bound: usize, terminal: &Terminal) -> String {
        let schemas = match (self.stale + self.missing, bound) {
            (0, 1) => format!("{} the schema file agrees with its type\n", terminal.paint("✓", "1;32")),
            (0, all) => format!("{} all {all} schema files agree with their types\n", terminal.paint("✓", "1;32")),
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
