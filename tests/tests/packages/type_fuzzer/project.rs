//! A crate of many cases: the errors that the compiler reports for it, and what its program reads and writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::Deserialize;

use super::model::Case;
use super::source::{Derives, module};

/// The program of the crate: it prints the schemas, or reads the JSON texts of a file.
const MAIN: &str = r#"
/// Whether a `try_from` has refused a value of the text that is read.
pub static REFUSED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

pub fn refuse() -> &'static str {
    REFUSED.store(true, std::sync::atomic::Ordering::Relaxed);
    "refused by try_from"
}

/// The text of an error, with a mark if a `try_from` had a part in it: an untagged enum hides the reasons.
pub fn text(error: serde_json::Error) -> String {
    let mark = if REFUSED.load(std::sync::atomic::Ordering::Relaxed) { " (refused by try_from)" } else { "" };
    format!("{error}{mark}")
}

pub struct Entry {
    pub schema: &'static str,
    pub outline: fn() -> u128,
    pub schemars: Option<fn() -> String>,
    pub read: fn(&str) -> Result<(Option<String>, String), String>,
}

/// The schema of a type as crates that use schemars see it.
pub fn of_schemars<T: schemars::JsonSchema>() -> String {
    serde_json::to_string(&schemars::SchemaGenerator::default().into_root_schema_for::<T>()).unwrap()
}

#[macro_export]
macro_rules! entry {
    ($ty:ty, $schema:ident, $outline:expr, $schemars:expr) => {
        $crate::Entry {
            schema: $schema,
            outline: $outline,
            schemars: $schemars,
            read: |text| {
                $crate::REFUSED.store(false, std::sync::atomic::Ordering::Relaxed);
                let value: $ty = serde_json::from_str(text).map_err($crate::text)?;
                let written = match serde_json::to_string(&value) {
                    // A variant with `skip_serializing`.
                    Err(error) if error.to_string().contains("cannot be serialized") => None,
                    written => Some(written.map_err(|error| error.to_string())?),
                };
                Ok((written, format!("{value:?}")))
            },
        }
    };
}

fn main() {
    let cases = cases();
    let path = std::env::args().nth(1).unwrap();
    if path == "schemas" {
        let schemas: Vec<(usize, usize, &str, String, Option<String>)> = cases
            .iter()
            .flat_map(|(number, entries)| {
                entries.iter().enumerate().map(|(i, entry)| {
                    (*number, i, entry.schema, (entry.outline)().to_string(), entry.schemars.map(|of| of()))
                })
            })
            .collect();
        return println!("{}", serde_json::to_string(&schemas).unwrap());
    }
    let requests: Vec<(usize, usize, String)> =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let cases: std::collections::BTreeMap<usize, Vec<Entry>> = cases.into_iter().collect();
    let answers: Vec<Result<(Option<String>, String), String>> =
        requests.iter().map(|(case, entry, text)| (cases[case][*entry].read)(text)).collect();
    println!("{}", serde_json::to_string(&answers).unwrap());
}
"#;

/// A JSON text for one entry of one case.
pub(crate) type Request = (usize, usize, String);
/// The text that serde wrote again, if it writes the value, and the `Debug` form of the value, or serde's error.
pub(crate) type Answer = Result<(Option<String>, String), String>;

pub(crate) struct Project {
    folder: PathBuf,
}

/// An error of the compiler.
#[derive(Debug, Clone)]
pub(crate) struct CompilerError {
    pub(crate) case: Option<usize>,
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The underlined text, as far as it is on one line.
    pub(crate) underlined: String,
    pub(crate) rendered: String,
}

#[derive(Deserialize)]
struct CargoMessage {
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    message: String,
    code: Option<Code>,
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    line_end: usize,
    column_start: usize,
    column_end: usize,
    is_primary: bool,
    text: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the member is in a folder")
}

/// The target directory of these packages alone: cargo locks it, and the other tests that start cargo run at the same
/// time.
fn target_folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("random-types")
}

