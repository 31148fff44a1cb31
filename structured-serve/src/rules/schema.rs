//! Response formats and tools: their names, their places, and their schemas.

use std::sync::Arc;

use structured_core::profile::{
    MOST_TOOLS, NAME_LENGTH, NAME_PATTERN, RESPONSES_TOOL_NAME_LENGTH, TOOL_DESCRIPTION_LENGTH,
};

use super::parameter::{self, Parameter};
use super::{Body, Rules, given, has_error, message};
use crate::api_error::ApiError;
use crate::ask::{Format, Tool, ToolChoice};
use crate::linter::{JsonValue, Position, Rule, Value, Violation};
use crate::rules::{Model, Refusal};
use crate::schemas::{Sheet, Usage, text_of};

/// The types of a format, in the order in which the API lists them.
const FORMATS: &[&str] = &["json_object", "json_schema", "text"];

/// The differences between the two APIs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wire {
    pub(super) is_responses: bool,
}

/// The results of reading the formats and tools of one request.
pub(super) struct Found<'r, 'b> {
    rules: &'r Rules,
    body: Body<'b>,
    wire: Wire,
    pub(super) has_new_schema: bool,
    violations: Vec<Violation>,
    first: Option<ApiError>,
}

/// The place of a schema in a request.
struct Place<'p> {
    usage: Usage,
    /// The name of the member with the schema in the API's messages.
    param: String,
    /// JSON pointer to the schema.
    pointer: &'p str,
    name: &'p str,
    strict: bool,
}

impl<'r, 'b> Found<'r, 'b> {
    pub(super) const fn new(rules: &'r Rules, body: Body<'b>, wire: Wire) -> Self {
        Self { rules, body, wire, has_new_schema: false, violations: Vec::new(), first: None }
    }

    /// Everything that is wrong with the schemas, and the first error in the API's words.
    pub(super) fn finish(self) -> Result<(), Refusal> {
        match self.first {
            Some(error) => Err(Refusal { error, violations: self.violations }),
            None => Ok(()),
        }
    }

    /// The format of the content.
    pub(super) fn format(&mut self, model: Model) -> Result<Format, ApiError> {
        let (node, path) = if self.wire.is_responses {
            (self.body.get("text").and_then(|text| given(text, "format")), "text.format")
        } else {
            (self.body.get("response_format"), "response_format")
        };
        let Some(format) = node else { return Ok(Format::Text) };
        if format.members().is_none() {
            return Err(message::invalid_type(path, "an object", format));
        }
        let Some(kind) = format.get("type") else { return Err(message::missing(&format!("{path}.type"))) };
        let kind_path = format!("{path}.type");
        let kind = kind.as_str().ok_or_else(|| message::invalid_type(&kind_path, "a string", kind))?;
        if !FORMATS.contains(&kind) {
            return Err(message::invalid_value(&kind_path, kind, FORMATS));
        }
        let is_supported = match kind {
            "json_schema" => model.schemas,
            "json_object" => model.json_mode,
            _ => true,
        };
        if !is_supported {
            return Err(message::unsupported_format(path, kind));
        }
        let table = if self.wire.is_responses { parameter::TEXT_FORMAT } else { parameter::FORMAT };
        parameter::check_names(format, table, &format!("{path}."))?;
        match kind {
            "json_schema" if self.wire.is_responses => self.schema_format(format, "text.format", "/text/format"),
            "json_schema" => {
                let path = "response_format.json_schema";
                let schema = given(format, "json_schema").ok_or_else(|| message::missing(path))?;
                if schema.members().is_none() {
                    return Err(message::invalid_type(path, "an object", schema));
                }
                parameter::check_names(schema, parameter::JSON_SCHEMA, &format!("{path}."))?;
                self.schema_format(schema, path, "/response_format/json_schema")
            }
            "json_object" => Ok(Format::JsonObject),
            _ => Ok(Format::Text),
        }
    }

    fn schema_format(&mut self, object: &JsonValue, path: &str, pointer: &str) -> Result<Format, ApiError> {
        let name = name(object, path, NAME_LENGTH)?;
        let Some(schema) = given(object, "schema") else {
            return Err(message::missing(&format!("{path}.schema")));
        };
        parameter::check_values(object, parameter::JSON_SCHEMA, &format!("{path}."))?;
        let param = if self.wire.is_responses { "text.format.schema" } else { "response_format" };
        let pointer = format!("{pointer}/schema");
        let strict = is_strict(object).unwrap_or(false);
        let place = Place { usage: Usage::ResponseFormat, param: param.to_owned(), pointer: &pointer, name, strict };
        Ok(Format::Schema(self.schema(schema, &place)))
    }

