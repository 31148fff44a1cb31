//! The files that people have beside plain JSON, and the reports that other programs read.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::golden::{hold, said, structured};

const TOOL: &str = r#"{"name": "get_issue", "inputSchema": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}}"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn lint(folder: &TempDir, arguments: &[&str]) -> String {
    said(structured().current_dir(folder.path()).arg("lint").args(arguments))
}

fn text(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn a_tool_of_the_model_context_protocol_is_checked() {
    let folder = folder(&[("tool.json", TOOL)]);
    let said = lint(&folder, &["tool.json", "--profile", "openai"]);
    assert!(said.starts_with("exit code 1\n") && said.contains("open-object at /inputSchema"), "{said}");
    assert!(said.contains("Invalid schema for function 'get_issue'"), "{said}");
}

#[test]
fn yaml_is_checked_in_its_places_and_not_written() {
    let openapi = "openapi: 3.1.0\ninfo: {title: größe}\ncomponents:\n  schemas:\n    Pet:\n      type: object\n      properties:\n        \
        name: {type: strng} # a name\n";
    let folder = folder(&[("api.yaml", openapi)]);
    hold("lint-yaml.txt", &lint(&folder, &["api.yaml", "--format", "short"]));
    let said = lint(&folder, &["api.yaml", "--fix"]);
    assert!(said.starts_with("exit code 101\n"), "{said}");
    assert!(said.contains("error: cannot fix `api.yaml`: only JSON is written"), "{said}");
    assert_eq!(text(&folder, "api.yaml"), openapi);
}

#[test]
fn json_with_comments_is_checked_in_its_places_and_not_written() {
    let schema = "// What a user is.\n{\n  \"type\": \"object\", /* größe */ \"properties\": {\"a\": {\"oneOf\": [{\"type\": \"string\"},]}},\n}\n";
    let folder = folder(&[("user.jsonc", schema), ("plain.jsonc", r#"{"type": "object", "properties": {}}"#)]);
    let said = lint(&folder, &["user.jsonc", "--format", "short", "--profile", "openai"]);
    assert!(said.contains("user.jsonc:3:56: error[keyword] "), "{said}");
    let said = lint(&folder, &["user.jsonc", "--fix"]);
    assert!(said.starts_with("exit code 101\n") && said.contains("its comments would be lost"), "{said}");
    assert_eq!(text(&folder, "user.jsonc"), schema);
    let said = lint(&folder, &["plain.jsonc", "--fix"]);
    assert!(
        said.starts_with("exit code 0\n") && text(&folder, "plain.jsonc").contains("additionalProperties"),
        "{said}"
    );
}

#[test]
fn yaml_in_a_folder_is_only_reported_if_it_has_a_schema() {
    let folder = folder(&[
        ("compose.yml", "services:\n  db: {image: postgres}\n"),
        ("template.yaml", "{{ template }}: [\n"),
        ("schema.yaml", "type: object\nproperties: {}\nrequired: []\nadditionalProperties: false\n"),
    ]);
    let said = lint(&folder, &[".", "--deny", "warnings"]);
    assert!(said.starts_with("exit code 0\n") && said.contains("✓ 1 file, nothing that"), "{said}");
    let said = lint(&folder, &["compose.yml"]);
    assert!(said.contains("this document contains no schema"), "{said}");
}

#[test]
fn a_file_without_a_schema_fails_where_warnings_are_denied() {
    let folder = folder(&[("package.json", r#"{"name": "x", "version": "1.0.0"}"#)]);
    assert!(lint(&folder, &["package.json"]).starts_with("exit code 0\n"));
    let said = lint(&folder, &["package.json", "--deny", "warnings"]);
    assert!(said.starts_with("exit code 1\n"), "{said}");
    assert!(said.contains("looked for a JSON Schema") && said.contains("inputSchema"), "{said}");
}

#[test]
fn a_diff_shows_a_fix_and_writes_nothing() {
    let schema = "{\n  \"type\": \"object\",\n  \"properties\": {\n    \"a\": {\"type\": \"string\"}\n  }\n}\n";
    let folder = folder(&[("a.json", schema)]);
    hold("lint-diff.txt", &lint(&folder, &["a.json", "--fix", "--diff"]));
    assert_eq!(text(&folder, "a.json"), schema);
    assert!(lint(&folder, &["a.json", "--diff"]).starts_with("exit code 2\n"), "there is no diff without a fix");
    assert!(lint(&folder, &["a.json", "--fix"]).starts_with("exit code 0\n"));
    assert!(lint(&folder, &["a.json", "--fix", "--diff"]).starts_with("exit code 0\n"), "nothing is left to change");
}

#[test]
fn short_reports_have_a_line_per_finding() {
    hold("lint-short.txt", &said(structured().args(["lint", "order.json", "--format", "short"])));
}

#[test]
fn github_gets_workflow_commands() {
    let folder = folder(&[("a,b.json", "{\"type\": \"object\", \"properties\": {\"50%\\n\": {}}}")]);
    let said = lint(&folder, &["a,b.json", "missing.json", "--format", "github"]);
    hold("lint-github.txt", &said);
    let output = said.split("--- standard output\n").nth(1).unwrap().split("--- standard error").next().unwrap();
    assert!(output.lines().all(|line| line.starts_with("::error ") || line.starts_with("::error::")), "{output}");
}

#[test]
fn every_rule_is_explained() {
    hold("explain.txt", &said(structured().arg("explain")));
    hold("explain-open-object.txt", &said(structured().args(["explain", "open-object"])));
    for rule in structured_lint::Rule::ALL {
        let said = said(structured().args(["explain", rule.name()]));
        assert!(said.starts_with("exit code 0\n") && said.contains(rule.explanation().why), "{said}");
    }
    let said = said(structured().args(["explain", "open-objects"]));
    assert!(said.starts_with("exit code 2\n") && said.contains("open-object"), "{said}");
}

#[test]
fn the_page_of_the_rules_is_that_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if std::env::var("STRUCTURED_TESTS").is_ok_and(|value| value == "overwrite") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, structured_cli::explain::page()).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == structured_cli::explain::page(), "STRUCTURED_TESTS=overwrite rewrites docs/rules.md");
}

#[test]
fn sarif_links_each_rule_to_the_page() {
    let output = structured().args(["lint", "order.json", "--format", "sarif"]).output().unwrap();
    let sarif: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let page = structured_cli::explain::page();
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        assert!(rule["helpUri"].as_str().unwrap().ends_with(&format!("docs/rules.md#{id}")), "{rule}");
        assert!(page.contains(&format!("\n## {id}\n")), "{id}");
    }
}

#[test]
fn every_help_has_the_exit_codes() {
    for command in ["lint", "explain", "emit", "import", "completions", "man"] {
        let said = said(structured().args([command, "--help"]));
        assert!(said.contains("Exit codes:\n  0 ") && said.contains("  101  "), "{said}");
    }
}
