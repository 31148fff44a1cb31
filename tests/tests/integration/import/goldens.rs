//! The output of `structured import` for every schema that the API accepted, committed in `imported/`.
//!
//! `STRUCTURED_TESTS=overwrite cargo test -p structured-tests --test integration import::goldens` rewrites the files.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::fixtures::imported_fixtures;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/import/imported")
}

#[test]
fn the_importer_writes_the_committed_types() {
    let mut modules = String::from("//! Written by `structured import`, one module per schema.\n\n");
    let mut table = String::new();
    let overwrite = std::env::var("STRUCTURED_TESTS").is_ok_and(|value| value == "overwrite");
    for (name, _, imported) in imported_fixtures() {
        match imported {
            Ok(imported) => {
                let module = name.to_lowercase();
                writeln!(modules, "pub mod {module};").unwrap();
                writeln!(table, "    (\"{name}\", {module}::{}::JSON_SCHEMA),", imported.root).unwrap();
                hold(&folder().join(format!("{module}.rs")), &imported.code, overwrite);
            }
            Err(refused) => panic!("{name}: {refused:?}"),
        }
    }
    let list = format!(
        "{modules}\nuse structured_core::StructuredOutput;\n\n/// The name of each schema, and what its types derive.\n\
         pub const DERIVED: &[(&str, &str)] = &[\n{table}];\n"
    );
    hold(&folder().join("mod.rs"), &list, overwrite);
}

fn hold(path: &Path, text: &str, overwrite: bool) {
    if overwrite {
        fs::write(path, text).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(committed == text, "{} differs; STRUCTURED_TESTS=overwrite rewrites it\n{text}", path.display());
}