    /// The tools that may be called.
    pub(super) fn tools(&mut self) -> Result<Vec<Tool>, ApiError> {
        let Some(tools) = self.body.get("tools").and_then(JsonValue::elements) else { return Ok(Vec::new()) };
        if tools.is_empty() && !self.wire.is_responses {
            return Err(message::array_empty("tools"));
        }
        if tools.len() > MOST_TOOLS {
            return Err(message::array_too_long("tools", MOST_TOOLS, tools.len()));
        }
        let mut found = Vec::new();
        for (index, tool) in tools.iter().enumerate() {
            found.extend(self.tool(tool, index)?);
        }
        Ok(found)
    }

    /// `None` for a tool that the API runs itself, such as a web search.
    fn tool(&mut self, tool: &JsonValue, index: usize) -> Result<Option<Tool>, ApiError> {
        let path = format!("tools[{index}]");
        if tool.members().is_none() {
            return Err(message::invalid_type(&path, "an object", tool));
        }
        let Some(kind) = tool.get("type").and_then(JsonValue::as_str) else {
            return Err(message::missing(&format!("{path}.type")));
        };
        match (kind, self.wire.is_responses) {
            ("function", true) => {
                parameter::check_names(tool, parameter::RESPONSES_TOOL, &format!("{path}."))?;
                let pointer = format!("/tools/{index}/parameters");
                self.function(tool, &path, &pointer, parameter::RESPONSES_TOOL, RESPONSES_TOOL_NAME_LENGTH).map(Some)
            }
            ("function", false) => {
                parameter::check_names(tool, parameter::CHAT_TOOL, &format!("{path}."))?;
                let path = format!("{path}.function");
                let function = given(tool, "function").ok_or_else(|| message::missing(&path))?;
                if function.members().is_none() {
                    return Err(message::invalid_type(&path, "an object", function));
                }
                parameter::check_names(function, parameter::FUNCTION, &format!("{path}."))?;
                let pointer = format!("/tools/{index}/function/parameters");
                self.function(function, &path, &pointer, parameter::FUNCTION, NAME_LENGTH).map(Some)
            }
            ("custom", is_responses) => {
                let object = if is_responses { Some(tool) } else { given(tool, "custom") };
                let path = if is_responses { path } else { format!("{path}.custom") };
                let object = object.ok_or_else(|| message::missing(&path))?;
                let name = name(object, &path, RESPONSES_TOOL_NAME_LENGTH)?.to_owned();
                Ok(Some(Tool { name, arguments: None, takes_text: true }))
            }
            (_, true) => Ok(None),
            (other, false) => Err(message::invalid_value(&format!("{path}.type"), other, &["function", "custom"])),
        }
    }

    fn function(
        &mut self,
        object: &JsonValue,
        path: &str,
        pointer: &str,
        table: &[Parameter],
        longest: usize,
    ) -> Result<Tool, ApiError> {
        let name = name(object, path, longest)?;
        parameter::check_values(object, table, &format!("{path}."))?;
        let description = given(object, "description").and_then(JsonValue::as_str).unwrap_or_default();
        let length = description.chars().count();
        if length > TOOL_DESCRIPTION_LENGTH {
            return Err(message::string_too_long(&format!("{path}.description"), TOOL_DESCRIPTION_LENGTH, length));
        }
        let arguments = given(object, "parameters").map(|schema| {
            let param = format!("{path}.parameters");
            let place = |strict| Place { usage: Usage::Function, param: param.clone(), pointer, name, strict };
            match is_strict(object) {
                Some(strict) => self.schema(schema, &place(strict)),
                // Responses tries a tool without `strict` as a strict one first.
                None if self.wire.is_responses => {
                    let text = text_of(self.body.text, schema);
                    let (sheet, _) = self.rules.schemas.sheet(Usage::Function, name, true, text);
                    self.schema(schema, &place(!has_error(&sheet.violations)))
                }
                None => self.schema(schema, &place(false)),
            }
        });
        Ok(Tool { name: name.to_owned(), arguments, takes_text: false })
    }

