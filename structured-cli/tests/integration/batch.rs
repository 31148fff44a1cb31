//! `structured lint` of a file of batch requests, one JSON document a line.

use std::fs;

use crate::golden::{said, structured};

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
