//! Compiles imported types and prints their schemas.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use structured_cli::import::Imported;

/// The schemas that the types of each import derive, in a package of their own with the name `name`.
#[expect(single_use_lifetimes, reason = "anonymous lifetimes in `impl Trait` are unstable")]
pub(crate) fn derive<'a>(name: &str, imported: impl Iterator<Item = &'a Imported>) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_repr = \"0.1\"\nstructured-core = {{ path = '{}' }}\n",
        root.join("structured-core").display()
    );
    let manifest = manifest + "[profile.dev]\ndebug = false\nincremental = false\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut main = String::from("#![allow(dead_code)]\nuse structured_core::StructuredOutput;\n");
    let mut prints = String::new();
    for (index, imported) in imported.enumerate() {
        fs::write(folder.join(format!("src/m{index}.rs")), &imported.code).unwrap();
        writeln!(main, "mod m{index};").unwrap();
        writeln!(prints, "    println!(\"{{}}\", m{index}::{}::JSON_SCHEMA);", imported.root).unwrap();
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
