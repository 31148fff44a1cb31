//! Where in a document the schemas are: alone, in a response format, in a tool, or in a whole request body.

use crate::finding::Findings;
use crate::json::{JsonValue, Span, Value};
use crate::schema::shape::is_no_schema;
use crate::violation::{Rule, Severity};
use crate::wording::{self, Speaker, Usage};
use structured_core::profile::{NAME_LENGTH, NAME_PATTERN, Profile, is_name};

/// The name that messages about a schema without a name and a usable title speak of.
const NO_NAME: &str = "schema";

/// A schema and what it is sent as.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    pub(crate) schema: &'a JsonValue,
    /// JSON pointer from the document's root.
    pub(crate) pointer: String,
    /// What a message about the whole schema underlines.
    pub(crate) anchor: Span,
    pub(crate) speaker: Speaker,
}

/// Finds every schema that the API would enforce, and reports what is wrong with what is around them.
pub(crate) fn targets<'a>(root: &'a JsonValue, findings: &mut Findings<'_>) -> Vec<Target<'a>> {
    let mut search = Search { targets: Vec::new(), findings };
    search.document(root);
    search.targets
}

/// Where a schema is in a document, and what is said of it beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Located {
    /// JSON pointer to the schema.
    pub pointer: String,
    /// The name of the response format or tool.
    pub name: Option<String>,
    /// The description of the response format or tool.
    pub description: Option<String>,
}

/// The schemas in a document that is a schema, a response format, a tool, or a whole request body.
///
/// What has `"strict": false` is left out: the API does not enforce it.
#[must_use]
pub fn locate(root: &JsonValue) -> Vec<Located> {
    let mut findings = Findings::new(&Profile::ALL[0], None);
    let targets = targets(root, &mut findings);
    let located = |target: Target<'_>| {
        let envelope = target.pointer.rsplit_once('/').and_then(|(envelope, _)| root.pointer(envelope));
        let text = |name| envelope.and_then(|envelope| envelope.get(name)?.as_str()).map(String::from);
        Located { name: text("name"), description: text("description"), pointer: target.pointer }
    };
    targets.into_iter().map(located).collect()
}

/// The keys that an envelope has around its schema, and how the API calls the place.
struct Envelope<'a> {
    object: &'a JsonValue,
    pointer: String,
    anchor: Span,
    /// How the API's messages call `object`, with a final dot; empty if `object` is all there is.
    path: String,
    /// `schema` or `parameters`.
    schema: &'static str,
    usage: Usage,
}

struct Search<'a, 'f, 't> {
    targets: Vec<Target<'a>>,
    findings: &'f mut Findings<'t>,
}

