//! The rules about one schema and its parts, in the order in which the API reports them.

use std::collections::HashSet;
use std::rc::Rc;

use super::checker::Checker;
use super::{bounds, empty, finite, limits, reference, union, validity, values};
use crate::envelope::{Target, first_byte};
use crate::finding::Findings;
use crate::json::{JsonValue, Member, Span, Value};
use crate::rule::Rule;
use crate::schema::keywords::STRUCTURE;
use crate::schema::references::{DEFINITIONS, References};
use crate::schema::shape::{SHAPES, is_for_arrays, is_for_objects, types};
use crate::violation::Severity;
use crate::{help, spelling, wording};
use structured_core::profile::{DisputedKeyword, Profile};

/// How many unknown names of `required` are compared with the properties of an object.
const MOST_COMPARED: usize = 5;

/// How many references without a target are looked for in the whole schema.
const MOST_SEARCHES: usize = 100;

/// Keywords that a root may not have beside `"type": "object"`.
const NOT_AT_ROOT: &[&str] = &["oneOf", "anyOf", "enum", "not"];

/// The role of a keyword in a profile, at its place.
enum KeywordUse {
    /// Part of every schema, an annotation, or reported elsewhere.
    Structure,
    /// `"nullable": true`, which strict mode ignores.
    Nullable,
    /// Refused by some models, accepted by others.
    Disputed(&'static DisputedKeyword),
    /// A constraint that the profile has.
    Constraint,
    /// A keyword that the profile does not have, or no keyword at all.
    Foreign,
}

/// Checks one schema of a document.
pub(crate) fn target(target: &Target<'_>, findings: &mut Findings<'_>) {
    let references = match &target.component {
        Some(component) => Rc::clone(&component.references),
        None => Rc::new(References::of(target.schema)),
    };
    let mut checker =
        Checker { target, references, findings, path: Vec::new(), is_root_refused: false, searches: MOST_SEARCHES };
    if let Some(component) = &target.component {
        reference::check_cycle(&mut checker, component.member);
        checker.schema(target.schema, target.anchor);
    } else if target.schema.members().is_none() {
        checker.not_a_schema(target.schema.span, "write an object: `{\"type\": \"object\", …}`");
    } else {
        checker.root();
        checker.schema(target.schema, target.anchor);
        checker.definitions();
        finite::check(&mut checker);
    }
    limits::check(&mut checker);
}

impl<'a> Checker<'a, '_, '_> {
    /// Reports a root that is not an object, or that is a union.
    fn root(&mut self) {
        if !self.is_strict() {
            return;
        }
        let (root, anchor, prefix) = (self.target.schema, self.target.anchor, &self.target.prefix);
        let wrap = "wrap it: make it a property of an object";
        let (rule, span, message, help) = match root.get("type").map(|kind| (kind, kind.as_str())) {
            Some((_, Some("object"))) => {
                let Some(member) = NOT_AT_ROOT.iter().find_map(|keyword| root.member(keyword)) else { return };
                (Rule::RootUnion, member.name_span, wording::root_union(&member.name), wrap)
            }
            Some((kind, None))
                if kind.elements().is_some_and(|kinds| kinds.iter().any(|kind| kind.as_str() == Some("object"))) =>
            {
                (
                    Rule::RootType,
                    kind.span,
                    wording::root_type(&kind.to_minified()),
                    "write `\"type\": \"object\"`: an answer is an object, and is never `null`",
                )
            }
            Some((kind, found)) => {
                let found = found.map_or_else(|| kind.to_minified(), String::from);
                (Rule::RootType, kind.span, wording::root_type(&found), wrap)
            }
            None if root.get("$ref").is_some() => {
                let help = "replace the reference by the referenced schema";
                (Rule::RootType, anchor, wording::root_type("None"), help)
            }
            None => {
                let is_union = root.get("anyOf").is_some() || root.get("oneOf").is_some();
                let help = if is_union { wrap } else { "add `\"type\": \"object\"`" };
                (Rule::RootType, anchor, wording::MISSING_TYPE.into(), help)
            }
        };
        self.error(rule, span, prefix.message(&message), help);
        self.is_root_refused = true;
    }

    fn definitions(&mut self) {
        for keyword in DEFINITIONS {
            let Some(member) = self.target.schema.member(keyword) else { continue };
            for definition in member.value.members().unwrap_or_default() {
                self.within(&[keyword, &definition.name], |this| {
                    reference::check_cycle(this, definition);
                    this.schema(&definition.value, definition.name_span);
                });
            }
        }
    }

