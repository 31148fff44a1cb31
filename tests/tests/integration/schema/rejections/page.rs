//! Reads the recorded messages of the UI cases, and writes the page of the documentation that lists them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// One UI case.
pub(crate) struct Case {
    /// For example `field/hash_map`.
    pub(crate) name: String,
    pub(crate) source: PathBuf,
    pub(crate) errors: Vec<Error>,
}

/// Parts of the texts of serde's own checks. The derive passes them on unchanged, so that the compiler shows only one
/// error if the type also has `#[derive(Deserialize)]`.
const SERDES: &[&str] = &["#[serde(", " serde ", "conflicts with internal tag", "enum tags `"];

/// One error of a case.
pub(crate) struct Error {
    /// `error` or `error[E0277]`.
    kind: String,
    /// The first line.
    pub(crate) what: String,
    /// What to write instead.
    pub(crate) help: Vec<String>,
    /// The line of the source that the error points at.
    line: String,
}

impl Error {
    /// Whether the text comes from the compiler or from serde.
    pub(crate) fn is_borrowed(&self) -> bool {
        self.is_rustcs() || SERDES.iter().any(|part| self.what.contains(part))
    }

    /// Whether the compiler reports the error on its own.
    pub(crate) fn is_rustcs(&self) -> bool {
        ["error[E0308]", "error[E0425]", "error[E0562]", "error[E0658]"].contains(&self.kind.as_str())
    }
}

/// The cases in a folder, by name.
pub(crate) fn cases(folder: &Path) -> Vec<Case> {
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<Case>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten() {
        let path = entry.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, &format!("{stem}/"), found);
        } else if path.extension().is_some_and(|extension| extension == "stderr") {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            found.push(Case {
                name: format!("{prefix}{stem}"),
                source: path.with_extension("rs"),
                errors: errors(&text),
            });
        }
    }
}

/// The errors of a `.stderr`. An error that only points at a second place belongs to the previous one.
fn errors(text: &str) -> Vec<Error> {
    let mut errors: Vec<Error> = Vec::new();
    for line in text.lines() {
        let start = line.split_once(": ").filter(|(kind, _)| *kind == "error" || kind.starts_with("error[E"));
        if let Some((kind, what)) = start {
            let what = what.trim_start_matches("evaluation panicked: ").to_owned();
            errors.push(Error { kind: kind.to_owned(), what, help: Vec::new(), line: String::new() });
            continue;
        }
        let Some(error) = errors.last_mut() else { continue };
        let trimmed = line.trim_start();
        if let Some(help) = trimmed.strip_prefix("help: ").filter(|help| !help.starts_with("the trait `")) {
            error.help.push(help.to_owned());
        } else if let Some(note) = trimmed.strip_prefix("= note: for a") {
            error.help.push(format!("for a{note}"));
        } else if error.line.is_empty()
            && let Some((number, code)) = trimmed.split_once(" | ")
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            code.trim().trim_start_matches("/ ").clone_into(&mut error.line);
        }
    }
    errors.retain(|error| !error.what.ends_with("is first produced here"));
    errors
}

/// Each family of cases, with the common property of its members. `build` contains the cases without a folder.
const FAMILIES: &[(&str, &str)] = &[
    ("field", "Types of fields"),
    ("container", "Structs"),
    ("union", "Unions"),
    ("enum", "Enums"),
    ("flatten", "Flattened fields"),
    ("name", "Names"),
    ("attribute", "Attributes"),
    ("limit", "Limits"),
    ("recursion", "Recursion"),
    ("generic", "Generic types"),
    ("root", "Roots"),
    ("partial", "Partials"),
    ("tools", "Sets of tools"),
    ("build", "Instances of generic types, at `cargo build`"),
];

/// The page of the documentation.
pub(crate) fn page(cases: &[Case]) -> String {
    let mut page = String::from(
        "# What is rejected\n\n\
         Each construct that no strict schema can describe is a compile error at the place that has to change. The code is \
         the line that the error points at; the texts are the compiler's output, recorded by the UI tests.\n",
    );
    for (family, title) in FAMILIES {
        let members: Vec<&Case> = cases.iter().filter(|case| case.family() == *family).collect();
        assert!(!members.is_empty(), "no case of the family `{family}`");
        let _ = write!(page, "\n## {title}\n\n| rule | code | error | help |\n|---|---|---|---|\n");
        for case in members {
            for error in case.errors.iter().filter(|error| !error.is_rustcs()) {
                let help = error.help.iter().map(|help| marked(help)).collect::<Vec<_>>().join("; ");
                let _ =
                    writeln!(page, "| {} | {} | {} | {help} |", case.rule(), code(&error.line), marked(&error.what));
            }
        }
    }
    let families: Vec<&str> = FAMILIES.iter().map(|(family, _)| *family).collect();
    let stray: Vec<&str> = cases
        .iter()
        .filter(|case| case.name != "combined" && !families.contains(&case.family()))
        .map(|case| case.name.as_str())
        .collect();
    assert!(stray.is_empty(), "cases without a family: {stray:?}");
    page
}

impl Case {
    fn family(&self) -> &str {
        match self.name.split_once('/') {
            Some((family, _)) => family,
            None if self.name == "combined" => "combined",
            None => "build",
        }
    }

    fn rule(&self) -> String {
        self.name.rsplit('/').next().unwrap_or_default().replace('_', " ")
    }
}

/// A line of a source as code in a table. Long lines are truncated.
fn code(line: &str) -> String {
    if line.is_empty() {
        return String::new();
    }
    let line = line.trim_end_matches([',', '{', ' ']);
    let cut: String = line.chars().take(70).collect();
    let dots = if cut.len() < line.len() { "…" } else { "" };
    format!("`{}{dots}`", cut.replace('|', "\\|"))
}

/// A message in a table. Attributes without backticks in serde's texts become code.
fn marked(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') || !text.contains("#[") {
        return text;
    }
    text.replace("#[", "`#[").replace(")]", ")]`")
}
