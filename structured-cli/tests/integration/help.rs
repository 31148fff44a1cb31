//! `--help`, the man page and the completions, as committed.

use crate::golden::{hold, said, structured};

#[test]
fn help_is_as_committed() {
    for (name, arguments) in [
        ("help.txt", &["--help"][..]),
        ("help-lint.txt", &["lint", "--help"]),
        ("help-explain.txt", &["explain", "--help"]),
        ("help-emit.txt", &["emit", "--help"]),
        ("help-import.txt", &["import", "--help"]),
    ] {
        hold(name, &said(structured().args(arguments)));
    }
}

#[test]
fn the_man_pages_are_as_committed() {
    hold("structured.1", &said(structured().arg("man")));
    for command in ["lint", "explain", "emit", "import"] {
        hold(&format!("structured-{command}.1"), &said(structured().args(["man", command])));
    }
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = structured().args(["completions", shell]).assert().code(0).get_output().stdout.clone();
        assert!(String::from_utf8(output).unwrap().contains("lint"), "{shell}");
    }
}
