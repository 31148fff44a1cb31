//! The rules about one schema and its parts, in the order in which the API is seen to report them.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::document::{Member, Node, Span, Value};
use super::envelope::{Target, first_byte};
use super::finding::Findings;
use super::violation::{Rule, Severity};
use super::wording::{self, pointer_part};
use super::{bounds, finite, limits, mend, reference, union, value};
use crate::profile::Profile;

/// The kinds of values, as `type` spells them.
pub(super) const TYPES: &[&str] = &["string", "number", "integer", "boolean", "object", "array", "null"];

/// Keywords that stand for a whole shape; a schema that has one needs no `type`.
const SHAPES: &[&str] = &["anyOf", "oneOf", "allOf", "not", "if"];

/// Checks one schema of a document.
pub(super) fn target(target: &Target<'_>, findings: &mut Findings<'_>) {
    let mut checker = Checker { target, findings, path: Vec::new() };
    if checker.root() {
        checker.schema(target.schema, target.anchor);
        checker.definitions();
        finite::check(&mut checker);
    }
    limits::check(&mut checker);
}

pub(super) struct Checker<'a, 'f, 't> {
    pub(super) target: &'a Target<'a>,
    pub(super) findings: &'f mut Findings<'t>,
    /// The way from the schema's root, in the API's words, which are also the parts of the JSON pointer.
    path: Vec<String>,
}

impl<'a> Checker<'a, '_, '_> {
    /// Reports a violation at the current place.
    pub(super) fn error(&mut self, rule: Rule, span: Span, message: String, mend: impl Into<String>) {
        self.add(rule, Severity::Error, span, message, mend);
    }

    fn add(&mut self, rule: Rule, severity: Severity, span: Span, message: String, mend: impl Into<String>) {
        let pointer = self.pointer();
        self.findings.add(rule, severity, &pointer, span, message, mend);
    }

    pub(super) fn pointer(&self) -> String {
        let mut pointer = self.target.pointer.clone();
        for part in &self.path {
            pointer.push('/');
            pointer.push_str(&pointer_part(part));
        }
        pointer
    }

    /// Reports a violation in words that name the place.
    pub(super) fn error_in(&mut self, rule: Rule, span: Span, sentence: &str, mend: impl Into<String>) {
        let message = self.target.speaker.says_in(&self.path, sentence);
        self.error(rule, span, message, mend);
    }

    /// A sentence about the current place, of those that the API starts without `In `.
    pub(super) fn says_of(&self, sentence: &str) -> String {
        self.target.speaker.says_of(&self.path, sentence)
    }

    pub(super) fn not_a_schema(&mut self, span: Span, mend: impl Into<String>) {
        self.error(Rule::NotASchema, span, self.target.speaker.not_a_schema(), mend);
    }

    /// Goes one or two steps down.
    pub(super) fn within(&mut self, parts: &[&str], then: impl FnOnce(&mut Self)) {
        let depth = self.path.len();
        self.path.extend(parts.iter().map(ToString::to_string));
        then(self);
        self.path.truncate(depth);
    }

    pub(super) fn is_strict(&self) -> bool {
        self.findings.profile.strict
    }

    /// Whether the root is an object, so that looking further makes sense.
    fn root(&mut self) -> bool {
        let root = self.target.schema;
        if root.members().is_none() {
            self.not_a_schema(root.span, "write an object: `{\"type\": \"object\", …}`");
            return false;
        }
        if !self.is_strict() {
            return true;
        }
        let speaker = &self.target.speaker;
        let anchor = self.target.anchor;
        let wrap = "wrap it: make it a property of an object";
        match root.get("type").map(|kind| (kind, kind.as_str())) {
            Some((_, Some("object"))) => {
                let unions = ["oneOf", "anyOf", "enum", "not"];
                if let Some(member) = unions.iter().find_map(|keyword| root.member(keyword)) {
                    let message = speaker.says(&wording::root_union(&member.name));
                    self.error(Rule::RootUnion, member.name_span, message, wrap);
                    return false;
                }
                true
            }
            Some((kind, found)) => {
                let found = found.map_or_else(|| kind.to_minified(), String::from);
                let message = speaker.says(&wording::root_type(&found));
                self.error(Rule::RootType, kind.span, message, wrap);
                false
            }
            None if root.get("$ref").is_some() => {
                let message = speaker.says(&wording::root_type("None"));
                self.error(Rule::RootType, anchor, message, "put the referenced schema in the place of the reference");
                false
            }
            None => {
                let message = speaker.says(wording::MISSING_TYPE);
                let is_union = root.get("anyOf").is_some() || root.get("oneOf").is_some();
                self.error(Rule::RootType, anchor, message, if is_union { wrap } else { "add `\"type\": \"object\"`" });
                false
            }
        }
    }

