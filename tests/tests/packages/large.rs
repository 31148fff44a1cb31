//! Large schemas compile: the limits are those of the profile, not those of the compiler.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use structured_tests::large::Arrangement;

const LARGE: &[(Arrangement, usize, usize)] = &[
    (Arrangement::UsedOnce, 400, 0),
    (Arrangement::UsedTwice, 800, 800),
    (Arrangement::Untagged, 300, 0),
    (Arrangement::Chain, 300, 299),
    (Arrangement::ReversedChain, 300, 299),
    (Arrangement::UnlimitedChain, 300, 299),
    (Arrangement::Nested, 300, 0),
    (Arrangement::Shared, 300, 298),
    (Arrangement::Recursion, 300, 299),
    (Arrangement::Tree, 300, 0),
    (Arrangement::EnumValues, 1000, 0),
    (Arrangement::Places, 400, 1),
];

/// No lint of the compiler fires: the package denies warnings, and `long_running_const_eval` is denied by default.
#[test]
fn schemas_of_hundreds_of_types_compile_and_have_all_definitions() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large");
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("structured-core");
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"large\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         structured-core = {{ path = '{}', default-features = false, features = [\"derive\", \"std\"] }}\n\
         [profile.dev]\ndebug = false\nincremental = false\n",
        core.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(core.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut main = String::from("#![deny(warnings)]\nuse structured_core::StructuredOutput;\n");
    let mut prints = String::new();
    for (index, (arrangement, count, _)) in LARGE.iter().enumerate() {
        let source = arrangement.source(*count, "structured_core::StructuredOutput", true);
        fs::write(folder.join(format!("src/m{index}.rs")), source).unwrap();
        writeln!(main, "pub mod m{index};").unwrap();
        writeln!(prints, "    println!(\"{{}}\", m{index}::Root::JSON_SCHEMA);").unwrap();
    }
    fs::write(folder.join("src/main.rs"), format!("{main}fn main() {{\n{prints}}}\n")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("bound"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let schemas: Vec<&str> = printed.lines().collect();
    assert_eq!(schemas.len(), LARGE.len());
    for ((arrangement, count, definitions), schema) in LARGE.iter().zip(schemas) {
        let name = arrangement.name();
        assert_eq!(definitions_in(schema), *definitions, "{name}");
        // Every generated type has this field, except for types without fields.
        let expected = match arrangement {
            Arrangement::EnumValues => 0,
            Arrangement::Places => 1,
            _ => *count,
        };
        assert_eq!(schema.matches("\"flags\":{").count(), expected, "{name}");
    }
}

/// The number of definitions of a schema. A schema without definitions may be nested deeper than `serde_json` reads.
fn definitions_in(schema: &str) -> usize {
    if !schema.contains("\"$defs\"") {
        return 0;
    }
    let schema: Value = serde_json::from_str(schema).unwrap();
    schema["$defs"].as_object().map_or(0, serde_json::Map::len)
}
