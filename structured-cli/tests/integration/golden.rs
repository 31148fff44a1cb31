//! Running the program and comparing what it says with a committed file.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The folder that the program runs in.
pub(crate) fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files")
}

/// The program, without what the environment says about color.
pub(crate) fn structured() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_structured"));
    for variable in ["CARGO_TERM_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command.current_dir(files());
    command
}

/// What a run says, in all three ways.
pub(crate) fn said(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
    format!(
        "exit code {}\n--- standard output\n{}--- standard error\n{}",
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr)
    )
}

/// Holds `text` against the file `name` of this folder; `STRUCTURED_TESTS=overwrite` rewrites the file.
pub(crate) fn hold(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var("STRUCTURED_TESTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&path, text).expect("the golden file can be written");
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{name} differs (STRUCTURED_TESTS=overwrite rewrites it); now it is\n{text}");
}
