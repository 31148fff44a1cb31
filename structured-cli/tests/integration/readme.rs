//! The README shows what the program prints: its samples are parts of the golden files, and it names every command and every
//! option of `lint`.

use std::fs;
use std::path::Path;

/// Which golden file a command of the README prints.
const SAMPLES: &[(&str, &str)] = &[
    ("structured lint order.json", "lint-order.txt"),
    ("structured lint --fix order.json", "fix-order.txt"),
    ("structured lint --fix --diff a.json", "lint-diff.txt"),
    ("structured emit --check", "emit.txt"),
    ("structured import drawing.json", "import-drawing.txt"),
];

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("the file can be read")
}

fn golden_file(name: &str) -> String {
    read(&format!("tests/golden/{name}"))
}

/// The blocks of the README that begin with a command: the command, and what it prints.
fn samples(readme: &str) -> Vec<(&str, &str)> {
    let blocks = readme.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.filter_map(|block| block.strip_prefix("$ ")?.split_once('\n')).collect()
}

#[test]
fn the_samples_of_the_readme_are_what_the_program_prints() {
    let readme = read("README.md");
    let samples = samples(&readme);
    assert_eq!(samples.len(), SAMPLES.len(), "each sample has its golden file");
    for (command, shown) in samples {
        let (_, name) = SAMPLES.iter().find(|(sample, _)| *sample == command).expect(command);
        let printed = golden_file(name);
        let mut rest = printed.as_str();
        // A line with an ellipsis stands for what is left out.
        for part in shown.split("\n…\n").flat_map(|part| part.split("…\n")).filter(|part| !part.trim().is_empty()) {
            let (_, after) = rest.split_once(part.trim_matches('\n')).unwrap_or_else(|| {
                panic!("`{command}` does not print this any more (see tests/golden/{name}):\n{part}")
            });
            rest = after;
        }
    }
}

#[test]
fn the_readme_names_every_command_and_every_option_of_lint() {
    let readme = read("README.md");
    let help = golden_file("help.txt");
    let commands = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let names = commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    for name in names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        assert!(readme.contains(&format!("structured {name}")), "the README does not name `structured {name}`");
    }
    let options = golden_file("help-lint.txt");
    let options = options.lines().map(str::trim).filter(|line| line.starts_with("--"));
    for option in options.filter_map(|line| line.split_whitespace().next()) {
        let is_named =
            option == "---" || readme.contains(&format!("`{option}")) || readme.contains(&format!(" {option}"));
        assert!(is_named, "the README does not name `{option}`");
    }
}
