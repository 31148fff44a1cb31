//! `structured emit`: bound types found, their files written or checked.

#[path = "golden/mod.rs"]
mod golden;

use std::fs;
use std::path::Path;

use golden::{hold, said, structured};

/// A workspace of two packages, a library and a program, with one bound type each. Tests share a target folder, in which
/// packages of one name would take each other's place.
fn workspace(library: &str, program: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = [{library:?}, {program:?}]\n"));
    write("Cargo.lock", &fs::read_to_string(root.join("Cargo.lock")).unwrap());
    for (package, kind) in [(library, "lib"), (program, "main")] {
        let core = root.join("structured-core");
        let manifest = format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nstructured-core = {{ path = '{}' }}\n",
            core.display()
        );
        write(&format!("{package}/Cargo.toml"), &manifest);
        let main = if kind == "main" { "fn main() {}\n" } else { "" };
        let source = format!(
            "#[derive(structured_core::StructuredOutput)]\n#[structured(file = \"schemas/{package}.json\")]\n\
             pub struct Answer {{ pub text: String }}\n{main}\n#[test]\nfn not_for_emit() {{ panic!() }}\n"
        );
        write(&format!("{package}/src/{kind}.rs"), &source);
    }
    folder
}

#[test]
fn files_are_written_checked_and_orphans_found() {
    let folder = workspace("weather", "orders");
    let emit = |arguments: &[&str]| {
        let mut command = structured();
        command.current_dir(folder.path()).env("CARGO_NET_OFFLINE", "true");
        // Warnings of the library are not what this is about.
        command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("emit"));
        let said = said(command.arg("emit").args(arguments));
        said.split("--- standard error").next().unwrap().to_owned()
    };
    let mut transcript = String::new();
    let mut step = |title: &str, arguments: &[&str]| {
        let said = emit(arguments);
        transcript.extend(["# ", title, "\n$ structured emit ", &arguments.join(" "), "\n", &said, "\n"]);
    };
    step("nothing is there yet", &["--check"]);
    step("one package", &["-p", "weather"]);
    step("the rest", &[]);
    step("all is well", &["--check"]);
    fs::write(folder.path().join("weather/schemas/weather.json"), "{}").unwrap();
    fs::write(folder.path().join("orders/schemas/old.json"), "{}").unwrap();
    step("a file was edited, and one has lost its type", &["--check"]);
    step("rewritten", &[]);
    hold("emit.txt", &transcript);
    assert!(fs::read_to_string(folder.path().join("weather/schemas/weather.json")).unwrap().contains("\"text\""));
}

#[test]
fn what_does_not_build_is_a_failure() {
    let folder = workspace("fine", "broken");
    fs::write(folder.path().join("broken/src/main.rs"), "fn main() {").unwrap();
    let mut command = structured();
    command.current_dir(folder.path()).env("CARGO_NET_OFFLINE", "true");
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("emit"));
    let said = said(command.args(["emit", "--check"]));
    assert!(said.starts_with("exit code 101"), "{said}");
    assert!(said.contains("error: cannot find the bound types: cargo: its tests do not build or run"), "{said}");
}
