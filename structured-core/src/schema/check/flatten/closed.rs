//! Flattened types and `deny_unknown_fields`: serde refuses keys that it does not count as known.

use super::Owner;
use crate::schema::catalog::{MANY_FLATTENED, flattened_object, through_newtypes};
use crate::schema::check::covers::knows_all;
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::merged::{Members, denies_others, variant_object};
use crate::schema::node::{Object, Property, Union};
use crate::schema::text::fail;

/// Refuses an enum that serde never reads. With `deny_unknown_fields`, serde does not count the fields of the variant
/// as known.
#[track_caller]
#[inline]
pub(super) const fn never_read_variants(owner: Owner<'_>, object: &Object, property: &Property, union: &Union) {
    if !object.closed || union.adjacent {
        return;
    }
    let inner_name = through_newtypes(property.value).node().name();
    refuse_closed(owner, inner_name, "` is an enum with a tag, and");
}

/// A property whose keys serde also passes to the type of property `i`, which is flattened. serde passes it all keys that
/// have not been read when its turn comes. The tag of a struct is one of them, because serde never reads it.
///
/// Properties whose keys are all known to `closed`, if there is such a type, are left out.
#[inline]
const fn read_together(object: &'static Object, i: usize, closed: Option<NodeRef>) -> Option<&'static Property> {
    let mut k = 0;
    while k < object.properties.len() {
        let property = &object.properties[k];
        let is_given =
            if property.flatten { k != i && (k > i || leaves_keys(property)) } else { property.is_unread_tag() };
        let is_known = match closed {
            Some(closed) => is_given && property.flatten && knows_keys_of(closed, property.value),
            None => false,
        };
        if is_given && !is_known {
            return Some(property);
        }
        k += 1;
    }
    None
}

/// Whether a type knows all keys of another one. Both then have properties of the same names, which is another error.
#[inline]
const fn knows_keys_of(link: NodeRef, other: NodeRef) -> bool {
    if identity::same(through_newtypes(link), through_newtypes(other)) {
        return true;
    }
    match (flattened_object(link), flattened_object(other)) {
        (Some(object), Some(other)) => {
            knows_all(Members { object, variant: None }, Members { object: other, variant: None }, 0)
        }
        _ => false,
    }
}

/// What a message calls the keys of a property.
#[inline]
const fn keys_of(property: &Property) -> &'static str {
    if property.flatten { "the properties of `" } else { "the tag `" }
}

/// Refuses a variant that denies unknown fields if serde gives it those of another flattened type.
#[track_caller]
#[inline]
pub(super) const fn read_with_others(owner: Owner<'_>, object: &'static Object, i: usize, union: &Union) {
    let (Some(other), false) = (read_together(object, i, None), union.adjacent) else { return };
    let mut k = 0;
    while k < union.branches.len() {
        let branch = &union.branches[k];
        if let Some(variant) = variant_object(branch)
            && denies_others(variant)
        {
            let [start, of_variant, of] = owner.prefix();
            fail(&[
                "in ",
                start,
                of_variant,
                of,
                owner.name,
                "`, serde refuses variant `",
                branch.variant,
                "` of the flattened field `",
                object.properties[i].name(),
                "`: it does not know ",
                keys_of(other),
                other.name(),
                "`, and has `deny_unknown_fields`\n\
                 help: remove `deny_unknown_fields` there; the schema is closed without it",
            ]);
        }
        k += 1;
    }
}

/// A struct among the flattened ones that denies unknown fields, although serde gives it all remaining keys because it
/// flattens another type.
#[inline]
const fn closed_within(link: NodeRef, flattened: usize) -> Option<NodeRef> {
    let (Some(object), true) = (flattened_object(link), flattened < MANY_FLATTENED) else { return None };
    if !object.flattened {
        return None;
    }
    if object.closed {
        return Some(link);
    }
    let mut i = 0;
    while i < object.properties.len() {
        if object.properties[i].flatten
            && let Some(closed) = closed_within(object.properties[i].value, flattened + 1)
        {
            return Some(closed);
        }
        i += 1;
    }
    None
}

/// Whether serde leaves the keys of a flattened type to those after it, because it does not know which of them the type
/// has read.
#[inline]
const fn leaves_keys(property: &Property) -> bool {
    match flattened_object(property.value) {
        Some(inner) => inner.flattened || has_unread_tag(inner),
        None => false,
    }
}

/// Refuses a type that serde cannot read from any JSON. With `deny_unknown_fields`, serde counts the fields of a
/// flattened type as known only if they are fields of that type itself.
#[track_caller]
#[inline]
pub(super) const fn never_read(owner: Owner<'_>, object: &'static Object, i: usize, inner: &'static Object) {
    let property = &object.properties[i];
    let inner_name = through_newtypes(property.value).node().name();
    if object.closed && inner.flattened {
        refuse_closed(owner, inner_name, "` flattens a type of its own, and");
    } else if object.closed && has_unread_tag(inner) {
        refuse_closed(owner, inner_name, "` has a tag that serde does not read, and");
    } else if let Some(closed) = closed_within(property.value, 0)
        && let Some(other) = read_together(object, i, Some(closed))
    {
        let closed = through_newtypes(closed).node().name();
        let refused = [keys_of(other), other.name(), "`"];
        refuse(owner, [closed, "` flattens another type, and its"], refused, closed);
    }
}

/// Fails because `deny_unknown_fields` of the owner refuses the properties of a type that it flattens.
#[track_caller]
#[inline]
const fn refuse_closed(owner: Owner<'_>, inner_name: &str, what: &str) -> ! {
    refuse(owner, [inner_name, what], ["those properties", "", ""], owner.name)
}

/// Fails because `deny_unknown_fields` of the type `closed` refuses keys. `what` is a type and what is wrong with it.
#[track_caller]
#[inline]
const fn refuse(owner: Owner<'_>, what: [&str; 2], refused: [&str; 3], closed: &str) -> ! {
    let [start, variant, of] = owner.prefix();
    fail(&[
        "serde reads no JSON as ",
        start,
        variant,
        of,
        owner.name,
        "`: `",
        what[0],
        what[1],
        " `deny_unknown_fields` refuses ",
        refused[0],
        refused[1],
        refused[2],
        "\nhelp: remove `deny_unknown_fields` from `",
        closed,
        "`; the schema is closed without it",
    ])
}

#[inline]
const fn has_unread_tag(object: &Object) -> bool {
    let mut i = 0;
    while i < object.properties.len() {
        if !object.properties[i].flatten && object.properties[i].is_unread_tag() {
            return true;
        }
        i += 1;
    }
    false
}
