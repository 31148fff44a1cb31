//! `structured lint`: what it says, where it writes, how it ends.

use std::collections::BTreeMap;
use std::fs;

use crate::golden::{files, hold, said, structured};

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
fn nothing_checked_is_no_tick() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("empty/.hidden")).unwrap();
    fs::write(folder.path().join("empty/.hidden/a.json"), "{").unwrap();
    fs::write(folder.path().join("body.json"), r#"{"model": "m", "messages": []}"#).unwrap();
    let off = r#"{"type": "function", "name": "n", "strict": false, "parameters": {}}"#;
    fs::write(folder.path().join("off.json"), off).unwrap();
    for (path, code, words) in [
        ("empty", 2, "--- standard output\n--- standard error\nerror: no JSON or YAML file in `empty`; hidden folders"),
        ("nope.json", 101, "--- standard output\n--- standard error\nerror: cannot read `nope.json`: "),
        ("body.json", 0, "this document contains no schema"),
        ("body.json", 0, "\n1 warning in 1 file, no schema checked\n"),
        ("off.json", 0, "\n1 warning in 1 file, no schema checked\n"),
    ] {
        let said = said(structured().current_dir(folder.path()).args(["lint", path]));
        assert!(said.starts_with(&format!("exit code {code}\n")) && said.contains(words), "{path}: {said}");
        assert!(!said.contains('✓'), "{path}: {said}");
    }
}

#[test]
fn a_folder_that_is_named_is_looked_into_and_capitals_are_json_too() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["target/a.json", "target/node_modules/b.json", ".schemas/C.JSON"] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(files().join("weather.json"), path).unwrap();
    }
    for (paths, count) in
        [(&["target"][..], "1 file,"), (&[".schemas"], "1 file,"), (&["target", "target/node_modules"], "2 files,")]
    {
        let said = said(structured().current_dir(folder.path()).arg("lint").args(paths));
        assert!(said.contains(&format!("✓ {count} nothing that")), "{paths:?}: {said}");
    }
}

#[test]
fn a_binary_file_is_refused_and_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&[u8], &str); 2] =
        [(b"\x7fELF\x02\xff\x01\0\0\0 garbage", "byte 0 is 0x7f"), (b"\x1f\x8b\x08garbage", "byte 0 is 0x1f")];
    for (bytes, words) in [(&b"{\"garbage\": \0}"[..], "byte 12 is 0x00")].into_iter().chain(files) {
        fs::write(folder.path().join("x.json"), bytes).unwrap();
        for command in ["lint", "import"] {
            let said = said(structured().current_dir(folder.path()).args([command, "x.json"]));
            assert!(said.starts_with("exit code 101\n") && !said.contains("garbage"), "{said}");
            let words = format!("error: cannot read `x.json`: it is binary, or not in UTF-8: {words}, ");
            assert!(said.contains(&words), "{said}");
        }
    }
}

#[test]
fn what_is_no_json_is_a_finding_with_its_place() {
    hold("lint-bad-input.txt", &lint(&["broken.json", "twice.json", "latin1.json", "cycle.json"]));
}

