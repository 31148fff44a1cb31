//! The current place in a schema, and the changes so far.

use std::rc::Rc;

use super::budget::Budget;
use super::merge::{Merger, Unmerged};
use crate::json::{JsonValue, escape_pointer};
use crate::schema::references::References;
use structured_core::profile::Profile;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// JSON pointer to the place, in the document at that step.
    pub pointer: String,
    /// What was done.
    pub what: String,
    /// The effect on the documents that the schema admits.
    pub effect: Effect,
}

/// The effect of a change on the documents that a schema admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// The same documents are admitted.
    Same,
    /// Some documents are no longer admitted.
    Narrower,
    /// A property that could be absent is `null` instead.
    NullForAbsent,
    /// More documents are admitted. The description mentions what is no longer enforced.
    Wider,
}

impl Effect {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Narrower => "narrower",
            Self::NullForAbsent => "null-for-absent",
            Self::Wider => "wider",
        }
    }
}

/// The state of a fix, which all its steps share.
pub(super) struct Fixer<'p, 'o> {
    pub(super) profile: &'p Profile,
    /// JSON pointer to the current place.
    pub(super) path: String,
    /// JSON pointer to the root of the schema.
    pub(super) root: String,
    /// Whether the current place is the root itself.
    pub(super) is_at_root: bool,
    pub(super) changes: &'p mut Vec<Change>,
    /// The targets of references, in the original schema.
    pub(super) references: Rc<References<'o>>,
    /// Whether references may not be replaced by their targets, because they may mean another root.
    pub(super) has_resources: bool,
    /// Whether a reference hides the keywords beside it.
    pub(super) hides_siblings: bool,
    pub(super) budget: Budget,
    /// The definitions around the place that replaced a reference.
    pub(super) inlined: Vec<*const JsonValue>,
    /// The targets of references that are not definitions; sorted.
    pub(super) pinned: Vec<String>,
}

impl<'o> Fixer<'_, 'o> {
    pub(super) fn changed(&mut self, effect: Effect, what: impl Into<String>) {
        self.changes.push(Change { pointer: self.path.clone(), what: what.into(), effect });
    }

    pub(super) fn within(&mut self, parts: &[&str], then: impl FnOnce(&mut Self)) {
        let (length, is_at_root) = (self.path.len(), std::mem::replace(&mut self.is_at_root, false));
        for part in parts {
            self.path.push('/');
            self.path.push_str(&escape_pointer(part));
        }
        then(self);
        self.path.truncate(length);
        self.is_at_root = is_at_root;
    }

    /// Runs a step with a merger. If it succeeds, the definitions that it inlined are around the place from then on.
    pub(super) fn merging<T>(&mut self, work: impl FnOnce(&mut Merger<'o, '_>) -> Result<T, Unmerged>) -> Option<T> {
        if self.has_resources {
            return None;
        }
        let mut merger = Merger {
            references: &self.references,
            hides_siblings: self.hides_siblings,
            budget: &mut self.budget,
            open: self.inlined.clone(),
            inlined: Vec::new(),
            level: 0,
        };
        let done = work(&mut merger).ok()?;
        let inlined = merger.inlined;
        self.inlined.extend(inlined);
        Some(done)
    }
}
