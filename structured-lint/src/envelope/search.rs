//! The search for schemas in a document.

use super::envelope::{Envelope, NO_NAME};
use super::openapi::is_openapi;
use super::target::{Target, first_byte};
use super::tools::{is_foreign, is_function};
use crate::finding::Findings;
use crate::json::JsonValue;
use crate::schema::shape::is_no_schema;
use crate::wording::{MessagePrefix, Usage};
use structured_core::profile::is_name;

/// Finds every schema that the API would enforce, and reports mistakes in the envelopes.
pub(crate) fn targets<'a>(root: &'a JsonValue, findings: &mut Findings<'_>) -> Vec<Target<'a>> {
    let mut search = Search { targets: Vec::new(), findings };
    search.document(root);
    search.targets
}

pub(super) struct Search<'a, 'f, 't> {
    pub(super) targets: Vec<Target<'a>>,
    pub(super) findings: &'f mut Findings<'t>,
}

impl<'a> Search<'a, '_, '_> {
    fn document(&mut self, root: &'a JsonValue) {
        let has = |name| root.get(name).is_some();
        if has("body") && has("custom_id") {
            return self.member(root, "", "body", Self::body);
        }
        if is_openapi(root) {
            return self.components(root);
        }
        // The answer to `tools/list` of the Model Context Protocol.
        if has("jsonrpc") && root.get("result").is_some_and(|result| result.get("tools").is_some()) {
            return self.member(root, "", "result", Self::body);
        }
        let is_body = has("model") && (has("messages") || has("input"));
        if is_body || has("response_format") || root.get("text").is_some_and(|text| text.get("format").is_some()) {
            return self.body(root, "");
        }
        if root.elements().is_some_and(|elements| elements.iter().any(|tool| is_function(tool) || is_foreign(tool))) {
            return self.tools(root, "");
        }
        match root.get("type").and_then(JsonValue::as_str) {
            Some("json_schema") if has("schema") => self.envelope(&Envelope {
                path: "text.format.".to_string(),
                ..Envelope::around(root, "schema", Usage::ResponseFormat)
            }),
            Some("json_schema") => self.chat_format(root, ""),
            Some("function") => self.tool(root, String::new(), "tools[0]."),
            _ if is_foreign(root) => self.foreign_tool(root, "", ""),
            _ if ["tools", "functions"]
                .iter()
                .any(|list| root.get(list).is_some_and(|list| list.elements().is_some())) =>
            {
                self.body(root, "");
            }
            _ if has("name") && has("schema") && !has("properties") => {
                self.envelope(&Envelope::around(root, "schema", Usage::ResponseFormat));
            }
            _ if has("name") && has("parameters") && !has("properties") => {
                self.envelope(&Envelope::around(root, "parameters", Usage::Function));
            }
            _ if is_no_schema(root) => {}
            _ => self.bare(root),
        }
    }

    fn member(&mut self, node: &'a JsonValue, pointer: &str, name: &str, then: fn(&mut Self, &'a JsonValue, &str)) {
        if let Some(value) = node.get(name) {
            then(self, value, &format!("{pointer}/{name}"));
        }
    }

    fn body(&mut self, body: &'a JsonValue, pointer: &str) {
        if let Some(format) = body.get("response_format") {
            self.response_format(format, &format!("{pointer}/response_format"));
        }
        if let Some(format) = body.get("text").and_then(|text| text.get("format")) {
            self.text_format(format, format!("{pointer}/text/format"));
        }
        let anthropic = body.get("output_config").and_then(|config| config.get("format"));
        if let Some(format) = anthropic.filter(|format| format.get("schema").is_some()) {
            self.anthropic_format(format, format!("{pointer}/output_config/format"));
        }
        if let Some(tools) = body.get("tools") {
            self.tools(tools, &format!("{pointer}/tools"));
        }
        if let Some(functions) = body.get("functions") {
            self.functions(functions, &format!("{pointer}/functions"));
        }
    }

    /// The format of a request to Anthropic has no name, and is always strict.
    fn anthropic_format(&mut self, format: &'a JsonValue, pointer: String) {
        self.envelope(&Envelope {
            pointer,
            path: "output_config.format.".to_string(),
            has_switch: false,
            longest_name: None,
            ..Envelope::around(format, "schema", Usage::ResponseFormat)
        });
    }

    fn bare(&mut self, root: &'a JsonValue) {
        let title = root.get("title").and_then(JsonValue::as_str).filter(|title| is_name(title));
        let prefix = MessagePrefix { usage: Usage::ResponseFormat, name: title.unwrap_or(NO_NAME).to_string() };
        self.targets.push(Target {
            schema: root,
            pointer: String::new(),
            anchor: first_byte(root),
            prefix,
            has_switch: false,
            component: None,
        });
    }
}
