//! `structured lint`: what it says, where it writes, how it ends.

#[path = "golden/mod.rs"]
mod golden;

use std::collections::BTreeMap;
use std::fs;

use golden::{files, hold, said, structured};

fn lint(arguments: &[&str]) -> String {
    said(structured().arg("lint").args(arguments))
}

#[test]
fn every_finding_has_its_place_the_words_of_the_api_and_the_way_out() {
    hold("lint-order.txt", &lint(&["order.json"]));
}

#[test]
fn a_minified_schema_is_shown_in_excerpts() {
    hold("lint-minified.txt", &lint(&["minified.json", "--profile", "openai"]));
}

#[test]
fn a_request_body_is_checked_in_all_its_schemas() {
    hold("lint-body.txt", &lint(&["body.json"]));
}

#[test]
fn a_clean_file_ends_well() {
    hold("lint-clean.txt", &lint(&["weather.json"]));
}

#[test]
fn colors_come_when_asked_for() {
    hold("lint-color.txt", &lint(&["twice.json", "--color", "always"]));
}

#[test]
fn programs_get_json() {
    let text = lint(&["body.json", "weather.json", "--format", "json"]);
    hold("lint-json.txt", &text);
}

#[test]
fn code_hosts_get_sarif() {
    let said = lint(&["body.json", "--format", "sarif"]);
    // The list of rules is long and the same each time.
    let output = structured().args(["lint", "body.json", "--format", "sarif"]).output().unwrap();
    let sarif: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(sarif["version"], "2.1.0");
    for result in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    let results = serde_json::to_string_pretty(&sorted(&run["results"])).unwrap();
    hold("lint-sarif.txt", &format!("{results}\n"));
    assert!(said.starts_with("exit code 1"));
}

/// With the keys of all objects in order, whichever order `serde_json` is built to keep.
fn sorted(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(members) => {
            let members: BTreeMap<_, _> = members.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            serde_json::Value::Object(members.into_iter().collect())
        }
        serde_json::Value::Array(items) => items.iter().map(sorted).collect(),
        scalar => scalar.clone(),
    }
}

#[test]
fn fix_writes_the_strict_form_and_lists_every_change() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("order.json");
    fs::copy(files().join("order.json"), &file).unwrap();
    let said = said(structured().current_dir(folder.path()).args(["lint", "--fix", "order.json"]));
    hold("fix-order.txt", &format!("{said}--- order.json\n{}", fs::read_to_string(&file).unwrap()));
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["order.json"], "no temporary file is left");
}

#[test]
fn fix_leaves_a_strict_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("weather.json");
    fs::copy(files().join("weather.json"), &file).unwrap();
    let before = fs::metadata(&file).unwrap().modified().unwrap();
    structured().current_dir(folder.path()).args(["lint", "--fix", "weather.json"]).assert().code(0);
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
    assert_eq!(fs::read(&file).unwrap(), fs::read(files().join("weather.json")).unwrap());
}

#[test]
fn fix_of_standard_input_writes_to_standard_output() {
    let schema = r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#;
    hold("fix-stdin.txt", &said(structured().args(["lint", "--fix", "-"]).write_stdin(schema)));
}

#[test]
fn a_folder_is_all_json_files_below_it() {
    let folder = tempfile::tempdir().unwrap();
    for (name, from) in
        [("b/weather.json", "weather.json"), ("a.json", "weather.json"), (".git/broken.json", "broken.json")]
    {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(files().join(from), path).unwrap();
    }
    fs::write(folder.path().join("notes.txt"), "no schema").unwrap();
    let said = said(structured().current_dir(folder.path()).args(["lint", "."]));
    assert_eq!(
        said,
        "exit code 0\n--- standard output\n✓ 2 files, nothing that `openai-2024-08` refuses\n--- standard error\n"
    );
}

#[test]
fn what_is_no_json_is_a_finding_with_its_place() {
    hold("lint-bad-input.txt", &lint(&["broken.json", "twice.json", "latin1.json", "cycle.json"]));
}

#[test]
fn a_file_that_cannot_be_read_is_a_failure_and_the_others_are_still_checked() {
    let said = lint(&["missing.json", "order.json"]);
    assert!(said.starts_with("exit code 101\n"), "{said}");
    assert!(said.contains("error: cannot read `missing.json`: "), "{said}");
    assert!(said.contains("keyword at /properties/payment"), "{said}");
}

#[test]
fn a_file_of_a_hundred_megabytes_is_refused_by_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("large.json")).unwrap();
    file.set_len(100 * 1024 * 1024).unwrap();
    let said = said(structured().current_dir(folder.path()).args(["lint", "large.json"]));
    assert!(said.starts_with("exit code 101\n"), "{said}");
    assert!(said.contains("`large.json`: it has 104857600 bytes, and a schema file has at most 16777216"), "{said}");
}

#[test]
fn a_hundred_thousand_levels_are_a_finding_and_no_crash() {
    let levels = 100_000;
    let deep = format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    let nested = format!("{}{{}}{}", r#"{"items":"#.repeat(levels), "}".repeat(levels));
    for (input, column) in [(deep, 258), (nested, 9 * 257 + 1)] {
        let said = said(structured().args(["lint", "-"]).write_stdin(input));
        assert!(said.starts_with("exit code 1\n"), "{said}");
        assert!(said.contains("values nest more than 256 levels deep"), "{said}");
        assert!(said.contains(&format!("<stdin>:1:{column}]")), "{said}");
    }
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    structured().args(["lint"]).assert().code(2);
    structured().args(["lint", "--profile", "gpt", "order.json"]).assert().code(2);
}

#[test]
fn cargo_finds_the_same_program() {
    let output = |program: &str, arguments: &[&str]| {
        assert_cmd::Command::new(program).current_dir(files()).args(arguments).output().unwrap()
    };
    let own = output(env!("CARGO_BIN_EXE_structured"), &["lint", "order.json"]);
    let cargos = output(env!("CARGO_BIN_EXE_cargo-structured"), &["structured", "lint", "order.json"]);
    assert_eq!(own, cargos);
}