    /// Checks the schema `node`. `anchor` is underlined in a message about the whole schema.
    fn schema(&mut self, node: &'a JsonValue, anchor: Span) {
        let Some(members) = node.members() else {
            let help =
                "write an object such as `{\"type\": \"string\"}`; strict mode does not accept `true` and `false`";
            return self.not_a_schema(node.span, help);
        };
        validity::check(self, node);
        if let Some(member) = node.member("$ref") {
            return reference::check(self, members, member);
        }
        self.keywords(members);
        let types = types(node);
        self.types(node, anchor);
        if is_for_objects(node, &types) {
            self.object(node, anchor);
        }
        if is_for_arrays(node, &types) {
            self.array(node, anchor);
        }
        values::check(self, node, &types);
        bounds::check(self, node);
        if self.is_strict() && !self.is_at_refused_root() {
            empty::check(self, node);
        }
        self.union(node);
    }

    fn keywords(&mut self, members: &[Member]) {
        for member in members {
            match self.classify(member) {
                KeywordUse::Structure => {}
                KeywordUse::Nullable => {
                    let message = "`nullable` is ignored: the model cannot answer `null`".to_string();
                    let help = "add `\"null\"` to `type`";
                    self.add(Rule::Nullable, Severity::Warning, member.name_span, message, help);
                }
                KeywordUse::Disputed(disputed) => {
                    let (message, help) = (disputed.reports.to_string(), help::keyword(&member.name));
                    self.add(Rule::DisputedKeyword, Severity::Warning, member.name_span, message, help);
                }
                KeywordUse::Constraint => self.format(member),
                KeywordUse::Foreign => self.keyword(member),
            }
        }
    }

    fn classify(&self, member: &Member) -> KeywordUse {
        let (name, profile, is_root) = (&*member.name, self.findings.profile, self.is_at_root());
        if name == "nullable" && member.value.value == Value::Bool(true) && self.is_strict() {
            return KeywordUse::Nullable;
        }
        if STRUCTURE.contains(&name)
            || profile.annotations.contains(&name)
            || (is_root && DEFINITIONS.contains(&name))
            || (self.is_at_refused_root() && NOT_AT_ROOT.contains(&name))
        {
            return KeywordUse::Structure;
        }
        if let Some(disputed) = profile.disputed.iter().find(|disputed| disputed.keyword == name) {
            return KeywordUse::Disputed(disputed);
        }
        if profile.keyword(name).is_some() { KeywordUse::Constraint } else { KeywordUse::Foreign }
    }

    fn keyword(&mut self, member: &Member) {
        let (name, span) = (&*member.name, member.name_span);
        if !help::is_known(name) {
            let what = if help::ANNOTATIONS.contains(&name) {
                "not a keyword that the API knows"
            } else {
                "not a keyword of JSON Schema"
            };
            let message = format!("`{name}` is {what}: it is ignored, or refused");
            self.add(Rule::UnknownKeyword, Severity::Warning, span, message, "remove it");
        } else if self.is_strict() {
            let elsewhere = Profile::ALL.iter().find(|profile| profile.strict && profile.keyword(name).is_some());
            let elsewhere = elsewhere.map(|profile| format!("; the profile `{}` has it", profile.name));
            let help = format!("{}{}", help::keyword(name), elsewhere.unwrap_or_default());
            self.error_in(Rule::Keyword, span, &wording::not_permitted(name), help);
        } else {
            let message = format!("`{name}` is ignored: nothing makes the model follow it");
            self.add(Rule::Keyword, Severity::Warning, span, message, help::keyword(name));
        }
    }

    fn format(&mut self, member: &Member) {
        let formats = self.findings.profile.formats;
        let Some(format) = member.value.as_str().filter(|_| &*member.name == "format") else { return };
        if formats.contains(&format) {
            return;
        }
        if self.is_strict() {
            let help = format!("use one of `{}`, or describe it in `description`", formats.join("`, `"));
            self.error_in(Rule::Format, member.value.span, &wording::not_a_format(format), help);
        } else {
            let message = format!("the format `{format}` is ignored");
            self.add(Rule::Format, Severity::Warning, member.value.span, message, "describe it in `description`");
        }
    }

    /// Reports a missing `type`.
    fn types(&mut self, node: &'a JsonValue, anchor: Span) {
        if self.is_at_refused_root() {
            return;
        }
        let has_shape = SHAPES.iter().chain(&["type"]).any(|shape| node.get(shape).is_some());
        if !has_shape && self.is_strict() {
            let help = help::missing_type(node);
            self.error_in(Rule::MissingType, anchor, wording::MISSING_TYPE, help);
        }
    }

    fn array(&mut self, node: &'a JsonValue, anchor: Span) {
        match node.member("items") {
            Some(items) if items.value.elements().is_some() => {
                let help = "give all items one schema, or use an object with one property per place";
                self.within(&["items"], |this| this.not_a_schema(items.value.span, help));
            }
            Some(items) => self.within(&["items"], |this| this.schema(&items.value, items.name_span)),
            None if self.is_strict() => {
                let help = "add `items`: the schema of every item";
                self.error_in(Rule::MissingItems, anchor, wording::MISSING_ITEMS, help);
            }
            None => {}
        }
    }

