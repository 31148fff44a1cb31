//! `structured emit`: bound types found, their files written or checked.

use std::fs;
use std::path::Path;

use crate::golden::{hold, said, structured};

/// The dependencies, the profile and the target folder are those of the packages that the tests of the workspace compile,
/// so that the dependencies are built once.
const DEPENDENCIES: &str = include_str!("../../../tests/tests/packages/dependencies.toml");

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
             [dependencies]\n{DEPENDENCIES}structured-core = {{ path = '{}' }}\n",
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
        // Warnings of the library are not what this is about.
        emit(folder.path(), arguments).split("--- standard error").next().unwrap().to_owned()
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
    let weather = folder.path().join("weather/schemas/weather.json");
    let text = fs::read_to_string(&weather).unwrap();
    fs::write(&weather, text.replace('\n', "\r\n")).unwrap();
    step("line endings do not count", &["--check"]);
    fs::write(&weather, text.replace("string", "integer")).unwrap();
    fs::write(folder.path().join("orders/schemas/orders.json"), "{").unwrap();
    fs::write(folder.path().join("orders/schemas/old.json"), "{}").unwrap();
    step("files were edited, and one has lost its type", &["--check"]);
    step("rewritten", &[]);
    hold("emit.txt", &transcript);
    assert!(fs::read_to_string(folder.path().join("weather/schemas/weather.json")).unwrap().contains("\"text\""));
}

/// A package with nothing but what `files` says.
fn package(name: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\n\
         [dependencies]\n{DEPENDENCIES}structured-core = {{ path = '{}' }}\n",
        root.join("structured-core").display()
    );
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    for (name, text) in [("Cargo.toml", &*manifest), ("Cargo.lock", &*lock)].iter().chain(files) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn emit(folder: &Path, arguments: &[&str]) -> String {
    let mut command = structured();
    command.current_dir(folder).env("CARGO_NET_OFFLINE", "true");
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages"));
    command.env("CARGO_PROFILE_DEV_DEBUG", "false").env("CARGO_PROFILE_DEV_INCREMENTAL", "false");
    said(command.arg("emit").args(arguments))
}

/// A type bound to `file`.
fn bound(file: &str) -> String {
    format!(
        "#[derive(structured_core::StructuredOutput)]\n#[structured(file = {file:?})]\npub struct Answer {{ pub text: String }}\n"
    )
}

#[test]
fn two_types_that_claim_one_file_are_named_and_never_settled() {
    let source = bound("schemas/one.json")
        + "#[derive(structured_core::StructuredOutput)]\n#[structured(file = \"schemas/one.json\")]\npub struct Other { pub count: u8 }\n";
    let folder = package("contested", &[("src/lib.rs", &source)]);
    for arguments in [&[][..], &[], &["--check"]] {
        let said = emit(folder.path(), arguments);
        assert!(said.starts_with("exit code 1"), "{said}");
        assert!(said.contains("contested  schemas/one.json\n"), "{said}");
        assert!(said.contains("types with different schemas are bound to it"), "{said}");
    }
}

#[test]
fn a_file_that_some_source_names_is_no_orphan_though_no_test_of_its_type_runs() {
    let bench = bound("schemas/bench.json") + "fn main() {}";
    let library = format!(
        "{}/// {}pub fn f() {{ {} }}",
        bound("schemas/lib.json"),
        "`#[structured(file = \"no.json\")]`\n",
        bound("schemas/body.json")
    );
    let files = [
        ("src/lib.rs", &*library),
        ("benches/slow.rs", &*bench),
        ("other/Cargo.toml", "[package]\nname = \"other\"\n[workspace]\n"),
        ("other/src/lib.rs", &*bound("schemas/other.json")),
        ("schemas/bench.json", "{}"),
        ("schemas/old.json", "{}"),
    ];
    let folder = package("unseen", &files);
    let said = emit(folder.path(), &[]);
    assert!(said.contains("unseen  schemas/bench.json") && said.contains("benches/slow.rs names it"), "{said}");
    let way_out =
        "src/lib.rs names it, but no test of that type has run: move the type out of the function or benchmark\n";
    assert!(said.contains("unseen  schemas/body.json\n") && said.contains(way_out), "{said}");
    assert_eq!(said.matches("unseen  ").count(), 2, "{said}");
    assert!(said.contains("orphaned  schemas/old.json") && said.contains("1 orphaned"), "{said}");
    fs::remove_file(folder.path().join("schemas/old.json")).unwrap();
    let said = emit(folder.path(), &["--check"]);
    assert!(said.starts_with("exit code 0\n") && said.contains("unseen  schemas/body.json\n"), "{said}");
    let said = emit(folder.path(), &["--check", "-p", "unseen"]);
    assert!(said.starts_with("exit code 0\n") && !said.contains("schemas/body.json\n"), "{said}");
}

