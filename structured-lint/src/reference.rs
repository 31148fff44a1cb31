//! `$ref`: what it may point to, and that it stands alone.

use std::collections::{HashMap, HashSet};

use super::check::Checker;
use super::cycle;
use super::document::{JsonValue, Member};
use super::violation::Rule;
use super::wording;
use structured_core::profile::SelfReference;

/// The keywords that hold definitions, at the root of a schema; the second is the name in older drafts.
pub(super) const DEFINITIONS: &[&str] = &["$defs", "definitions"];

/// Where a reference leads.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    Root,
    Definition(&'a Member),
}

/// Where the references of one schema lead, found once for all of them.
pub(super) struct References<'a> {
    root: &'a JsonValue,
    /// The definitions by keyword and name.
    definitions: HashMap<(&'static str, &'a str), &'a Member>,
    /// For the root and each definition, the schema at the end of the chain of references that it is; `None` if the chain
    /// has no end.
    ends: HashMap<*const JsonValue, Option<&'a JsonValue>>,
    /// The schemas that are met again on the way along references and branches alone.
    circular: HashSet<*const JsonValue>,
}

impl<'a> References<'a> {
    pub(super) fn of(root: &'a JsonValue) -> Self {
        let mut definitions = HashMap::new();
        for keyword in DEFINITIONS {
            for member in root.get(keyword).and_then(JsonValue::members).unwrap_or_default() {
                definitions.insert((*keyword, &*member.name), member);
            }
        }
        let mut references = Self { root, definitions, ends: HashMap::new(), circular: HashSet::new() };
        references.ends = references.find_ends();
        references.circular = cycle::circular(references.targets(), |node| references.next(node));
        references
    }

    /// The place that `target` names; `None` if it names none.
    pub(super) fn resolve(&self, target: &str) -> Option<Place<'a>> {
        if target == "#" {
            return Some(Place::Root);
        }
        let (keyword, name) = parts(target)?;
        let unescaped = |name: &str| self.definitions.get(&(keyword, &*unescaped(name))).copied();
        unescaped(name).or_else(|| unescaped(&percent_decoded(name)?)).map(Place::Definition)
    }

    /// The schema that `target` names.
    pub(super) fn schema(&self, target: &str) -> Option<&'a JsonValue> {
        self.resolve(target).map(|place| match place {
            Place::Root => self.root,
            Place::Definition(member) => &member.value,
        })
    }

    /// The schema that `node` stands for: itself, or what its chain of references ends at.
    pub(super) fn follow(&self, node: &'a JsonValue) -> Option<&'a JsonValue> {
        let Some(target) = node.get("$ref").and_then(JsonValue::as_str) else { return Some(node) };
        self.ends.get(&core::ptr::from_ref(self.schema(target)?)).copied().flatten()
    }

    /// Whether `node`, the root or a definition, is met again on the way along references and branches alone.
    pub(super) fn leads_back(&self, node: &JsonValue) -> bool {
        self.circular.contains(&core::ptr::from_ref(node))
    }

    /// The root and the definitions, in the order of the schema.
    fn targets(&self) -> Vec<&'a JsonValue> {
        let definitions = DEFINITIONS.iter().filter_map(|keyword| self.root.get(keyword)?.members()).flatten();
        std::iter::once(self.root).chain(definitions.map(|member| &member.value)).collect()
    }

    /// Where a value of `node` is one of, as long as nothing stands in between.
    fn next(&self, node: &'a JsonValue) -> Vec<&'a JsonValue> {
        match node.get("$ref").and_then(JsonValue::as_str) {
            Some(target) => self.schema(target).into_iter().collect(),
            None => node.get("anyOf").and_then(JsonValue::elements).unwrap_or_default().iter().collect(),
        }
    }

    fn find_ends(&self) -> HashMap<*const JsonValue, Option<&'a JsonValue>> {
        let mut ends = HashMap::new();
        for target in self.targets() {
            let (mut way, mut next) = (Vec::new(), Some(target));
            let end = loop {
                let Some(node) = next else { break None };
                // What is on the way itself has no end yet: a chain that comes back to it has none.
                if let Some(end) = ends.get(&core::ptr::from_ref(node)) {
                    break *end;
                }
                way.push(core::ptr::from_ref(node));
                ends.insert(core::ptr::from_ref(node), None);
                match node.get("$ref").and_then(JsonValue::as_str) {
                    Some(target) => next = self.schema(target),
                    None => break Some(node),
                }
            };
            ends.extend(way.into_iter().map(|node| (node, end)));
        }
        ends
    }
}