impl Project {
    /// A separate package with these cases.
    pub(crate) fn new(name: &str, derives: Derives, cases: &[Case]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(folder.join("src"));
        let project = Self { folder };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
             structured-core = {{ path = '{}', features = [\"json\", \"std\", \"chrono04\", \"jiff02\", \"rust_decimal1\", \"schemars1\", \"time03\", \"url2\", \"uuid1\"] }}\n\
             serde = {{ version = \"1\", features = [\"derive\", \"rc\"] }}\nserde_json = \"1\"\nserde_repr = \"0.1\"\n\
             chrono = {{ version = \"0.4\", default-features = false, features = [\"serde\", \"std\"] }}\n\
             uuid = {{ version = \"1\", features = [\"serde\"] }}\nurl = {{ version = \"2\", features = [\"serde\"] }}\n\
             jiff = {{ version = \"0.2\", default-features = false, features = [\"serde\", \"std\", \"tzdb-bundle-always\"] }}\n\
             schemars = {{ version = \"1\", default-features = false }}\n\
             time = {{ version = \"0.3\", default-features = false, features = [\"serde-human-readable\", \"std\"] }}\n\
             rust_decimal = {{ version = \"1\", default-features = false, features = [\"serde\"] }}\n\
             [profile.dev]\ndebug = 0\nincremental = false\n",
            workspace().join("structured-core").display()
        );
        project.write("Cargo.toml", &manifest);
        project.write("Cargo.lock", &fs::read_to_string(workspace().join("Cargo.lock")).expect("a lock file"));
        for case in cases {
            project.write(&format!("src/case_{}.rs", case.number), &module(case, derives));
        }
        project.write_main(cases.iter());
        project
    }

    /// The root module, with these cases alone.
    fn write_main<'a, I: Iterator<Item = &'a Case> + Clone>(&self, cases: I) {
        let mut main = MAIN.to_owned();
        for case in cases.clone() {
            let _ = writeln!(main, "mod case_{};", case.number);
        }
        main += "\nfn cases() -> Vec<(usize, Vec<Entry>)> {\n    vec![\n";
        for case in cases {
            let _ = writeln!(main, "        ({0}, case_{0}::entries()),", case.number);
        }
        main += "    ]\n}\n";
        self.write("src/main.rs", &main);
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    fn build(&self) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--offline", "--quiet", "--message-format=json"]).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", target_folder()).env_remove("RUSTFLAGS");
        cargo.output().expect("cargo can be started")
    }

    fn errors(&self) -> Vec<CompilerError> {
        let output = self.build();
        let text = String::from_utf8_lossy(&output.stdout);
        let errors: Vec<CompilerError> = text
            .lines()
            .filter_map(|line| serde_json::from_str::<CargoMessage>(line).ok()?.message)
            .filter(|diagnostic| diagnostic.level.starts_with("error"))
            .filter(|diagnostic| !diagnostic.message.starts_with("aborting due to"))
            .map(CompilerError::of)
            .collect();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || !errors.is_empty(), "cargo build fails without an error: {stderr}");
        errors
    }

    /// Compiles until no case is refused any more. Returns the errors of each refused case.
    pub(crate) fn refused(&self, cases: &[Case]) -> BTreeMap<usize, Vec<CompilerError>> {
        let mut refused: BTreeMap<usize, Vec<CompilerError>> = BTreeMap::new();
        loop {
            let errors = self.errors();
            if errors.is_empty() {
                return refused;
            }
            // An error in a file that belongs to no case, such as our own code, is not the fault of a single case. All
            // cases show it, except for those with errors of their own, so it is attributed to the first of them.
            let known: BTreeSet<usize> = refused.keys().copied().collect();
            let first = cases.iter().map(|case| case.number).find(|number| !known.contains(number));
            for error in errors {
                let case =
                    error.case.or(first).unwrap_or_else(|| panic!("an error without a case: {}", error.rendered));
                refused.entry(case).or_default().push(error);
            }
            let out: BTreeSet<usize> = refused.keys().copied().collect();
            self.write_main(cases.iter().filter(|case| !out.contains(&case.number)));
        }
    }

    fn run(&self, argument: &Path) -> String {
        let name = self.folder.file_name().expect("the folder has a name");
        let output = Command::new(target_folder().join("debug").join(name)).arg(argument).output();
        let output = output.expect("the program was built");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("the program prints JSON")
    }

    /// The schema of each entry of each case, its outline, and the schema that schemars has for it.
    pub(crate) fn schemas(&self) -> Vec<(usize, usize, String, String, Option<String>)> {
        serde_json::from_str(&self.run(Path::new("schemas"))).expect("the program prints JSON")
    }

    /// serde's answer for each text.
    pub(crate) fn read(&self, requests: &[Request]) -> Vec<Answer> {
        self.write("requests.json", &serde_json::to_string(requests).expect("texts are JSON"));
        serde_json::from_str(&self.run(&self.folder.join("requests.json"))).expect("the program prints JSON")
    }
}

impl CompilerError {
    fn of(diagnostic: Diagnostic) -> Self {
        let primary = diagnostic.spans.iter().find(|span| span.is_primary);
        let case = primary.and_then(|span| span.file_name.strip_prefix("src/case_")?.strip_suffix(".rs")?.parse().ok());
        let underlined = primary.filter(|span| span.line_start == span.line_end).and_then(|span| {
            let (start, end) = (span.column_start - 1, span.column_end - 1);
            Some(span.text.first()?.text.chars().skip(start).take(end - start).collect())
        });
        Self {
            case,
            code: diagnostic.code.map(|code| code.code),
            message: diagnostic.message.trim_start_matches("evaluation panicked: ").to_owned(),
            line: primary.map_or(0, |span| span.line_start),
            column: primary.map_or(0, |span| span.column_start),
            underlined: underlined.unwrap_or_default(),
            rendered: diagnostic.rendered.unwrap_or_default(),
        }
    }
}
