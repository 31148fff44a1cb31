//! The envelope of a schema: its name, its description, and whether it is strict.

use super::search::Search;
use super::target::{Target, first_byte};
use crate::json::{JsonValue, Span, Value};
use crate::rule::Rule;
use crate::violation::Severity;
use crate::wording::{self, MessagePrefix, Usage};
use structured_core::profile::{NAME_LENGTH, NAME_PATTERN, TOOL_DESCRIPTION_LENGTH, is_name_of};

/// The members of an envelope around its schema, and the name of the place in the API's messages.
pub(super) struct Envelope<'a> {
    pub(super) object: &'a JsonValue,
    pub(super) pointer: String,
    pub(super) anchor: Span,
    /// The path of `object` in the API's messages, with a dot at its end; empty if `object` is the whole document.
    pub(super) path: String,
    /// `schema` or `parameters`.
    pub(super) schema: &'static str,
    pub(super) usage: Usage,
    /// Whether `strict` is allowed beside the schema.
    pub(super) has_switch: bool,
    /// The most characters of the name; `None` where names are not checked.
    pub(super) longest_name: Option<usize>,
}

/// The name in messages about a schema that has neither a name nor a usable title.
pub(super) const NO_NAME: &str = "schema";

impl<'a> Envelope<'a> {
    pub(super) fn around(object: &'a JsonValue, schema: &'static str, usage: Usage) -> Self {
        Self {
            object,
            pointer: String::new(),
            anchor: first_byte(object),
            path: String::new(),
            schema,
            usage,
            has_switch: true,
            longest_name: Some(NAME_LENGTH),
        }
    }
}

impl<'a> Search<'a, '_, '_> {
    pub(super) fn envelope(&mut self, envelope: &Envelope<'a>) {
        let name = self.name(envelope);
        self.description(envelope);
        let Some(schema) = envelope.object.member(envelope.schema) else {
            // A function without parameters takes none, and the API requires no schema for it.
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
            None if !envelope.has_switch => {}
            None => {
                let consequence = "without it the schema is only a hint; it is checked as if it were strict";
                self.not_strict(envelope, envelope.anchor, consequence);
            }
        }
        self.targets.push(Target {
            schema: &schema.value,
            pointer: format!("{}/{}", envelope.pointer, envelope.schema),
            anchor: schema.name_span,
            prefix: MessagePrefix { usage: envelope.usage, name },
            has_switch: envelope.has_switch,
            component: None,
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

    /// The description of a tool has a limit. No limit is known for that of a format.
    fn description(&mut self, envelope: &Envelope<'a>) {
        let Some(description) = envelope.object.get("description").filter(|_| envelope.usage == Usage::Function) else {
            return;
        };
        let length = description.as_str().unwrap_or_default().chars().count();
        if length > TOOL_DESCRIPTION_LENGTH {
            let path = format!("{}description", envelope.path);
            let pointer = format!("{}/description", envelope.pointer);
            let message = wording::too_long(&path, length, TOOL_DESCRIPTION_LENGTH);
            let help =
                format!("shorten it to {TOOL_DESCRIPTION_LENGTH} characters; the parameters have descriptions too");
            self.report(&pointer, description.span, message, &help);
        }
    }

    fn name(&mut self, envelope: &Envelope<'_>) -> String {
        let path = format!("{}name", envelope.path);
        let Some(longest) = envelope.longest_name else {
            let name = envelope.object.get("name").and_then(JsonValue::as_str);
            return name.unwrap_or(NO_NAME).to_string();
        };
        let Some(name) = envelope.object.get("name") else {
            let help = "add a `name` of letters, digits, `_` and `-`";
            self.report(&envelope.pointer, envelope.anchor, wording::missing_parameter(&path), help);
            return NO_NAME.to_string();
        };
        let text = name.as_str().unwrap_or_default();
        let pointer = format!("{}/name", envelope.pointer);
        let length = text.chars().count();
        let message = match () {
            () if is_name_of(text, longest) => return text.to_string(),
            () if length > longest => wording::too_long(&path, length, longest),
            () => wording::name_pattern(&path, NAME_PATTERN),
        };
        let help = format!("use 1 to {longest} characters of `a-z`, `A-Z`, `0-9`, `_` and `-`");
        self.findings.add(Rule::Name, Severity::Error, &pointer, name.span, message, help);
        text.to_string()
    }

    pub(super) fn report(&mut self, pointer: &str, span: Span, message: String, help: &str) {
        self.findings.add(Rule::Envelope, Severity::Error, pointer, span, message, help);
    }
}