    fn definitions(&mut self) {
        for keyword in reference::DEFINITIONS {
            let Some(member) = self.target.schema.member(keyword) else { continue };
            let Some(definitions) = member.value.members() else {
                self.within(&[keyword], |this| this.not_a_schema(member.value.span, "write an object of schemas"));
                continue;
            };
            for definition in definitions {
                self.within(&[keyword, &definition.name], |this| {
                    reference::check_cycle(this, definition);
                    this.schema(&definition.value, definition.name_span);
                });
            }
        }
    }

    /// Checks the schema `node`; `anchor` is what a message about all of it underlines.
    fn schema(&mut self, node: &'a Node, anchor: Span) {
        let Some(members) = node.members() else {
            let mend = "write an object such as `{\"type\": \"string\"}`; `true` and `false` are no strict schemas";
            return self.not_a_schema(node.span, mend);
        };
        if let Some(member) = node.member("$ref") {
            return reference::check(self, members, member);
        }
        self.keywords(members);
        let types = self.types(node, anchor);
        let is = |kind| types.contains(&kind);
        if is("object") || (types.is_empty() && node.get("properties").is_some()) {
            self.object(node, anchor);
        }
        if is("array") || (types.is_empty() && node.get("items").is_some()) {
            self.array(node, anchor);
        }
        value::check(self, node, &types);
        bounds::check(self, node);
        union::check(self, node);
    }

    fn keywords(&mut self, members: &[Member]) {
        let is_root = self.path.is_empty();
        for member in members {
            let name = &*member.name;
            let profile = self.findings.profile;
            let structural =
                ["type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref"];
            if name == "nullable" && member.value.value == Value::Bool(true) && self.is_strict() {
                let message = "`nullable` is passed over: the model cannot answer `null`".to_string();
                let mend = "add `\"null\"` to `type`";
                self.add(Rule::Nullable, Severity::Warning, member.name_span, message, mend);
            } else if structural.contains(&name)
                || profile.annotations.contains(&name)
                || (is_root && reference::DEFINITIONS.contains(&name))
            {
            } else if let Some(contested) = profile.contested.iter().find(|contested| contested.keyword == name) {
                let (message, mend) = (contested.reports.to_string(), mend::keyword(name));
                self.add(Rule::ContestedKeyword, Severity::Warning, member.name_span, message, mend);
            } else if profile.keyword(name).is_some() {
                self.format(member);
            } else {
                self.keyword(member);
            }
        }
    }

    fn keyword(&mut self, member: &Member) {
        let (name, span) = (&*member.name, member.name_span);
        if !mend::is_known(name) {
            let what = if mend::ANNOTATIONS.contains(&name) {
                "no keyword that the API knows"
            } else {
                "not a keyword of JSON Schema"
            };
            let message = format!("`{name}` is {what}: it is passed over, or refused");
            self.add(Rule::UnknownKeyword, Severity::Warning, span, message, "remove it");
        } else if self.is_strict() {
            let elsewhere = Profile::ALL.iter().find(|profile| profile.strict && profile.keyword(name).is_some());
            let elsewhere = elsewhere.map(|profile| format!("; the profile `{}` has it", profile.name));
            let mend = format!("{}{}", mend::keyword(name), elsewhere.unwrap_or_default());
            self.error_in(Rule::Keyword, span, &wording::not_permitted(name), mend);
        } else {
            let message = format!("`{name}` is passed over: nothing makes the model keep to it");
            self.add(Rule::Keyword, Severity::Warning, span, message, mend::keyword(name));
        }
    }

    fn format(&mut self, member: &Member) {
        let formats = self.findings.profile.formats;
        let Some(format) = member.value.as_str().filter(|_| &*member.name == "format") else { return };
        if formats.contains(&format) {
            return;
        }
        if self.is_strict() {
            let mend = format!("use one of `{}`, or say it in `description`", formats.join("`, `"));
            self.error_in(Rule::Format, member.value.span, &wording::not_a_format(format), mend);
        } else {
            let message = format!("the format `{format}` is passed over");
            self.add(Rule::Format, Severity::Warning, member.value.span, message, "say it in `description`");
        }
    }

