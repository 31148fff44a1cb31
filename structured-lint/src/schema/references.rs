//! The targets of the references of a schema.

use std::collections::{HashMap, HashSet};

use super::circular::circular;
use crate::json::{JsonValue, Member, unescape_pointer};

/// The keywords that contain definitions, at the root of a schema. The second is the name in older drafts.
pub(crate) const DEFINITIONS: &[&str] = &["$defs", "definitions"];

/// The target of a reference.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place<'a> {
    Root,
    Definition(&'a Member),
}

/// The place of the schemas in an `OpenAPI` document, and in its predecessor.
const COMPONENTS: &[&str] = &["components/schemas", "definitions"];

/// The targets of the references of one schema, found once for all of them.
#[derive(Debug)]
pub(crate) struct References<'a> {
    /// The target of `#`; `None` among the components of an `OpenAPI` document.
    root: Option<&'a JsonValue>,
    /// Each definition and its container, in the order of the schema.
    members: Vec<(&'static str, &'a Member)>,
    /// The definitions by their container and name.
    definitions: HashMap<(&'static str, &'a str), &'a Member>,
    /// For the root and each definition, the schema at the end of its chain of references; `None` if the chain has
    /// no end.
    ends: HashMap<*const JsonValue, Option<&'a JsonValue>>,
    /// The schemas that lead to themselves along references and branches alone.
    circular: HashSet<*const JsonValue>,
}

impl<'a> References<'a> {
    pub(crate) fn of(root: &'a JsonValue) -> Self {
        Self::between(Some(root), members(root, DEFINITIONS))
    }

    /// The references of all components of an `OpenAPI` document.
    pub(crate) fn of_components(document: &'a JsonValue) -> Self {
        Self::between(None, members(document, COMPONENTS))
    }

    fn between(root: Option<&'a JsonValue>, members: Vec<(&'static str, &'a Member)>) -> Self {
        let definitions = members.iter().map(|(holder, member)| ((*holder, &*member.name), *member)).collect();
        let mut references = Self { root, members, definitions, ends: HashMap::new(), circular: HashSet::new() };
        references.ends = references.find_ends();
        references.circular = circular(references.targets(), |node| references.next(node));
        references
    }

    /// Each definition and its container.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'static str, &'a Member)> {
        self.members.iter().copied()
    }

    /// The place that `target` names; `None` if there is none.
    pub(crate) fn resolve(&self, target: &str) -> Option<Place<'a>> {
        if target == "#" {
            return self.root.map(|_| Place::Root);
        }
        let (keyword, name) = parts(target)?;
        let named = |name: &str| self.definitions.get(&(keyword, &*unescape_pointer(name))).copied();
        named(name).or_else(|| named(&percent_decoded(name)?)).map(Place::Definition)
    }

    /// The schema that `target` names.
    pub(crate) fn schema(&self, target: &str) -> Option<&'a JsonValue> {
        self.resolve(target).and_then(|place| match place {
            Place::Root => self.root,
            Place::Definition(member) => Some(&member.value),
        })
    }

    /// The schema at the end of the chain of references of `node`, or `node` itself.
    pub(crate) fn follow(&self, node: &'a JsonValue) -> Option<&'a JsonValue> {
        let Some(target) = node.get("$ref").and_then(JsonValue::as_str) else { return Some(node) };
        self.ends.get(&core::ptr::from_ref(self.schema(target)?)).copied().flatten()
    }

    /// The definition called `name` of this keyword.
    pub(crate) fn definition(&self, keyword: &str, name: &str) -> Option<&'a JsonValue> {
        let keyword = DEFINITIONS.iter().chain(COMPONENTS).find(|known| **known == keyword)?;
        self.definitions.get(&(*keyword, name)).map(|member| &member.value)
    }

    /// As [`References::follow`], for a schema that may not be a part of this root.
    pub(crate) fn follow_any<'n>(&self, node: &'n JsonValue) -> Option<&'n JsonValue>
    where
        'a: 'n,
    {
        let Some(target) = node.get("$ref").and_then(JsonValue::as_str) else { return Some(node) };
        self.ends.get(&core::ptr::from_ref(self.schema(target)?)).copied().flatten()
    }

    /// Whether `node`, the root or a definition, leads to itself along references and branches alone.
    pub(crate) fn leads_back(&self, node: &JsonValue) -> bool {
        self.circular.contains(&core::ptr::from_ref(node))
    }

    /// The root and the definitions, in the order of the schema.
    fn targets(&self) -> Vec<&'a JsonValue> {
        self.root.into_iter().chain(self.members.iter().map(|(_, member)| &member.value)).collect()
    }

    /// The schemas that a value of `node` satisfies one of, as far as nothing is in between.
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
                // A schema on the current path has no end yet: a chain that comes back to it has none.
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

/// The definitions of `root` in these places.
fn members<'a>(root: &'a JsonValue, holders: &[&'static str]) -> Vec<(&'static str, &'a Member)> {
    let of_holder = |holder: &&'static str| {
        let held = holder.split('/').try_fold(root, |node, part| node.get(part));
        let members = held.and_then(JsonValue::members).unwrap_or_default();
        let holder = *holder;
        members.iter().map(move |member| (holder, member))
    };
    holders.iter().flat_map(of_holder).collect()
}

/// The container of the definition that `target` refers to, and its name, which is still escaped.
fn parts(target: &str) -> Option<(&'static str, &str)> {
    let pointer = target.strip_prefix("#/")?;
    DEFINITIONS.iter().chain(COMPONENTS).find_map(|holder| {
        let name = pointer.strip_prefix(holder)?.strip_prefix('/')?;
        (!name.contains('/')).then_some((*holder, name))
    })
}

/// The definition that the reference `target` refers to in the schema `root`; `None` if there is none.
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
    definitions
        .member(&unescape_pointer(name))
        .or_else(|| definitions.member(&unescape_pointer(&percent_decoded(name)?)))
}

/// The JSON pointer of a reference into its own document, percent-encoding undone.
pub(crate) fn decode_pointer(target: &str) -> Option<String> {
    percent_decoded(target.strip_prefix('#')?)
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
