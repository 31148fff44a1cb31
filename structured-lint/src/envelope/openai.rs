//! The formats and tools of the APIs of `OpenAI`.

use super::envelope::Envelope;
use super::search::Search;
use super::target::first_byte;
use crate::json::JsonValue;
use crate::wording::{self, Usage};
use structured_core::profile::RESPONSES_TOOL_NAME_LENGTH;

impl<'a> Search<'a, '_, '_> {
    /// The format of a request to Chat Completions.
    pub(super) fn response_format(&mut self, format: &'a JsonValue, pointer: &str) {
        if self.has_schema(format, pointer, "response_format") {
            self.chat_format(format, pointer);
        }
    }

    /// The format of a request to Responses.
    pub(super) fn text_format(&mut self, format: &'a JsonValue, pointer: String) {
        if self.has_schema(format, &pointer, "text.format") {
            self.envelope(&Envelope {
                pointer,
                path: "text.format.".to_string(),
                ..Envelope::around(format, "schema", Usage::ResponseFormat)
            });
        }
    }

    /// Whether `format`, which is at `path` in the API's messages, has a schema. Reports a format of an unknown type.
    pub(super) fn has_schema(&mut self, format: &JsonValue, pointer: &str, path: &str) -> bool {
        let kind = format.get("type");
        let (span, message, help) = match kind.map(|kind| (kind, kind.as_str())) {
            Some((_, Some("json_schema"))) => return true,
            Some((_, Some("json_object" | "text"))) => return false,
            _ if format.members().is_none() => {
                let help = "write an object: `{\"type\": \"json_schema\", …}`";
                (format.span, wording::invalid_type(path, "an object", format), help)
            }
            Some((_, Some(other))) => {
                (first_byte(format), wording::invalid_format(other), "write `\"type\": \"json_schema\"`")
            }
            Some((kind, None)) => {
                let message = wording::invalid_type(&format!("{path}.type"), "a string", kind);
                (kind.span, message, "write `\"type\": \"json_schema\"`")
            }
            None => {
                let message = wording::missing_parameter(&format!("{path}.type"));
                (first_byte(format), message, "add `\"type\": \"json_schema\"`")
            }
        };
        self.report(pointer, span, message, help);
        false
    }

    pub(super) fn chat_format(&mut self, format: &'a JsonValue, pointer: &str) {
        for member in format.members().unwrap_or_default() {
            if ["type", "json_schema"].contains(&&*member.name) {
                continue;
            }
            let message = wording::unknown_parameter(&format!("response_format.{}", member.name));
            let help = if ["strict", "name", "schema", "description"].contains(&&*member.name) {
                format!("move `{}` into `json_schema`", member.name)
            } else {
                "remove it".to_owned()
            };
            self.report(pointer, member.name_span, message, &help);
        }
        let Some(member) = format.member("json_schema") else {
            let message = wording::missing_parameter("response_format.json_schema");
            let help = "add `\"json_schema\": {\"name\": …, \"strict\": true, \"schema\": …}`";
            return self.report(pointer, first_byte(format), message, help);
        };
        self.envelope(&Envelope {
            pointer: format!("{pointer}/json_schema"),
            anchor: member.name_span,
            path: "response_format.json_schema.".to_string(),
            ..Envelope::around(&member.value, "schema", Usage::ResponseFormat)
        });
    }

    /// Chat Completions nests the function in the tool; Responses does not.
    pub(super) fn tool(&mut self, tool: &'a JsonValue, pointer: String, path: &str) {
        match tool.member("function") {
            Some(function) => {
                for name in ["strict", "name", "parameters"] {
                    if let Some(member) = tool.member(name) {
                        let message = wording::unknown_parameter(&format!("{path}{name}"));
                        self.report(&pointer, member.name_span, message, &format!("move `{name}` into `function`"));
                    }
                }
                self.envelope(&Envelope {
                    pointer: format!("{pointer}/function"),
                    anchor: function.name_span,
                    path: format!("{path}function."),
                    ..Envelope::around(&function.value, "parameters", Usage::Function)
                });
            }
            None => self.envelope(&Envelope {
                pointer,
                path: path.to_string(),
                longest_name: Some(RESPONSES_TOOL_NAME_LENGTH),
                ..Envelope::around(tool, "parameters", Usage::Function)
            }),
        }
    }
}