    /// The names in `type`; none if they are missing or wrong, which is reported.
    fn types(&mut self, node: &'a Node, anchor: Span) -> Vec<&'a str> {
        let Some(member) = node.member("type") else {
            let has_shape = SHAPES.iter().any(|shape| node.get(shape).is_some());
            if !has_shape && self.is_strict() {
                let mend = mend::missing_type(node);
                self.error_in(Rule::MissingType, anchor, wording::MISSING_TYPE, mend);
            }
            return Vec::new();
        };
        let types: Vec<&str> = match &member.value.value {
            Value::String(kind) => Vec::from([&**kind]),
            Value::Array(kinds) => kinds.iter().map(|kind| kind.as_str().unwrap_or_default()).collect(),
            _ => Vec::new(),
        };
        if types.is_empty() || types.iter().any(|kind| !TYPES.contains(kind)) {
            self.not_a_schema(member.value.span, format!("use one of `{}`", TYPES.join("`, `")));
            return Vec::new();
        }
        if types.iter().enumerate().any(|(index, kind)| types[..index].contains(kind)) {
            self.not_a_schema(member.value.span, "name each type once");
        }
        types
    }

    fn array(&mut self, node: &'a Node, anchor: Span) {
        match node.member("items") {
            Some(items) if items.value.elements().is_some() => {
                let mend = "give all items one schema, or use an object with one property per place";
                self.within(&["items"], |this| this.not_a_schema(items.value.span, mend));
            }
            Some(items) => self.within(&["items"], |this| this.schema(&items.value, items.name_span)),
            None if self.is_strict() => {
                let mend = "add `items`: the schema that every item has";
                self.error_in(Rule::MissingItems, anchor, wording::MISSING_ITEMS, mend);
            }
            None => {}
        }
    }

    pub(super) fn branches(&mut self, keyword: &str, list: &'a Node) {
        let Some(branches) = list.elements().filter(|branches| !branches.is_empty()) else {
            return self.not_a_schema(list.span, "write an array of at least one schema");
        };
        for (index, branch) in branches.iter().enumerate() {
            self.within(&[keyword, &index.to_string()], |this| this.schema(branch, first_byte(branch)));
        }
    }

    fn object(&mut self, node: &'a Node, anchor: Span) {
        let Some(properties) = node.member("properties") else {
            if self.is_strict() {
                let mend =
                    "list the properties; for keys that are not known, use an array of objects with a key and a value";
                self.error_in(Rule::MissingProperties, anchor, wording::MISSING_PROPERTIES, mend);
            }
            return;
        };
        let Some(members) = properties.value.members() else {
            return self.not_a_schema(properties.value.span, "write an object: one schema per property");
        };
        if self.is_strict() {
            self.closed(node, anchor);
            self.required(node, members, anchor);
        }
        for property in members {
            if self.is_strict() && is_dropped(&property.value) {
                continue;
            }
            self.within(&["properties", &property.name], |this| this.schema(&property.value, property.name_span));
        }
    }

    fn closed(&mut self, node: &Node, anchor: Span) {
        let member = node.member("additionalProperties");
        let span = match member.map(|member| (&member.value.value, member.value.span)) {
            Some((Value::Bool(false), _)) => return,
            Some((_, span)) => span,
            None => anchor,
        };
        let mend = if member.is_some() { "write `false`" } else { "add `\"additionalProperties\": false`" };
        self.error_in(Rule::OpenObject, span, wording::OPEN_OBJECT, mend);
    }

    fn required(&mut self, node: &Node, properties: &[Member], anchor: Span) {
        let member = node.member("required");
        let names: Vec<(&str, Span)> = match member.map(|member| &member.value.value) {
            Some(Value::Array(names)) => {
                names.iter().map(|name| (name.as_str().unwrap_or_default(), name.span)).collect()
            }
            _ => Vec::new(),
        };
        let required: std::collections::HashSet<&str> = names.iter().map(|(name, _)| *name).collect();
        let missing: Vec<&str> =
            properties.iter().map(|property| &*property.name).filter(|name| !required.contains(name)).collect();
        if let [first, ..] = missing.as_slice() {
            let span = member.map_or(anchor, |member| member.name_span);
            let mend = mend::missing_required(&missing);
            self.error_in(Rule::OptionalProperty, span, &wording::missing_required(first), mend);
        }
        let known: std::collections::HashSet<&str> = properties.iter().map(|property| &*property.name).collect();
        for (name, span) in names.iter().filter(|(name, _)| !known.contains(name)) {
            let mend = format!("remove `{name}` from `required`, or add it to `properties`");
            self.error_in(Rule::UnknownRequired, *span, &wording::extra_required(name), mend);
        }
        for property in properties.iter().filter(|property| is_dropped(&property.value)) {
            let mend = format!(
                "list the properties of `{}`; for keys that are not known, use an array of objects with a key and a value",
                property.name
            );
            let (rule, span) = (Rule::MissingProperties, property.name_span);
            if required.contains(&*property.name) {
                self.error_in(rule, span, &wording::extra_required(&property.name), mend);
            } else {
                let path = ["properties", &*property.name];
                self.within(&path, |this| this.error_in(rule, span, wording::MISSING_PROPERTIES, mend));
            }
        }
    }
}

/// An object without `properties` is dropped by the API before it looks at `required`, and is then missed there.
fn is_dropped(schema: &Node) -> bool {
    schema.get("type").and_then(Node::as_str) == Some("object")
        && ["properties", "anyOf", "$ref", "enum", "const"].iter().all(|keyword| schema.get(keyword).is_none())
}