impl<'a> Search<'a, '_, '_> {
    fn document(&mut self, root: &'a JsonValue) {
        let has = |name| root.get(name).is_some();
        if has("body") && has("custom_id") {
            return self.member(root, "", "body", Self::body);
        }
        let is_body = has("model") && (has("messages") || has("input"));
        if is_body || has("response_format") || root.get("text").is_some_and(|text| text.get("format").is_some()) {
            return self.body(root, "");
        }
        if root.elements().is_some_and(|elements| elements.iter().any(is_function)) {
            return self.tools(root, "");
        }
        match root.get("type").and_then(JsonValue::as_str) {
            Some("json_schema") if has("schema") => self.envelope(&Envelope {
                path: "text.format.".to_string(),
                ..Envelope::around(root, "schema", Usage::ResponseFormat)
            }),
            Some("json_schema") => self.chat_format(root, ""),
            Some("function") => self.tool(root, String::new(), "tools[0]."),
            _ if root.get("tools").is_some_and(|tools| tools.elements().is_some()) => self.body(root, ""),
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
        if let Some(tools) = body.get("tools") {
            self.tools(tools, &format!("{pointer}/tools"));
        }
    }

    /// The functions among the tools of a list.
    fn tools(&mut self, tools: &'a JsonValue, pointer: &str) {
        for (index, tool) in tools.elements().unwrap_or_default().iter().enumerate() {
            if is_function(tool) {
                self.tool(tool, format!("{pointer}/{index}"), &format!("tools[{index}]."));
            }
        }
    }

    /// The format of a request to Chat Completions.
    fn response_format(&mut self, format: &'a JsonValue, pointer: &str) {
        if self.has_schema(format, pointer, "response_format") {
            self.chat_format(format, pointer);
        }
    }

    /// The format of a request to Responses.
    fn text_format(&mut self, format: &'a JsonValue, pointer: String) {
        if self.has_schema(format, &pointer, "text.format") {
            self.envelope(&Envelope {
                pointer,
                path: "text.format.".to_string(),
                ..Envelope::around(format, "schema", Usage::ResponseFormat)
            });
        }
    }

    /// Whether `format`, which the API calls `path`, is one with a schema; reports one that is none of those it has.
    fn has_schema(&mut self, format: &JsonValue, pointer: &str, path: &str) -> bool {
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

    fn chat_format(&mut self, format: &'a JsonValue, pointer: &str) {
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
    fn tool(&mut self, tool: &'a JsonValue, pointer: String, path: &str) {
        match tool.member("function") {
            Some(function) => self.envelope(&Envelope {
                pointer: format!("{pointer}/function"),
                anchor: function.name_span,
                path: format!("{path}function."),
                ..Envelope::around(&function.value, "parameters", Usage::Function)
            }),
            None => self.envelope(&Envelope {
                pointer,
                path: path.to_string(),
                ..Envelope::around(tool, "parameters", Usage::Function)
            }),
        }
    }

    fn bare(&mut self, root: &'a JsonValue) {
        let title = root.get("title").and_then(JsonValue::as_str).filter(|title| is_name(title));
        let speaker = Speaker { usage: Usage::ResponseFormat, name: title.unwrap_or(NO_NAME).to_string() };
        self.targets.push(Target { schema: root, pointer: String::new(), anchor: first_byte(root), speaker });
    }

    fn envelope(&mut self, envelope: &Envelope<'a>) {
        let name = self.name(envelope);
        let Some(schema) = envelope.object.member(envelope.schema) else {
            // A function without parameters takes none, and the API asks for no schema then.
            if envelope.usage == Usage::ResponseFormat {
                let message = wording::missing_parameter(&format!("{}{}", envelope.path, envelope.schema));
                self.report(&envelope.pointer, envelope.anchor, message, "add the schema");
            }
            return;
        };
        match envelope.object.member("strict").map(|strict| (&strict.value, strict.name_span)) {
            Some((JsonValue { value: Value::Bool(true), .. }, _)) => {}
            Some((JsonValue { value: Value::Bool(false) | Value::Null, .. }, span)) => {
                return self.not_strict(envelope, span, "so its schema is neither enforced nor checked");
            }
            Some((other, _)) => {
                let message = wording::invalid_type(&format!("{}strict", envelope.path), "a boolean", other);
                self.report(&format!("{}/strict", envelope.pointer), other.span, message, "write `true`");
            }
            None => {
                let consequence = "without it the schema is only a hint; it is checked as if it were strict";
                self.not_strict(envelope, envelope.anchor, consequence);
            }
        }
        self.targets.push(Target {
            schema: &schema.value,
            pointer: format!("{}/{}", envelope.pointer, envelope.schema),
            anchor: schema.name_span,
            speaker: Speaker { usage: envelope.usage, name },
        });
    }

    fn not_strict(&mut self, envelope: &Envelope<'_>, anchor: Span, consequence: &str) {
        if !self.findings.profile.strict {
            return;
        }
        let message = format!("`strict` is not `true`, {consequence}");
        let help = "add `\"strict\": true` beside the schema";
        self.findings.add(Rule::NotStrict, Severity::Warning, &envelope.pointer, anchor, message, help);
    }

    fn name(&mut self, envelope: &Envelope<'_>) -> String {
        let path = format!("{}name", envelope.path);
        let Some(name) = envelope.object.get("name") else {
            let help = "add a `name` of letters, digits, `_` and `-`";
            self.report(&envelope.pointer, envelope.anchor, wording::missing_parameter(&path), help);
            return NO_NAME.to_string();
        };
        let text = name.as_str().unwrap_or_default();
        let pointer = format!("{}/name", envelope.pointer);
        let length = text.chars().count();
        let message = match () {
            () if is_name(text) => return text.to_string(),
            () if length > NAME_LENGTH => wording::name_too_long(&path, length, NAME_LENGTH),
            () => wording::name_pattern(&path, NAME_PATTERN),
        };
        let help = format!("use 1 to {NAME_LENGTH} characters of `a-z`, `A-Z`, `0-9`, `_` and `-`");
        self.findings.add(Rule::Name, Severity::Error, &pointer, name.span, message, help);
        text.to_string()
    }

    fn report(&mut self, pointer: &str, span: Span, message: String, help: &str) {
        self.findings.add(Rule::Envelope, Severity::Error, pointer, span, message, help);
    }
}

impl<'a> Envelope<'a> {
    fn around(object: &'a JsonValue, schema: &'static str, usage: Usage) -> Self {
        Self { object, pointer: String::new(), anchor: first_byte(object), path: String::new(), schema, usage }
    }
}

fn is_function(tool: &JsonValue) -> bool {
    tool.get("type").and_then(JsonValue::as_str) == Some("function")
}

/// The opening brace: underlining the whole of a long object says less.
pub(crate) fn first_byte(node: &JsonValue) -> Span {
    Span { start: node.span.start, end: node.span.end.min(node.span.start + 1) }
}
