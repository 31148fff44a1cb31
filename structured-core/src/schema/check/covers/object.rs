//! Whether serde reads the objects of one type as another type.

use super::{covers, read_by_serde};
use crate::schema::catalog::{MANY_FLATTENED, flattened_object};
use crate::schema::check::flatten::has_name;
use crate::schema::link::NodeRef;
use crate::schema::merged::{Members, denies_others, flattened_union, variant_object};
use crate::schema::node::{Object, Property, Shape};
use crate::schema::text;

/// A property whose values are only some of those of its type.
#[derive(Clone, Copy)]
pub(in crate::schema::check) struct Part {
    pub(in crate::schema::check) name: &'static str,
    pub(in crate::schema::check) value: NodeRef,
}

/// Objects of one type: all, or those with a part of a property.
#[derive(Clone, Copy)]
pub(super) struct Documents {
    pub(super) members: Members,
    pub(super) part: Option<Part>,
}

impl Documents {
    #[inline]
    pub(super) const fn of(object: &'static Object) -> Self {
        Self { members: Members { object, variant: None }, part: None }
    }

    #[inline]
    const fn value_of(self, property: &Property) -> NodeRef {
        match self.part {
            Some(part) if text::same(part.name, property.name()) => part.value,
            _ => property.value,
        }
    }
}

/// Whether serde reads every `b` as an `a`. It ignores unknown keys unless they are denied, and it does not
/// need a field that may be missing.
#[inline]
pub(super) const fn object_covers(a: &'static Object, b: Documents, depth: usize) -> bool {
    let Some(union) = flattened_union(a) else {
        return members_cover(Members { object: a, variant: None }, b, depth);
    };
    let mut i = 0;
    while i < union.branches.len() {
        if members_cover(Members { object: a, variant: variant_object(&union.branches[i]) }, b, depth) {
            return true;
        }
        i += 1;
    }
    false
}

#[inline]
const fn members_cover(a: Members, b: Documents, depth: usize) -> bool {
    let is_closed = a.object.closed || matches!(a.variant, Some(variant) if denies_others(variant));
    reads_all(a, b, depth, 0) && (!is_closed || knows_all(a, b.members, 0))
}

/// Whether every property of `a`, including those of flattened types, is read from a `b`.
#[inline]
const fn reads_all(a: Members, b: Documents, depth: usize, flattened: usize) -> bool {
    let mut i = 0;
    while i < a.object.properties.len() {
        let property = &a.object.properties[i];
        let is_read = if property.flatten {
            match a.flattened(property) {
                Some(inner)
                    if flattened < MANY_FLATTENED && !property.opaque && read_by_serde(property.value).is_some() =>
                {
                    !is_taken(a.object, i) && reads_all(inner, b, depth, flattened + 1)
                }
                _ => false,
            }
        } else {
            is_read_from(property, b, depth)
        };
        if !is_read {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether an earlier flattened property has a name of the flattened property `i`. serde gives the key to the earlier one
/// alone, so it never reads the object.
#[inline]
const fn is_taken(object: &Object, i: usize) -> bool {
    let Some(inner) = flattened_object(object.properties[i].value) else { return false };
    let mut k = 0;
    while k < i {
        let earlier = &object.properties[k];
        let mut n = 0;
        while earlier.flatten && n < inner.properties.len() {
            let property = &inner.properties[n];
            if !property.flatten && has_name(earlier.value, property.name(), 0) {
                return true;
            }
            n += 1;
        }
        k += 1;
    }
    false
}

#[inline]
const fn is_read_from(property: &Property, b: Documents, depth: usize) -> bool {
    let is_optional =
        property.is_default() || !property.opaque && matches!(property.value.node().shape, Shape::Nullable(_));
    let mut found = property_named(b.members, property.name());
    let mut count = 0;
    if found.is_some() {
        count += 1;
    }
    let mut i = 0;
    while i < property.aliases.len() {
        if let Some(other) = property_named(b.members, property.aliases[i]) {
            found = Some(other);
            count += 1;
        }
        i += 1;
    }
    match found {
        None => is_optional,
        Some(_) if property.is_unread_tag() => true,
        // Two names of one field are an error in serde.
        Some(other) => count == 1 && !property.opaque && covers(property.value, b.value_of(other), depth - 1),
    }
}

/// Whether serde knows every key of `b` as a key of `a`.
#[inline]
pub(in crate::schema::check) const fn knows_all(a: Members, b: Members, flattened: usize) -> bool {
    let mut i = 0;
    while i < b.object.properties.len() {
        let property = &b.object.properties[i];
        let is_known = if property.flatten {
            match b.flattened(property) {
                Some(inner) if flattened < MANY_FLATTENED => knows_all(a, inner, flattened + 1),
                _ => false,
            }
        } else {
            knows(a, property.name())
        };
        if !is_known {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether an object has a property that serde reads by this name, which may be an alias.
#[inline]
pub(in crate::schema::check) const fn knows(members: Members, name: &str) -> bool {
    property_of(members, name, true, 0).is_some()
}

/// The property that an object is written with under this name.
#[inline]
const fn property_named(members: Members, name: &str) -> Option<&'static Property> {
    property_of(members, name, false, 0)
}

#[inline]
const fn property_of(members: Members, name: &str, by_alias: bool, flattened: usize) -> Option<&'static Property> {
    let mut i = 0;
    while i < members.object.properties.len() {
        let property = &members.object.properties[i];
        if property.flatten {
            if let Some(inner) = members.flattened(property)
                && flattened < MANY_FLATTENED
                && let Some(found) = property_of(inner, name, by_alias, flattened + 1)
            {
                return Some(found);
            }
        } else if is_named(property, name, by_alias) {
            return Some(property);
        }
        i += 1;
    }
    None
}

#[inline]
const fn is_named(property: &Property, name: &str, by_alias: bool) -> bool {
    if by_alias { property.is_read_by(name) } else { text::same(property.name(), name) }
}
