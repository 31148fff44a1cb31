//! Random strict schemas survive the way to Rust types and back.
//!
//! The schemas become the modules of one package, which is compiled once and prints what its types derive.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use structured_cli::import::{Imported, import};
use structured_core::lint;
use structured_core::profile::Profile;

#[path = "imported/comparison.rs"]
mod comparison;
#[path = "imported/random.rs"]
mod random;

const SCHEMAS: u64 = 80;

#[test]
fn random_schemas_survive_the_way_to_types_and_back() {
    let schemas: Vec<(u64, String)> = (0..SCHEMAS).map(|seed| (seed, random::schema(seed))).collect();
    let imported: Vec<(u64, String, Imported)> = schemas
        .into_iter()
        .map(|(seed, schema)| {
            let imported = import(&schema, &format!("schema {seed}.json"), None);
            let imported = imported.unwrap_or_else(|refused| panic!("seed {seed}: {refused:?}\n{schema}"));
            (seed, schema, imported)
        })
        .collect();
    let derived = derive(&imported);
    assert_eq!(derived.len(), imported.len());
    for ((seed, schema, imported), derived) in imported.iter().zip(&derived) {
        assert_eq!(imported.remarks, Vec::<String>::new(), "seed {seed}: {schema}");
        comparison::assert_same(&format!("seed {seed}"), schema, derived);
        assert_eq!(comparison::definitions(schema), comparison::definitions(derived), "seed {seed}");
        assert_eq!(lint::check(derived, imported.profile), [], "seed {seed}");
    }
    let later = imported.iter().filter(|(_, _, imported)| *imported.profile != Profile::ALL[0]).count();
    assert!(later > 10 && later < imported.len() - 10, "{later} schemas use later keywords");
}

/// What the types of each import derive, from a package of its own.
fn derive(imported: &[(u64, String, Imported)]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random-import");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"random-import\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nstructured-core = {{ path = '{}' }}\n",
        root.join("structured-core").display()
    );
    let manifest = manifest + "[profile.dev]\ndebug = false\nincremental = false\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut main = String::from("#![allow(dead_code)]\nuse structured_core::StructuredOutput;\n");
    let mut prints = String::new();
    for (seed, _, imported) in imported {
        fs::write(folder.join(format!("src/m{seed}.rs")), &imported.code).unwrap();
        writeln!(main, "mod m{seed};").unwrap();
        writeln!(prints, "    println!(\"{{}}\", m{seed}::{}::JSON_SCHEMA);", imported.root).unwrap();
    }
    fs::write(folder.join("src/main.rs"), format!("{main}fn main() {{\n{prints}}}\n")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("bound"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}
