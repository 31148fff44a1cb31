//! Values as JSON text.

use super::value::{JsonValue, Value};

impl JsonValue {
    /// The JSON text with two spaces for each level, one member or element on each line, and a final newline.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        structured_core::__private::pretty(&self.to_minified())
    }

    /// The JSON text without any whitespace.
    #[must_use]
    pub fn to_minified(&self) -> String {
        let mut out = String::new();
        write(self, &mut out);
        out
    }
}

pub(super) fn write(node: &JsonValue, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => write_string(text, out),
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write(element, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, member) in members.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write_string(&member.name, out);
                out.push(':');
                write(&member.value, out);
            }
            out.push('}');
        }
    }
}

pub(super) fn write_string(text: &str, out: &mut String) {
    // Serializing a `str` into a `String` cannot fail; going through the value makes that visible to the compiler.
    out.push_str(&serde_json::Value::from(text).to_string());
}