    /// Checks the union in `node`, if it is one.
    fn union(&mut self, node: &'a JsonValue) {
        // `oneOf` is reported; its branches are checked as those of the `anyOf` that replaces it.
        for keyword in ["anyOf", "oneOf"] {
            let Some(list) = node.get(keyword) else { continue };
            union::first_properties(self, list.elements().unwrap_or_default());
            self.branches(keyword, list);
        }
    }

    fn branches(&mut self, keyword: &str, list: &'a JsonValue) {
        for (index, branch) in list.elements().unwrap_or_default().iter().enumerate() {
            self.within(&[keyword, &index.to_string()], |this| this.schema(branch, first_byte(branch)));
        }
    }

    fn object(&mut self, node: &'a JsonValue, anchor: Span) {
        let Some(properties) = node.member("properties") else {
            // A union, or a schema that has to be merged, has its properties in its branches, and is reported itself.
            let is_shaped = self.is_at_refused_root() || has_shape(node);
            if self.is_strict() && !is_shaped {
                let help = help::missing_properties(node);
                self.error_in(Rule::MissingProperties, anchor, wording::MISSING_PROPERTIES, help);
            }
            return;
        };
        let Some(members) = properties.value.members() else { return };
        if self.is_strict() {
            self.closed(node, anchor);
            self.required(node, members, anchor);
        }
        for property in members {
            self.within(&["properties", &property.name], |this| {
                if this.is_strict() && is_dropped(&property.value) {
                    validity::check(this, &property.value);
                } else {
                    this.schema(&property.value, property.name_span);
                }
            });
        }
    }

    fn closed(&mut self, node: &JsonValue, anchor: Span) {
        let member = node.member("additionalProperties");
        let span = match member.map(|member| (&member.value.value, member.value.span)) {
            Some((Value::Bool(false), _)) => return,
            Some((_, span)) => span,
            None => anchor,
        };
        let is_map =
            !self.is_at_root() && node.get("properties").and_then(JsonValue::members).is_some_and(<[Member]>::is_empty);
        let help = match member {
            _ if is_map => help::missing_properties(node),
            Some(_) => "write `false`".into(),
            None => "add `\"additionalProperties\": false`".into(),
        };
        self.error_in(Rule::OpenObject, span, wording::OPEN_OBJECT, help);
    }

    fn required(&mut self, node: &JsonValue, properties: &[Member], anchor: Span) {
        let member = node.member("required");
        // A `required` that is not a list of names is reported as such.
        if member.is_some_and(|member| member.value.elements().is_none()) {
            return;
        }
        let names = member.and_then(|member| member.value.elements()).unwrap_or_default();
        let names: Vec<(&str, Span)> = names.iter().filter_map(|name| Some((name.as_str()?, name.span))).collect();
        let required: HashSet<&str> = names.iter().map(|(name, _)| *name).collect();
        let missing: Vec<&str> =
            properties.iter().map(|property| &*property.name).filter(|name| !required.contains(name)).collect();
        if let [first, ..] = missing.as_slice() {
            let span = member.map_or(anchor, |member| member.name_span);
            let help = help::missing_required(&missing);
            self.error_in(Rule::OptionalProperty, span, &wording::missing_required(first), help);
        }
        let known: HashSet<&str> = properties.iter().map(|property| &*property.name).collect();
        let unknown = names.iter().filter(|(name, _)| !known.contains(name));
        for (index, (name, span)) in unknown.enumerate() {
            // Each is compared with all properties, so only the first ones are looked at.
            let candidates = missing.iter().copied().filter(|_| index < MOST_COMPARED);
            let help = match spelling::nearest(name, candidates) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("remove `{name}` from `required`, or add it to `properties`"),
            };
            self.error_in(Rule::UnknownRequired, *span, &wording::extra_required(name), help);
        }
        for property in properties.iter().filter(|property| is_dropped(&property.value)) {
            let help = format!("list the properties of `{}`; {}", property.name, help::UNKNOWN_KEYS);
            let (rule, span) = (Rule::MissingProperties, property.name_span);
            if required.contains(&*property.name) {
                self.error_in(rule, span, &wording::extra_required(&property.name), help);
            } else {
                let path = ["properties", &*property.name];
                self.within(&path, |this| this.error_in(rule, span, wording::MISSING_PROPERTIES, help));
            }
        }
    }
}

/// The API drops an object without `properties` before it looks at `required`, and then misses its name there.
fn is_dropped(schema: &JsonValue) -> bool {
    schema.get("type").and_then(JsonValue::as_str) == Some("object")
        && !has_shape(schema)
        && ["properties", "anyOf", "$ref", "enum", "const"].iter().all(|keyword| schema.get(keyword).is_none())
}

/// Whether a keyword that is reported anyway lists the properties.
fn has_shape(schema: &JsonValue) -> bool {
    ["oneOf", "allOf"].iter().any(|keyword| schema.get(keyword).is_some())
}
