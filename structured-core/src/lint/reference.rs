//! `$ref`: what it may point to, and that it stands alone.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::collections::HashSet;

use super::check::Checker;
use super::document::{Member, Node};
use super::violation::Rule;
use super::wording;
use crate::profile::SelfReference;

/// The keywords that hold definitions, at the root of a schema; the second is the name in older drafts.
pub(super) const DEFINITIONS: &[&str] = &["$defs", "definitions"];

/// Where a reference leads.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    Root,
    Definition(&'a Member),
}

/// The place that `target` names in the schema `root`; `None` if it names none.
pub(super) fn resolve<'a>(root: &'a Node, target: &str) -> Option<Place<'a>> {
    if target == "#" {
        return Some(Place::Root);
    }
    definition(root, target).map(Place::Definition)
}

/// The definition that the reference `target` leads to in the schema `root`; `None` if there is none.
///
/// A name in a reference has `~` and `/` escaped (RFC 6901), and may have other characters percent-encoded.
///
/// ```
/// use structured_core::lint::{self, Document};
///
/// let root = Document::read(r#"{"$defs": {"größe/x": {"type": "integer"}}}"#)?.root;
/// assert!(lint::definition(&root, "#/$defs/größe~1x").is_some());
/// assert!(lint::definition(&root, "#/$defs/gr%C3%B6%C3%9Fe~1x").is_some());
/// assert!(lint::definition(&root, "#/$defs/weight").is_none());
/// # Ok::<(), lint::Malformed>(())
/// ```
#[must_use]
pub fn definition<'a>(root: &'a Node, target: &str) -> Option<&'a Member> {
    let (keyword, name) = target.strip_prefix("#/")?.split_once('/')?;
    if !DEFINITIONS.contains(&keyword) || name.contains('/') {
        return None;
    }
    let definitions = root.get(keyword)?;
    let unescaped = |name: &str| definitions.member(&name.replace("~1", "/").replace("~0", "~"));
    unescaped(name).or_else(|| unescaped(&percent_decoded(name)?))
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

/// The schema that `node` stands for: itself, or what its chain of references ends at.
pub(super) fn follow<'a>(root: &'a Node, node: &'a Node) -> Option<&'a Node> {
    let mut seen: Vec<*const Node> = Vec::new();
    let mut node = node;
    while let Some(target) = node.get("$ref").and_then(Node::as_str) {
        if seen.contains(&core::ptr::from_ref(node)) {
            return None;
        }
        seen.push(core::ptr::from_ref(node));
        node = match resolve(root, target)? {
            Place::Root => root,
            Place::Definition(member) => &member.value,
        };
    }
    Some(node)
}

/// Checks a schema that is a reference: `members` are its keywords, `reference` is the `$ref` among them.
pub(super) fn check(checker: &mut Checker<'_, '_, '_>, members: &[Member], reference: &Member) {
    let profile = checker.findings.profile;
    let siblings: Vec<&Member> = members.iter().filter(|member| &*member.name != "$ref").collect();
    if let ([first, ..], true) = (siblings.as_slice(), profile.strict) {
        let names: Vec<&str> = siblings.iter().map(|member| &*member.name).collect();
        let message = checker.says_of(&wording::reference_siblings(&names));
        let mend = "wrap the reference: `{\"description\": …, \"anyOf\": [{\"$ref\": …}]}`";
        checker.error(Rule::ReferenceSiblings, first.name_span, message, mend);
    }
    let target = reference.value.as_str().unwrap_or_default();
    let place = resolve(checker.target.schema, target);
    let refuses_root = profile.self_reference == SelfReference::Definition;
    match place {
        Some(Place::Root) if refuses_root => {
            let message = wording::llama_reference(&checker.pointer(), target);
            let mend = "move the root's schema into `$defs`, and point there";
            checker.error(Rule::ReferenceTarget, reference.value.span, message, mend);
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
            let mend = missing_definition(checker.target.schema, target);
            checker.error_in(Rule::ReferenceTarget, reference.value.span, wording::REFERENCE_TARGET, mend);
        }
    }
}

fn missing_definition(root: &Node, target: &str) -> String {
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
    if !leads_back(checker.target.schema, &definition.value) {
        return;
    }
    let message = checker.target.speaker.not_a_schema();
    let mend = if definition.value.get("$ref").is_some() {
        format!("`{}` is a reference that leads back to itself; give it a schema", definition.name)
    } else {
        format!("`{}` is a branch of itself; remove that branch", definition.name)
    };
    checker.error(Rule::ReferenceCycle, definition.value.span, message, mend);
}

/// Whether `start` is met again on the way along references and branches alone.
pub(super) fn leads_back(root: &Node, start: &Node) -> bool {
    let mut seen: HashSet<*const Node> = HashSet::new();
    let mut waiting = Vec::from([start]);
    while let Some(node) = waiting.pop() {
        let next = match node.get("$ref").and_then(Node::as_str).map(|target| resolve(root, target)) {
            Some(Some(Place::Root)) => core::slice::from_ref(root),
            Some(Some(Place::Definition(member))) => core::slice::from_ref(&member.value),
            Some(None) => continue,
            None => node.get("anyOf").and_then(Node::elements).unwrap_or_default(),
        };
        for node in next {
            if core::ptr::eq(node, start) {
                return true;
            }
            if seen.insert(core::ptr::from_ref(node)) {
                waiting.push(node);
            }
        }
    }
    false
}
