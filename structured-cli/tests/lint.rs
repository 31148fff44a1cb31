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
        ("body.json", 0, "there is no schema in here"),
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
fn fix_is_only_promised_for_what_it_mends() {
    let schema = r#"{"type": "json_schema", "json_schema": {"name": "n", "schema":
        {"type": "object", "properties": {"p": {"type": "string"}}, "required": ["p"], "x-a": 1}}}"#;
    let checked = said(structured().args(["lint", "-"]).write_stdin(schema));
    assert!(
        checked.contains("1 error, 2 warnings in 1 file") && checked.contains("`--fix` fixes every error\n"),
        "{checked}"
    );
    let fixed = said(structured().args(["lint", "--fix", "-"]).write_stdin(schema));
    assert!(fixed.contains("/json_schema  turned strict mode on with `\"strict\": true`\n"), "{fixed}");
    assert!(fixed.contains("3 changes in 1 file") && !fixed.contains("not-strict"), "{fixed}");
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

/// A line of a batch whose schema has the property `p`.
fn request(property: &str) -> String {
    format!(
        r#"{{"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {{"model": "m", "messages": [], "response_format": {{"type": "json_schema", "json_schema": {{"name": "n", "strict": true, "schema": {{"type": "object", "properties": {{"p": {property}}}, "required": ["p"], "additionalProperties": false}}}}}}}}}}"#
    )
}

#[test]
fn a_batch_is_checked_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let bad = request(r#"{"type": "string", "größe": 1, "uniqueItems": true}"#);
    let text =
        format!("\u{feff}{}\r\n\n{bad}\n{{\"model\": \"m\", \"messages\": []}}\n{{", request(r#"{"type": "string"}"#));
    fs::write(folder.path().join("batch.jsonl"), &text).unwrap();
    let run = |format: &str| {
        let output = structured().current_dir(folder.path()).args(["lint", "batch.jsonl", "--format", format]).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let (start, column) =
        (text.find("\"uniqueItems\"").unwrap(), bad.split("\"uniqueItems").next().unwrap().chars().count() + 1);
    let human = run("human");
    assert!(human.contains(&format!("batch.jsonl:3:{column}]")) && human.contains("batch.jsonl:5:2]"), "{human}");
    assert!(human.contains("2 errors, 1 warning in 1 file") && !human.contains("no-schema"), "{human}");
    let json: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    let found: Vec<_> = json["files"][0]["violations"].as_array().unwrap().iter().collect();
    let keyword = found.iter().find(|violation| violation["rule"] == "keyword").unwrap();
    assert_eq!((&keyword["line"], &keyword["column"]), (&3.into(), &column.into()));
    assert_eq!(keyword["bytes"], serde_json::json!([start, start + "\"uniqueItems\"".len()]));
    let sarif: serde_json::Value = serde_json::from_str(&run("sarif")).unwrap();
    let regions: Vec<_> = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| &result["locations"][0]["physicalLocation"]["region"])
        .collect();
    let region = regions.iter().find(|region| region["byteOffset"] == start).unwrap();
    assert_eq!((&region["startLine"], &region["startColumn"]), (&3.into(), &column.into()));
}

#[test]
fn fix_mends_each_line_of_a_batch_and_keeps_one_document_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let (clean, bad, good) = (
        request(r#"{"type": "string"}"#),
        request(r#"{"oneOf": [{"type": "string"}]}"#),
        request(r#"{"anyOf": [{"type": "string"}]}"#),
    );
    let file = folder.path().join("batch.ndjson");
    fs::write(&file, format!("{clean}\r\n\n{bad}\r\n{clean}\n{bad}")).unwrap();
    let said = said(structured().current_dir(folder.path()).args(["lint", "--fix", "batch.ndjson"]));
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("{clean}\r\n\n{good}\r\n{clean}\n{good}"));
    assert!(
        said.contains("  ✓ line 3: /body/response_format/json_schema/schema/properties/p  turned `oneOf`"),
        "{said}"
    );
    assert!(said.contains("  ✓ line 5: /body") && said.contains("2 changes in 1 file"), "{said}");
}

#[test]
fn a_batch_without_any_schema_is_told_so_once_and_a_broken_byte_keeps_it_from_being_mended() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("batch.jsonl");
    fs::write(&file, "{\"model\": \"m\", \"messages\": []}\n".repeat(3)).unwrap();
    let lint = |fix: &[&str]| said(structured().current_dir(folder.path()).args(["lint", "batch.jsonl"]).args(fix));
    assert!(lint(&[]).starts_with("exit code 0\n") && lint(&[]).contains("\n1 warning in 1 file, no schema checked\n"));
    let mut bytes = request(r#"{"oneOf": [{"type": "string"}]}"#).into_bytes();
    bytes.extend(b"\n\"gr\xf6\xdfe\"\n{\n");
    fs::write(&file, &bytes).unwrap();
    let said = lint(&["--fix"]);
    assert!(
        said.contains("batch.jsonl:1:") && said.contains("batch.jsonl:2:4]") && said.contains("2 errors"),
        "{said}"
    );
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn what_is_no_text_is_never_written_to_standard_output() {
    let said = said(structured().args(["lint", "--fix", "-"]).write_stdin(b"{\"gr\xf6\xdfe\": 1}".as_slice()));
    assert!(said.starts_with("exit code 1\n--- standard output\n--- standard error\njson\n"), "{said}");
}

#[test]
fn one_error_is_called_it() {
    let schema = r#"{"type": "object", "properties": {}, "required": []}"#;
    let said = said(structured().args(["lint", "-"]).write_stdin(schema));
    assert!(said.contains("1 error in 1 file") && said.contains("`--fix` fixes it\n"), "{said}");
}

#[cfg(unix)]
#[test]
fn fix_keeps_permissions_and_refuses_a_read_only_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("open.json");
    let schema = r#"{"type": "object", "properties": {}, "required": []}"#;
    fs::write(&file, schema).unwrap();
    let set = |mode: u32| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    set(0o444);
    let fix = || said(structured().current_dir(folder.path()).args(["lint", "--fix", "open.json"]));
    let refused = fix();
    assert!(refused.starts_with("exit code 101\n"), "{refused}");
    assert!(refused.contains("error: cannot write `open.json`: it is read-only\n"), "{refused}");
    assert_eq!(fs::read_to_string(&file).unwrap(), schema);
    set(0o640);
    assert!(fix().starts_with("exit code 0\n"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_copy_called_as_cargo_calls_it_is_the_same_program() {
    let plain = said(structured().args(["lint", "order.json"]));
    assert_eq!(said(structured().args(["structured", "lint", "order.json"])), plain);
    assert!(said(structured().args(["structured", "lint", "--help"])).contains("Usage: cargo structured lint"));
}
