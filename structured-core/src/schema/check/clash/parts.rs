//! Objects that earlier branches hide only together, because each of them reads one part of a property.

use super::{DEPTH, Search};
use crate::schema::Schema;
use crate::schema::catalog::{flattened_object, through_newtypes};
use crate::schema::check::covers::{Part, covers_part, knows};
use crate::schema::check::link;
use crate::schema::link::NodeRef;
use crate::schema::merged::{Members, flattened_union};
use crate::schema::node::{Branch, Shape};

/// Whether serde reads every object of a branch as earlier branches, each of which reads one part of a property: `null`
/// and the rest of an `Option`, or the branches of a union.
///
/// `search` has not found a branch that hides all of `rest`. It has compared the branch that reads the first part of the
/// property, because that part offers the same keys as the whole.
pub(super) const fn hide_in_parts<const ROOM: usize>(search: &Search<'_, ROOM>) -> bool {
    let Shape::Object(object) = &through_newtypes(search.rest).node().shape else { return false };
    if search.tried == 0 || search.earliest < 2 || flattened_union(object).is_some() {
        return false;
    }
    let mut hidden = false;
    let mut k = 0;
    while k < object.properties.len() && !hidden {
        let property = &object.properties[k];
        hidden = !property.flatten && search.finds_parts(property.name(), property.value);
        k += 1;
    }
    hidden
}

impl<const ROOM: usize> Search<'_, ROOM> {
    /// Whether there is a branch for each part of the property, if its type has parts.
    #[inline]
    const fn finds_parts(&self, name: &'static str, value: NodeRef) -> bool {
        match &through_newtypes(value).node().shape {
            Shape::Nullable(inner) => {
                (self.has_compared(name, *inner) || self.finds_parts(name, *inner)) && self.finds_null(name)
            }
            Shape::Union(union) if !union.branches.is_empty() => {
                if !self.has_compared(name, union.branches[0].value) {
                    return false;
                }
                let mut i = 1;
                while i < union.branches.len() {
                    if !self.finds(name, union.branches[i].value) {
                        return false;
                    }
                    i += 1;
                }
                !union.has_null() || self.finds_null(name)
            }
            _ => false,
        }
    }

    /// Whether one of the branches that were compared reads this part of the property.
    #[inline]
    const fn has_compared(&self, name: &'static str, value: NodeRef) -> bool {
        let mut i = 0;
        while i < self.tried {
            let earlier = &self.union.branches[self.compared[i]];
            // Most branches do not have the property, and so fail because of another one.
            let may_read = match flattened_object(earlier.value) {
                Some(object) => knows(Members { object, variant: None }, name),
                None => true,
            };
            if may_read && self.reads_part(earlier, Part { name, value }) {
                return true;
            }
            i += 1;
        }
        false
    }

    #[inline]
    const fn finds_null(&self, name: &'static str) -> bool {
        self.finds(name, link(<() as Schema>::NODE))
    }

    /// Whether there is a branch for this part of the property.
    #[inline]
    const fn finds(&self, name: &'static str, value: NodeRef) -> bool {
        let mut search = Search { part: Some(Part { name, value }), ..*self };
        search.all();
        search.earliest < self.earliest
    }

    #[inline]
    pub(super) const fn reads_part(&self, earlier: &Branch, part: Part) -> bool {
        match &through_newtypes(self.rest).node().shape {
            Shape::Object(object) => covers_part(earlier.value, self.rest, object, part, DEPTH),
            _ => false,
        }
    }
}
