//! `structured import`: the types it writes, and what it says where there are none.

#[path = "golden/mod.rs"]
mod golden;

use std::fs;

use golden::{hold, said, structured};

#[test]
fn unions_recursion_constraints_and_descriptions_have_their_rust() {
    hold("import-drawing.txt", &said(structured().args(["import", "drawing.json"])));
}

#[test]
fn a_schema_that_is_not_strict_is_refused_with_the_report_of_lint() {
    hold("import-refused.txt", &said(structured().args(["import", "twice.json"])));
}

#[test]
fn output_goes_to_the_file_that_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("weather.rs");
    structured().args(["import", "weather.json", "-o"]).arg(&out).assert().code(0).stdout("");
    assert!(fs::read_to_string(&out).unwrap().contains("pub struct Weather {"));
}

#[test]
fn nothing_is_written_where_there_are_no_types() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["order.json", "cycle.json", "latin1.json", "broken.json"] {
        let out = folder.path().join("out.rs");
        structured().args(["import", file, "-o"]).arg(&out).assert().code(1);
        assert!(!out.exists(), "{file}");
    }
    let missing = folder.path().join("no/such/folder/out.rs");
    structured().args(["import", "weather.json", "-o"]).arg(&missing).assert().code(101);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn names_that_are_no_rust_names_get_some() {
    let schema = r#"{"type": "object", "properties": {
        "type": {"type": "string", "enum": ["self", "Self", "1", "größer", "", "a b", "a-b"]},
        "date info": {"type": "string"}, "dateInfo": {"type": "integer"}, "2nd": {"type": "boolean"}, "日付": {"type": "string"},
        "option": {"type": "object", "properties": {"vec": {"type": "array", "items": {"type": "object", "properties":
            {"x": {"type": "null"}, "y": {"type": "string"}}, "required": ["x", "y"], "additionalProperties": false}}},
            "required": ["vec"], "additionalProperties": false}},
        "required": ["type", "date info", "dateInfo", "2nd", "日付", "option"], "additionalProperties": false}"#;
    hold("import-names.txt", &said(structured().args(["import", "-"]).write_stdin(schema)));
    let schema = schema.replace("\"null\"", "\"number\"");
    hold("import-names-typed.txt", &said(structured().args(["import", "-"]).write_stdin(schema)));
}
