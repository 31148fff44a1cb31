//! The progress bar of `structured lint`, in a real terminal.

use std::fs;
use std::path::Path;
use std::process::Command;

use rexpect::session::spawn_command;

/// Long enough for a loaded machine.
const PATIENCE: Option<u64> = Some(60_000);

/// As many files as take a while, all clean.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let schema = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/weather.json")).unwrap();
    for index in 0..3_000 {
        fs::write(folder.path().join(format!("{index}.json")), &schema).unwrap();
    }
    folder
}

/// What a terminal receives that the program runs in, up to the last word of the report.
fn shown(folder: &Path, arguments: &[&str], terminal: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_structured"));
    for variable in ["CARGO_TERM_COLOR", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command.arg("lint").args(arguments).arg(folder).env("TERM", terminal);
    let received = spawn_command(command, PATIENCE).unwrap().exp_string(LAST_WORD).unwrap();
    // Each byte comes as a character of its own.
    let bytes = received.chars().map(|character| u8::try_from(character).unwrap_or(b'?'));
    String::from_utf8(bytes.collect()).unwrap()
}

const LAST_WORD: &str = "refuses";

const CLEAR_LINE: &str = "\u{1b}[2K";

#[test]
fn a_folder_of_many_files_shows_how_far_the_work_is_and_leaves_the_report_alone() {
    let folder = folder();
    let shown = shown(folder.path(), &[], "xterm-256color");
    assert!(shown.contains("/3,000 files"), "{shown:?}");
    let (progress, report) = shown.rsplit_once(CLEAR_LINE).expect("the bar is cleared");
    assert!(progress.contains('━') || progress.contains('─'), "{progress:?}");
    assert!(report.contains("3000 files, nothing that `openai-2024-08` "), "{report:?}");
    assert!(!report.contains('━') && !report.contains("/3,000"), "nothing of the bar is left: {report:?}");
}

#[test]
fn the_bar_has_no_color_where_none_is_wanted() {
    let folder = folder();
    let shown = shown(folder.path(), &["--color", "never"], "xterm-256color");
    assert!(shown.contains("/3,000 files"), "{shown:?}");
    assert!(!shown.contains("\u{1b}[36m") && !shown.contains("\u{1b}[1;32m"), "{shown:?}");
}

#[test]
fn a_terminal_that_is_dumb_and_few_files_have_no_bar() {
    let folder = folder();
    assert!(!shown(folder.path(), &[], "dumb").contains("/3,000 files"));
    let few = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("0.json"), few.path().join("0.json")).unwrap();
    assert!(!shown(few.path(), &[], "xterm-256color").contains(CLEAR_LINE));
}

#[test]
fn output_that_goes_to_a_file_has_no_bar() {
    let folder = folder();
    let output = Command::new(env!("CARGO_BIN_EXE_structured")).arg("lint").arg(folder.path()).output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("files"), "{output:?}");
}