/// The keyword and the name, still escaped, of a reference to a definition.
fn parts(target: &str) -> Option<(&'static str, &str)> {
    let (keyword, name) = target.strip_prefix("#/")?.split_once('/')?;
    let keyword = DEFINITIONS.iter().find(|known| **known == keyword)?;
    (!name.contains('/')).then_some((*keyword, name))
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

/// The definition that the reference `target` leads to in the schema `root`; `None` if there is none.
///
/// A name in a reference has `~` and `/` escaped (RFC 6901), and may have other characters percent-encoded.
///
/// ```
/// use structured_lint::Document;
///
/// let root = Document::read(r#"{"$defs": {"größe/x": {"type": "integer"}}}"#)?.root;
/// assert!(structured_lint::resolve_ref(&root, "#/$defs/größe~1x").is_some());
/// assert!(structured_lint::resolve_ref(&root, "#/$defs/gr%C3%B6%C3%9Fe~1x").is_some());
/// assert!(structured_lint::resolve_ref(&root, "#/$defs/weight").is_none());
/// # Ok::<(), structured_lint::Malformed>(())
/// ```
#[must_use]
pub fn resolve_ref<'a>(root: &'a JsonValue, target: &str) -> Option<&'a Member> {
    let (keyword, name) = parts(target)?;
    let definitions = root.get(keyword)?;
    definitions.member(&unescaped(name)).or_else(|| definitions.member(&unescaped(&percent_decoded(name)?)))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// Checks a schema that is a reference: `members` are its keywords, `reference` is the `$ref` among them.
pub(super) fn check(checker: &mut Checker<'_, '_, '_>, members: &[Member], reference: &Member) {
    let profile = checker.findings.profile;
    let siblings: Vec<&Member> = members.iter().filter(|member| &*member.name != "$ref").collect();
    // A root that is a reference is refused for that.
    if let ([first, ..], true) = (siblings.as_slice(), profile.strict && !checker.is_at_refused_root()) {
        let names: Vec<&str> = siblings.iter().map(|member| &*member.name).collect();
        let message = checker.says_of(&wording::reference_siblings(&names));
        let help = "wrap the reference: `{\"description\": …, \"anyOf\": [{\"$ref\": …}]}`";
        checker.error(Rule::ReferenceSiblings, first.name_span, message, help);
    }
    let target = reference.value.as_str().unwrap_or_default();
    let place = checker.references.resolve(target);
    let refuses_root = profile.self_reference == SelfReference::Definition;
    match place {
        Some(Place::Root) if refuses_root => {
            let message = wording::llama_reference(&checker.pointer(), target);
            let help = "move the root's schema into `$defs`, and point there";
            checker.error(Rule::ReferenceTarget, reference.value.span, message, help);
        }
        Some(_) => {}
        None if refuses_root => {
            let message = wording::llama_reference(&checker.pointer(), target);
            checker.error(
                Rule::ReferenceTarget,
                reference.value.span,
                message,
                missing_definition(checker.target.schema, target),
            );
        }
        None => {
            let help = missing_definition(checker.target.schema, target);
            checker.error_in(Rule::ReferenceTarget, reference.value.span, wording::REFERENCE_TARGET, help);
        }
    }
}

fn missing_definition(root: &JsonValue, target: &str) -> String {
    let is_nothing = target.strip_prefix('#').is_some_and(|pointer| root.pointer(pointer).is_none());
    let nothing = if is_nothing { format!("there is nothing at `{target}`; ") } else { String::new() };

    let names: Vec<String> = DEFINITIONS
        .iter()
        .filter_map(|keyword| Some((keyword, root.get(keyword)?.members()?)))
        .flat_map(|(keyword, members)| members.iter().map(move |member| format!("`#/{keyword}/{}`", member.name)))
        .take(5)
        .collect();
    if names.is_empty() {
        return format!(
            "{nothing}put the schema into `$defs` at the root, and point to `#/$defs/…`, or use `#` for the root"
        );
    }
    format!("{nothing}point to a definition, for example {}, or to `#`", names.join(", "))
}

/// Reports a definition that leads back to itself with nothing in between: by a reference, or as a branch of its own.
pub(super) fn check_cycle(checker: &mut Checker<'_, '_, '_>, definition: &Member) {
    if !checker.references.leads_back(&definition.value) {
        return;
    }
    let message = checker.target.speaker.not_a_schema();
    let help = if definition.value.get("$ref").is_some() {
        format!("`{}` is a reference that leads back to itself; give it a schema", definition.name)
    } else {
        format!("`{}` is a branch of itself; remove that branch", definition.name)
    };
    checker.error(Rule::ReferenceCycle, definition.value.span, message, help);
}
