//! The report for code hosts: the Static Analysis Results Interchange Format, version 2.1.0.

use serde_json::{Value, json};
use structured_core::profile::Profile;
use structured_lint::{Rule, Severity};

use crate::checked::Checked;
use crate::explain;
use crate::failure::Failure;
use crate::terminal::Terminal;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One `result`.
#[derive(Debug)]
pub(super) struct Finding(Value);

/// The results of one file.
pub(super) fn findings(checked: &Checked) -> Vec<Finding> {
    let uri = uri(&checked.name);
    let finding = |violation: &structured_lint::Violation| {
        let region = violation.position.map(|position| {
            let spanned = checked.work.text.get(position.span.start..position.span.end).unwrap_or_default();
            let width = spanned.lines().next().unwrap_or_default().chars().count();
            json!({
                "startLine": position.line,
                "startColumn": position.column,
                "endLine": position.line,
                "endColumn": position.column + width,
                "byteOffset": position.span.start,
                "byteLength": position.span.end - position.span.start,
            })
        });
        Finding(json!({
            "ruleId": violation.rule.name(),
            "ruleIndex": Rule::ALL.iter().position(|rule| *rule == violation.rule),
            "level": level(violation.severity),
            "message": {"text": format!("{}\nhelp: {}", violation.message, violation.help)},
            "locations": [{
                "physicalLocation": {"artifactLocation": {"uri": uri}, "region": region},
                "logicalLocations": [{"fullyQualifiedName": format!("#{}", violation.pointer)}],
            }],
        }))
    };
    checked.work.violations.iter().map(finding).collect()
}

/// The failure of a file that could not be read or written.
fn notification(failure: &Failure) -> Value {
    let location = |path| json!({"physicalLocation": {"artifactLocation": {"uri": uri(path)}}});
    json!({
        "level": "error",
        "message": {"text": failure.to_string()},
        "locations": failure.path().map(location).into_iter().collect::<Vec<_>>(),
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A relative reference as a URI: with slashes, and with every special character escaped.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path).replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.extend(format!("%{byte:02X}").chars());
        }
    }
    uri
}

#[expect(single_use_lifetimes, reason = "anonymous lifetimes in `impl Trait` are unstable")]
pub(super) fn print<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    failures: &[Failure],
    profile: &Profile,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let rules: Vec<Value> = Rule::ALL
        .iter()
        .map(|rule| {
            let explanation = rule.explanation();
            json!({
                "id": rule.name(),
                "shortDescription": {"text": explanation.what},
                "fullDescription": {"text": explanation.why},
                "helpUri": explain::uri(*rule),
            })
        })
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "structured",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolExecutionNotifications": failures.iter().map(notification).collect::<Vec<_>>(),
            }],
            "properties": {"profile": profile.name},
            "columnKind": "unicodeCodePoints",
            "results": findings.map(|finding| &finding.0).collect::<Vec<_>>(),
        }],
    });
    terminal.out(|out| {
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    })
}
