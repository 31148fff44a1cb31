//! `structured lint --fix`: what it changes, where it writes, and which files it leaves alone.

use std::fs;

use crate::golden::{files, hold, said, structured};

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
fn what_is_no_text_is_never_written_to_standard_output() {
    let said = said(structured().args(["lint", "--fix", "-"]).write_stdin(b"{\"gr\xf6\xdfe\": 1}".as_slice()));
    assert!(said.starts_with("exit code 1\n--- standard output\n--- standard error\njson\n"), "{said}");
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
