//! Where the work on a schema is, and what it has changed.

use crate::json::escape_pointer;
use structured_core::profile::Profile;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// JSON pointer to the place, as the document was at that step.
    pub pointer: String,
    /// What was done.
    pub what: String,
}

/// The state of a fix, which all of its parts share.
pub(super) struct Mender<'p, 'c> {
    pub(super) profile: &'p Profile,
    /// JSON pointer to where the work is.
    pub(super) path: String,
    pub(super) changes: &'c mut Vec<Change>,
}

impl Mender<'_, '_> {
    pub(super) fn changed(&mut self, what: impl Into<String>) {
        self.changes.push(Change { pointer: self.path.clone(), what: what.into() });
    }

    pub(super) fn within(&mut self, parts: &[&str], then: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        for part in parts {
            self.path.push('/');
            self.path.push_str(&escape_pointer(part));
        }
        then(self);
        self.path.truncate(length);
    }
}