#[test]
fn a_file_that_cannot_be_read_is_in_the_reports_for_programs_too() {
    for format in ["json", "sarif"] {
        let arguments = ["lint", "weather.json", "nowhere.json", "--format", format];
        let output = structured().args(arguments).assert().code(101).get_output().clone();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let (place, message) = if format == "json" {
            assert_eq!(report["files"].as_array().map(Vec::len), Some(1), "the others are there: {report}");
            (&report["failures"][0]["file"], &report["failures"][0]["message"])
        } else {
            let invocation = &report["runs"][0]["invocations"][0];
            assert_eq!(invocation["executionSuccessful"], false);
            let notification = &invocation["toolExecutionNotifications"][0];
            let location = &notification["locations"][0]["physicalLocation"];
            (&location["artifactLocation"]["uri"], &notification["message"]["text"])
        };
        assert_eq!(place, "nowhere.json", "{report}");
        let said = message.as_str().unwrap_or_default();
        assert!(said.starts_with("cannot read `nowhere.json`: "), "{said}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("error: {said}\n"), "readers are told too");
    }
}

#[cfg(unix)]
#[test]
fn control_characters_of_files_and_names_do_not_reach_the_terminal() {
    let schema = "{\"type\": \"object\", \"x\u{1b}[31mred\u{202e}\u{7}\": 1,\n\t\"properties\": \
        {\"a\\u001b]0;title\\u0007\\u009b\": {\"type\": \"strin\\u001bg\", \"\\u202e\\n\\u007f\": 1}}}";
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("raw\u{1b}[2J\n\u{202e}.json", schema.to_owned()),
        ("escaped.json", schema.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007")),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        for arguments in
            [&["lint", name][..], &["lint", "--fix", name], &["import", name], &["lint", &format!("{name}x")]]
        {
            let said = said(structured().current_dir(folder.path()).args(arguments));
            let raw = |character: char| {
                character.is_control() && character != '\n' || ('\u{202a}'..='\u{202e}').contains(&character)
            };
            assert!(!said.contains(raw), "{name:?} {arguments:?}: {said:?}");
            assert!(!said.contains("raw\\u{1b}[2J\n"), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn a_control_character_in_an_excerpt_is_one_column_wide() {
    let said = said(structured().args(["lint", "-"]).write_stdin("{\"\u{7f}\u{9b}\u{2066}\": 1, \u{1b}}"));
    assert!(said.contains("<stdin>:1:12]"), "{said}");
    assert!(said.contains(" 1 │ {\"\u{2421}\u{fffd}\u{fffd}\": 1, \u{241b}}\n"), "{said}");
    assert!(said.contains(&format!("\n   · {}─\n", " ".repeat(11))), "{said}");
}

#[test]
fn columns_are_characters_in_every_format() {
    let schema = r#"{"type": "object", "größe 日本": {}, "oneOf": [], "properties": {}, "required": [], "additionalProperties": false}"#;
    let column = schema.chars().collect::<String>().split("\"oneOf").next().unwrap().chars().count() + 1;
    let run = |format: &str| said(structured().args(["lint", "-", "--format", format]).write_stdin(schema));
    assert!(run("human").contains(&format!("<stdin>:1:{column}]")), "{}", run("human"));
    assert!(run("json").contains(&format!("\"column\": {column},")), "{}", run("json"));
    assert!(run("sarif").contains(&format!("\"startColumn\": {column}")), "{}", run("sarif"));
}

#[test]
fn a_long_line_beside_the_place_is_cut() {
    let long = "é".repeat(5_000);
    let schema = format!(
        "{{\"type\": \"object\", \"properties\": {{}}, \"title\": \"{long}\",\n\"required\": [\"x\"],\r\n\"additionalProperties\": false, \"description\": \"{long}\"}}"
    );
    let said = said(structured().args(["lint", "-"]).write_stdin(schema));
    assert!(
        said.contains(" 1 │ {\"type\"") && said.contains(" 3 │ \"additionalProperties\"") && said.contains("éé…\n"),
        "{said}"
    );
    assert!(said.lines().all(|line| line.chars().count() <= 110), "{said}");
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

#[test]
fn one_error_is_called_it() {
    let schema = r#"{"type": "object", "properties": {}, "required": []}"#;
    let said = said(structured().args(["lint", "-"]).write_stdin(schema));
    assert!(said.contains("1 error in 1 file") && said.contains("`--fix` fixes it\n"), "{said}");
}

#[test]
fn a_copy_called_as_cargo_calls_it_is_the_same_program() {
    let plain = said(structured().args(["lint", "order.json"]));
    assert_eq!(said(structured().args(["structured", "lint", "order.json"])), plain);
    assert!(said(structured().args(["structured", "lint", "--help"])).contains("Usage: cargo structured lint"));
}