#[test]
fn a_type_behind_a_feature_is_found_with_the_feature() {
    let source = format!("#[cfg(feature = \"extra\")]\n{}", bound("schemas/extra.json"));
    let folder = package("featured", &[("src/lib.rs", &source)]);
    let manifest = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap() + "[features]\nextra = []\n";
    fs::write(&manifest, text).unwrap();
    let file = folder.path().join("schemas/extra.json");
    let said = emit(folder.path(), &[]);
    assert!(said.contains("no type is bound to a file") && !file.exists(), "{said}");
    for arguments in [&["--features", "extra"][..], &["--check", "--all-features"]] {
        let said = emit(folder.path(), arguments);
        assert!(said.contains("extra.json") && file.exists(), "{said}");
    }
}

#[test]
fn every_target_with_bound_types_is_found_but_benchmarks() {
    let main = "fn main() { panic!(\"nothing runs but the tests of the bound types\") }";
    let sources: Vec<(String, String)> =
        ["src/lib.rs", "src/bin/program.rs", "tests/api.rs", "examples/demo.rs", "benches/slow.rs"]
            .into_iter()
            .map(|path| {
                let name = Path::new(path).file_stem().unwrap().to_string_lossy().into_owned();
                let main = if path.contains("tests") || path.contains("lib") { "" } else { main };
                (path.to_owned(), format!("{}{main}", bound(&format!("schemas/{name}.json"))))
            })
            .collect();
    let files: Vec<(&str, &str)> = sources.iter().map(|(path, text)| (&**path, &**text)).collect();
    let folder = package("targets", &files);
    let said = emit(folder.path(), &[]);
    let mut written: Vec<_> =
        fs::read_dir(folder.path().join("schemas")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    written.sort();
    assert_eq!(written, ["api.json", "demo.json", "lib.json", "program.json"], "{said}");
}

#[test]
fn orphans_are_looked_for_below_schema_folders_and_nowhere_else() {
    let library = ["at_the_root.json", "src/beside_code.json", "tests/beside_tests.json", "schemas/v1/answer.json"]
        .map(|file| format!("mod in_{} {{\n{}}}\n", file.replace(['/', '.'], "_"), bound(file)))
        .concat();
    let library = format!("#![allow(dead_code)]\n{library}");
    let folder = package(
        "orphans",
        &[
            ("src/lib.rs", &*library),
            ("package.json", "{}"),
            ("src/data.json", "{}"),
            ("tests/nothing.rs", ""),
            ("tests/fixtures/answer.json", "{}"),
            ("schemas/above.json", "{}"),
            ("schemas/v1/old.json", "{}"),
            ("schemas/v1/notes.txt", ""),
            ("schemas/v1/deep/er/older.json", "{}"),
            ("schemas/v1/.hidden/editor.json", "{}"),
            ("schemas/v1/target/built.json", "{}"),
            ("schemas/v1/nested/Cargo.toml", ""),
            ("schemas/v1/nested/schemas/other.json", "{}"),
        ],
    );
    let orphans = |arguments: &[&str]| -> Vec<String> {
        let said = emit(folder.path(), arguments);
        said.lines().filter_map(|line| line.strip_prefix("orphaned  ").map(str::to_owned)).collect()
    };
    assert_eq!(orphans(&[]), ["schemas/v1/deep/er/older.json", "schemas/v1/old.json"]);
    assert_eq!(orphans(&["--check"]), ["schemas/v1/deep/er/older.json", "schemas/v1/old.json"]);
}

#[test]
fn one_package_does_not_take_the_files_of_another_for_orphans() {
    let folder = workspace("left", "right");
    for (package, kind) in [("left", "lib"), ("right", "main")] {
        let path = folder.path().join(package).join(format!("src/{kind}.rs"));
        let source = fs::read_to_string(&path).unwrap();
        fs::write(path, source.replace("\"schemas/", "\"../schemas/")).unwrap();
    }
    let (ok, found) = ("exit code 0", "exit code 1");
    assert!(emit(folder.path(), &[]).starts_with(ok));
    assert!(emit(folder.path(), &["--check", "-p", "left"]).starts_with(ok));
    fs::write(folder.path().join("schemas/old.json"), "{}").unwrap();
    assert!(emit(folder.path(), &["--check"]).starts_with(found));
}

#[test]
fn what_does_not_build_is_a_failure() {
    let folder = workspace("fine", "broken");
    fs::write(folder.path().join("broken/src/main.rs"), "fn main() {").unwrap();
    let said = emit(folder.path(), &["--check"]);
    assert!(said.starts_with("exit code 101"), "{said}");
    assert!(
        said.contains(
            "error: cannot find the bound types: `cargo test --tests --examples --workspace` did not succeed"
        ),
        "{said}"
    );
}

#[test]
fn a_failure_of_cargo_is_told_with_the_whole_command() {
    let folder = package("echoed", &[("src/lib.rs", "")]);
    let said = emit(folder.path(), &["-p", "wrong", "--all-features"]);
    assert!(said.starts_with("exit code 101"), "{said}");
    assert!(said.contains("`cargo test --tests --examples --package wrong --all-features` did not succeed"), "{said}");
}

#[test]
fn a_fresh_file_is_not_rewritten_however_it_is_laid_out() {
    let folder = package("fresh", &[("src/lib.rs", &*bound("schemas/lib.json"))]);
    emit(folder.path(), &[]);
    let file = folder.path().join("schemas/lib.json");
    let pretty = fs::read_to_string(&file).unwrap();
    let kind = "\"type\": \"object\",";
    for laid_out in [
        pretty.replace('\n', "\r\n"),
        // In another order of keywords, which does not count.
        pretty.replacen(kind, "", 1).replacen(
            "\"additionalProperties\": false",
            &format!("{kind} \"additionalProperties\": false"),
            1,
        ),
    ] {
        fs::write(&file, &laid_out).unwrap();
        for arguments in [&["--check"][..], &[]] {
            let said = emit(folder.path(), arguments);
            assert!(said.starts_with("exit code 0\n") && said.contains("fresh  schemas/lib.json"), "{said}");
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), laid_out);
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_refused_and_permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = package("modes", &[("src/lib.rs", &*bound("schemas/lib.json")), ("elsewhere.json", "{}")]);
    let (file, target) = (folder.path().join("schemas/lib.json"), folder.path().join("elsewhere.json"));
    fs::create_dir_all(folder.path().join("schemas")).unwrap();
    std::os::unix::fs::symlink(&target, &file).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o440)).unwrap();
    let said = emit(folder.path(), &[]);
    assert!(said.starts_with("exit code 101\n") && said.contains("schemas/lib.json`: it is read-only"), "{said}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "{}");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    let said = emit(folder.path(), &[]);
    assert!(said.starts_with("exit code 0\n"), "{said}");
    assert!(fs::symlink_metadata(&file).unwrap().is_symlink() && fs::read_to_string(&target).unwrap().contains("text"));
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_dir(folder.path().join("schemas")).unwrap().count(), 1, "no temporary file is left");
}
