//! A schema's root and its definitions.

use std::rc::Rc;

use super::budget::Budget;
use super::fixer::{Change, Effect, Fixer};
use super::hoist::{each_reference, hoist_targets};
use crate::json::{JsonValue, Value, unescape_pointer};
use crate::schema::keywords::{has_resources, hides_siblings_of_references};
use crate::schema::references::{DEFINITIONS, References, decode_pointer};
use structured_core::profile::Profile;

/// Fixes the schema at `pointer` in its document.
pub(super) fn fix(schema: &mut JsonValue, pointer: &str, profile: &Profile, changes: &mut Vec<Change>) {
    let has_resources = has_resources(schema);
    if profile.strict && !has_resources {
        hoist_targets(schema, pointer, changes);
    }
    // References get their targets before anything else is changed.
    let original = schema.clone();
    let mut fixer = fixer(&original, pointer, profile, changes, has_resources);
    fixer.pinned = pinned(&original, &fixer.references);
    fixer.root(schema);
}

fn fixer<'p, 'o>(
    original: &'o JsonValue,
    pointer: &str,
    profile: &'p Profile,
    changes: &'p mut Vec<Change>,
    has_resources: bool,
) -> Fixer<'p, 'o> {
    Fixer {
        profile,
        path: pointer.to_owned(),
        root: pointer.to_owned(),
        is_at_root: true,
        changes,
        references: Rc::new(References::of(original)),
        has_resources,
        hides_siblings: hides_siblings_of_references(original),
        budget: Budget::default(),
        inlined: Vec::new(),
        pinned: Vec::new(),
    }
}

/// The components of an `OpenAPI` document.
pub(super) struct Components<'p, 'o> {
    profile: &'p Profile,
    references: Rc<References<'o>>,
    hides_siblings: bool,
    budget: Budget,
}

impl<'p, 'o> Components<'p, 'o> {
    pub(super) fn of(document: &'o JsonValue, profile: &'p Profile) -> Self {
        // From 3.1 on, `OpenAPI` has the rules of JSON Schema.
        let version = document.get("openapi").and_then(JsonValue::as_str).unwrap_or("2.0");
        let hides_siblings = version.starts_with('2') || version.starts_with("3.0");
        let references = Rc::new(References::of_components(document));
        Self { profile, references, hides_siblings, budget: Budget::default() }
    }

    /// Fixes one component, which need not be an object.
    pub(super) fn fix(&mut self, schema: &mut JsonValue, pointer: &str, changes: &mut Vec<Change>) {
        let own = pointer.strip_prefix('/').and_then(|pointer| pointer.rsplit_once('/'));
        let own = own.and_then(|(holder, name)| self.references.definition(holder, &unescape_pointer(name)));
        let mut fixer = Fixer {
            profile: self.profile,
            path: pointer.to_owned(),
            root: pointer.to_owned(),
            is_at_root: false,
            changes,
            references: Rc::clone(&self.references),
            has_resources: has_resources(schema),
            hides_siblings: self.hides_siblings,
            budget: std::mem::take(&mut self.budget),
            inlined: own.map(core::ptr::from_ref).into_iter().collect(),
            pinned: pinned(schema, &self.references),
        };
        fixer.schema(schema);
        self.budget = fixer.budget;
    }
}

/// The targets of references that are not definitions; sorted.
fn pinned(root: &JsonValue, references: &References<'_>) -> Vec<String> {
    let mut pinned = Vec::new();
    each_reference(root, &mut |target| {
        if references.resolve(target).is_none() {
            pinned.extend(target.strip_prefix('#').map(str::to_owned));
            pinned.extend(decode_pointer(target));
        }
    });
    pinned.sort_unstable();
    pinned
}

impl Fixer<'_, '_> {
    fn root(&mut self, schema: &mut JsonValue) {
        self.root_type(schema);
        self.inline_root_reference(schema);
        self.root_nullable(schema);
        self.schema(schema);
        self.is_at_root = false;
        for keyword in DEFINITIONS {
            let definitions = schema.get_mut(keyword).map(|definitions| &mut definitions.value);
            let Some(Value::Object(definitions)) = definitions else { continue };
            for definition in definitions {
                let name = definition.name.clone();
                // Inside itself, a definition does not replace its references.
                let own = self.references.definition(keyword, &name).map(core::ptr::from_ref);
                self.inlined.extend(own);
                self.within(&[keyword, &name], |this| this.schema(&mut definition.value));
                self.inlined.clear();
            }
        }
    }

    /// A root is an object: a list of types that contains `object` becomes `object`.
    fn root_type(&mut self, root: &mut JsonValue) {
        let is_object = |kind: &JsonValue| matches!(kind.as_str(), Some("object"));
        let is_object_or_null = |kind: &JsonValue| matches!(kind.as_str(), Some("object" | "null"));
        let Some(kinds) = root.get("type").and_then(JsonValue::elements).filter(|_| self.profile.strict) else {
            return;
        };
        if kinds.iter().any(is_object) && kinds.iter().all(is_object_or_null) {
            let effect = if kinds.len() > 1 { Effect::Narrower } else { Effect::Same };
            root.set("type", Value::string("object"));
            self.changed(effect, "restricted the root to objects: `\"type\": \"object\"`");
        }
    }
}
