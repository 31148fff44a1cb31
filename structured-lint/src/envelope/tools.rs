//! Lists of tools: of the APIs of `OpenAI`, of Anthropic, and of the Model Context Protocol.

use super::envelope::Envelope;
use super::search::Search;
use super::target::first_byte;
use crate::json::JsonValue;
use crate::wording::{self, Usage};
use structured_core::profile::{MOST_TOOLS, NAME_LENGTH};

/// The members with the schema of a tool's arguments: in the protocol, and at Anthropic.
const ARGUMENTS: &[&str] = &["inputSchema", "input_schema"];

/// The member with the schema of a tool's result, in the protocol.
const RESULT: &str = "outputSchema";

impl<'a> Search<'a, '_, '_> {
    /// The tools of a list that have a schema.
    pub(super) fn tools(&mut self, tools: &'a JsonValue, pointer: &str) {
        let count = tools.elements().map_or(0, <[_]>::len);
        if count > MOST_TOOLS {
            let message = wording::too_many("tools", count, MOST_TOOLS);
            self.report(pointer, first_byte(tools), message, "offer the tools that this request needs");
        }
        for (index, tool) in tools.elements().unwrap_or_default().iter().enumerate() {
            let (pointer, path) = (format!("{pointer}/{index}"), format!("tools[{index}]."));
            if is_function(tool) {
                self.tool(tool, pointer, &path);
            } else if is_foreign(tool) {
                self.foreign_tool(tool, &pointer, &path);
            }
        }
    }

    /// The functions of a request, which are older than tools, and for which no strict mode exists.
    pub(super) fn functions(&mut self, functions: &'a JsonValue, pointer: &str) {
        for (index, function) in functions.elements().unwrap_or_default().iter().enumerate() {
            self.envelope(&Envelope {
                pointer: format!("{pointer}/{index}"),
                path: format!("functions[{index}]."),
                has_switch: false,
                ..Envelope::around(function, "parameters", Usage::Function)
            });
        }
    }

    /// A tool that its host turns into a function.
    pub(super) fn foreign_tool(&mut self, tool: &'a JsonValue, pointer: &str, path: &str) {
        let arguments = ARGUMENTS.iter().filter(|name| tool.get(name).is_some()).map(|name| (*name, Usage::Function));
        let result = tool.get(RESULT).map(|_| (RESULT, Usage::ResponseFormat));
        for (index, (schema, usage)) in arguments.chain(result).enumerate() {
            self.envelope(&Envelope {
                pointer: pointer.to_owned(),
                path: path.to_owned(),
                has_switch: false,
                // One report is enough.
                longest_name: (index == 0).then_some(NAME_LENGTH),
                ..Envelope::around(tool, schema, usage)
            });
        }
    }
}

pub(super) fn is_function(tool: &JsonValue) -> bool {
    tool.get("type").and_then(JsonValue::as_str) == Some("function")
}

/// Whether this is a tool of Anthropic or of the protocol.
pub(super) fn is_foreign(tool: &JsonValue) -> bool {
    let is_schema = |name: &&str| tool.get(name).is_some_and(|schema| schema.members().is_some());
    tool.get("name").is_some() && ARGUMENTS.iter().any(is_schema)
}