    /// Reads a schema, and records its violations.
    fn schema(&mut self, schema: &JsonValue, place: &Place<'_>) -> Arc<Sheet> {
        let text = text_of(self.body.text, schema);
        let (sheet, is_new) = self.rules.schemas.sheet(place.usage, place.name, place.strict, text);
        self.has_new_schema |= is_new;
        let start = schema.span.start;
        self.violations.extend(sheet.violations.iter().map(|violation| {
            let mut violation = violation.clone();
            violation.pointer = format!("{}{}", place.pointer, violation.pointer);
            violation.position = violation.position.map(|position| {
                let span = crate::linter::Span { start: position.span.start + start, end: position.span.end + start };
                Position::of(span, self.body.text)
            });
            violation
        }));
        if self.first.is_none() {
            self.first = self.error(&sheet, place);
        }
        sheet
    }

    fn error(&self, sheet: &Sheet, place: &Place<'_>) -> Option<ApiError> {
        if let Some(violation) = sheet.refusal() {
            let error = ApiError::invalid(violation.message.clone());
            let code = match place.usage {
                Usage::Function => Some("invalid_function_parameters"),
                Usage::ResponseFormat if self.wire.is_responses => Some("invalid_json_schema"),
                Usage::ResponseFormat => None,
            };
            // The only message about a whole union has no parameter.
            let is_nameless = violation.rule == Rule::FirstProperty;
            let param = (!is_nameless).then(|| place.param.clone());
            return Some(ApiError { param, code, ..error });
        }
        let why = sheet.plan.as_ref().err()?;
        let usage = if place.usage == Usage::Function { "function" } else { "response_format" };
        Some(unanswerable(usage, place.name, &why.0).at(place.param.clone()))
    }
}

/// A schema that the API may accept, but for which no value can be made here.
pub(crate) fn unanswerable(usage: &str, name: &str, why: &str) -> ApiError {
    ApiError::invalid(format!("No value can be made for {usage} '{name}': {why}.")).code("unanswerable_schema")
}

/// The `name` of a format or tool.
fn name<'n>(object: &'n JsonValue, path: &str, longest: usize) -> Result<&'n str, ApiError> {
    let path = format!("{path}.name");
    let Some(node) = given(object, "name") else { return Err(message::missing(&path)) };
    let Some(name) = node.as_str() else { return Err(message::invalid_type(&path, "a string", node)) };
    let length = name.chars().count();
    if length == 0 {
        return Err(message::string_too_short(&path));
    }
    if length > longest {
        return Err(message::string_too_long(&path, longest, length));
    }
    if name.chars().any(|c| !c.is_ascii_alphanumeric() && c != '_' && c != '-') {
        return Err(message::name_pattern(&path, NAME_PATTERN));
    }
    Ok(name)
}

fn is_strict(object: &JsonValue) -> Option<bool> {
    match object.get("strict").map(|node| &node.value) {
        Some(Value::Bool(strict)) => Some(*strict),
        _ => None,
    }
}

/// Which tools are called.
pub(super) fn tool_choice(body: Body<'_>, tools: &[Tool], wire: Wire) -> Result<ToolChoice, ApiError> {
    const MODES: &[&str] = &["none", "auto", "required"];
    let Some(choice) = body.get("tool_choice") else { return Ok(ToolChoice::Auto) };
    if body.get("tools").is_none() {
        return Err(message::only_with("tool_choice", "tools"));
    }
    if let Some(mode) = choice.as_str() {
        return match mode {
            "none" => Ok(ToolChoice::Never),
            "auto" => Ok(ToolChoice::Auto),
            "required" => Ok(ToolChoice::Required),
            other => Err(message::invalid_value("tool_choice", other, MODES)),
        };
    }
    if choice.members().is_none() {
        return Err(message::invalid_type("tool_choice", "one of a string or an object", choice));
    }
    let kind = choice.get("type").and_then(JsonValue::as_str).ok_or_else(|| message::missing("tool_choice.type"))?;
    match kind {
        "function" | "custom" => {
            let (object, path) = if wire.is_responses {
                (Some(choice), "tool_choice.name".to_owned())
            } else {
                (choice.get(kind), format!("tool_choice.{kind}.name"))
            };
            let name = object.and_then(|object| object.get("name")).and_then(JsonValue::as_str);
            let name = name.ok_or_else(|| message::missing(&path))?;
            if !tools.iter().any(|tool| tool.name == name) {
                return Err(message::unknown_tool(name));
            }
            Ok(ToolChoice::Named(name.to_owned()))
        }
        "allowed_tools" => {
            let allowed = if wire.is_responses { Some(choice) } else { choice.get("allowed_tools") };
            let mode = allowed.and_then(|allowed| allowed.get("mode")).and_then(JsonValue::as_str);
            Ok(if mode == Some("required") { ToolChoice::Required } else { ToolChoice::Auto })
        }
        _ => Ok(ToolChoice::Auto),
    }
}
