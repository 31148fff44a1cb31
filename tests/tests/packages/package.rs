//! Packages that tests write and compile.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use structured_cli::import::Imported;

/// The workspace that the tests belong to.
fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the member is in a folder")
}

/// The folder of structured-core.
pub(crate) fn core() -> PathBuf {
    workspace().join("structured-core")
}

/// A package in a folder. All have the same dependencies, profile and target directory, so that their dependencies are
/// built once.
pub(crate) struct Package {
    folder: PathBuf,
}

impl Package {
    /// A package in a folder of the target directory, which the next run uses again.
    pub(crate) fn new(name: &str) -> Self {
        let package = Self::at(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), name, "");
        let _ = fs::remove_dir_all(package.path("src"));
        package
    }

    /// A package in `folder`. `rest` is the end of its manifest, at first further dependencies.
    pub(crate) fn at(folder: PathBuf, name: &str, rest: &str) -> Self {
        let package = Self { folder };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
             [profile.dev]\ndebug = false\nincremental = false\n[dependencies]\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\nserde_repr = \"0.1\"\n\
             structured-core = {{ path = '{}', version = \"0.1.0\" }}\n{rest}",
            core().display()
        );
        package.write("Cargo.toml", &manifest);
        let lock = fs::read_to_string(workspace().join("Cargo.lock")).expect("the workspace has a lock file");
        package.write("Cargo.lock", &lock);
        package
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Writes a program of these modules `m0`, `m1` and so on, which prints these expressions, one a line.
    pub(crate) fn write_program(&self, attributes: &str, modules: impl Iterator<Item = (String, String)>) {
        let mut main = format!("{attributes}\nuse structured_core::StructuredOutput;\n");
        let mut prints = String::new();
        for (index, (source, root)) in modules.enumerate() {
            self.write(&format!("src/m{index}.rs"), &source);
            writeln!(main, "pub mod m{index};").unwrap();
            writeln!(prints, "    println!(\"{{}}\", m{index}::{root}::JSON_SCHEMA);").unwrap();
        }
        self.write("src/main.rs", &format!("{main}fn main() {{\n{prints}}}\n"));
    }

    /// The command that runs cargo in the folder.
    pub(crate) fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(command.split(' ')).args(["--offline", "--quiet"]).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", target_folder()).env_remove("RUSTFLAGS");
        cargo
    }

    /// Runs the program. Returns what it prints.
    ///
    /// # Panics
    ///
    /// If the package does not compile, or if its program fails.
    pub(crate) fn run(&self) -> String {
        let output = self.cargo("run").output().expect("cargo can be started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("the program prints text")
    }
}

/// The target directory of all packages.
pub(crate) fn target_folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages")
}

/// The schemas that the types of each import derive, in a package of their own with the name `name`.
#[expect(single_use_lifetimes, reason = "anonymous lifetimes in `impl Trait` are unstable")]
pub(crate) fn derive<'a>(name: &str, imported: impl Iterator<Item = &'a Imported>) -> Vec<String> {
    let package = Package::new(name);
    let modules = imported.map(|imported| (imported.code.clone(), imported.root.clone()));
    package.write_program("#![allow(dead_code)]", modules);
    package.run().lines().map(str::to_owned).collect()
}
