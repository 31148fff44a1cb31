//! `#[serde(flatten)]`: only objects and enums with a tag can be flattened, and no property may occur twice.

use crate::schema::catalog::{MANY_FLATTENED, flattened_object, through_newtypes};
use crate::schema::check::covers::knows_all;
use crate::schema::check::shared_name::no_shared_name;
use crate::schema::check::{branch_object, is_rejected};
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::merged::{Members, denies_others, flattened_union, has_tag, tagged_union, variant_object};
use crate::schema::node::{Object, Property, Shape, Union};
use crate::schema::text::{self, fail};

/// The type whose fields are flattened and, in an enum, the variant.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) name: &'a str,
    pub(crate) variant: Option<&'a str>,
}

impl Owner<'_> {
    /// What comes before the name of the type in a message.
    #[inline]
    const fn prefix(&self) -> [&str; 3] {
        match self.variant {
            Some(variant) => ["variant `", variant, "` of `"],
            None => ["`", "", ""],
        }
    }
}

/// Checks everything that is flattened into an object, and into the objects in it that have no definition of their own.
#[track_caller]
#[inline]
pub(crate) const fn object(owner: Owner<'_>, object: &'static Object) {
    let mut i = 0;
    while i < object.properties.len() {
        let inner = object.properties[i].value.node();
        if object.properties[i].flatten {
            property(owner, object, i);
        } else if let Shape::Object(content) = &inner.shape
            && inner.definition.is_none()
        {
            self::object(owner, content);
        }
        i += 1;
    }
}

/// Refuses a flattened enum in a type with a partial, in which a member needs its place before the tag has arrived.
#[track_caller]
#[inline]
pub(crate) const fn in_partial(link: NodeRef) {
    let node = through_newtypes(link).node();
    let what = match &node.shape {
        Shape::Object(_) => return,
        Shape::Union(_) => "an enum, which a type with `partial` cannot have flattened",
        _ => "not an object, and only an object has properties to flatten",
    };
    fail(&[
        "the flattened type `",
        node.name(),
        "` is ",
        what,
        "\nhelp: remove `flatten`, so that the field becomes a property",
    ]);
}

/// Refuses an object with a flattened enum as a root.
#[track_caller]
#[inline]
pub(crate) const fn root(name: &str, object: &'static Object) {
    let mut i = 0;
    while i < object.properties.len() {
        let property = &object.properties[i];
        if property.flatten && union_of(property).is_some() {
            fail(&[
                "the root of a structured output must be an object, and `",
                name,
                "` is a union: one object for each variant of the enum in its flattened field `",
                property.name(),
                "`\nhelp: remove `flatten`, so that the field becomes a property, or wrap the type in a struct: `struct Answer { value: ",
                name,
                " }`",
            ]);
        }
        i += 1;
    }
}

/// Checks the flattened property `i` of an object of `owner`.
#[track_caller]
#[inline]
pub(crate) const fn property(owner: Owner<'_>, object: &'static Object, i: usize) {
    let property = &object.properties[i];
    if is_rejected(property.value) {
        return;
    }
    match flattened_object(property.value) {
        Some(inner) => never_read(owner, object, i, inner),
        None => match tagged_union(property) {
            Some(union) => never_read_variants(owner, object, property, union),
            None => refuse(property),
        },
    }
    instance(property);
    if let Some(union) = union_of(property) {
        beside_others(object, i);
        read_with_others(owner, object, i, union);
    }
    no_shared_name(owner.name, object, i);
}

/// The enum that a flattened property adds to the object, directly or as part of its type.
#[inline]
const fn union_of(property: &Property) -> Option<&'static Union> {
    match flattened_object(property.value) {
        Some(inner) => flattened_union(inner),
        None => tagged_union(property),
    }
}

#[track_caller]
#[inline]
const fn refuse(property: &Property) -> ! {
    let (what, help) = match through_newtypes(property.value).node().shape {
        Shape::Nullable(_) => ("is an `Option`: its properties would be there together or not at all", ""),
        Shape::Union(_) | Shape::Enum(_) => {
            ("is an enum of which not every variant has a tag", "write `#[serde(tag = \"type\")]` on the enum, or ")
        }
        Shape::Enclosing => ("contains the type that it is flattened into", ""),
        _ => ("is not an object, and only an object has properties to flatten", ""),
    };
    fail(&[
        "the flattened field `",
        property.name(),
        "` ",
        what,
        "\nhelp: ",
        help,
        "remove `flatten`, so that it becomes a property",
    ])
}

/// Checks an instance of a generic type, which is checked where it is used.
#[track_caller]
#[inline]
const fn instance(property: &Property) {
    let node = through_newtypes(property.value).node();
    match &node.definition {
        Some(definition) if definition.is_instance => {}
        _ => return,
    }
    match &node.shape {
        Shape::Object(inner) => object(Owner { name: node.name(), variant: None }, inner),
        Shape::Union(union) => {
            let mut i = 0;
            while i < union.branches.len() {
                branch_object(node.name(), &union.branches[i]);
                i += 1;
            }
        }
        _ => {}
    }
}

/// Refuses a flattened enum if the object has another one, or a tag of its own.
#[track_caller]
#[inline]
const fn beside_others(object: &'static Object, i: usize) {
    let property = &object.properties[i];
    if has_tag(object) {
        fail(&[
            "the flattened field `",
            property.name(),
            "` is an enum, and strict schemas have no `anyOf` beside a tag\n\
             help: give the variants around it a key of their own with `#[serde(tag = \"type\", content = \"value\")]`, or remove \
             `flatten`, so that it becomes a property",
        ]);
    }
    let mut k = 0;
    while k < i {
        let other = &object.properties[k];
        if other.flatten && union_of(other).is_some() {
            fail(&[
                "the flattened fields `",
                other.name(),
                "` and `",
                property.name(),
                "` are both enums: the schema would have an object for each pair of their variants\n\
                 help: remove `flatten` from one of them, so that it becomes a property",
            ]);
        }
        k += 1;
    }
}

/// Refuses an enum that serde never reads. With `deny_unknown_fields`, serde does not count the fields of the variant
/// as known.
#[track_caller]
#[inline]
const fn never_read_variants(owner: Owner<'_>, object: &Object, property: &Property, union: &Union) {
    if !object.closed || union.adjacent {
        return;
    }
    let inner_name = through_newtypes(property.value).node().name();
    refuse_closed(owner, inner_name, "` is an enum with a tag");
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
const fn read_with_others(owner: Owner<'_>, object: &'static Object, i: usize, union: &Union) {
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
const fn never_read(owner: Owner<'_>, object: &'static Object, i: usize, inner: &'static Object) {
    let property = &object.properties[i];
    let inner_name = through_newtypes(property.value).node().name();
    let what = if object.closed && inner.flattened {
        "` flattens a type of its own"
    } else if object.closed && has_unread_tag(inner) {
        "` has a tag that serde does not read"
    } else if let Some(closed) = closed_within(property.value, 0)
        && let Some(other) = read_together(object, i, Some(closed))
    {
        let closed = through_newtypes(closed).node().name();
        let [start, variant, of] = owner.prefix();
        fail(&[
            "serde reads no JSON as ",
            start,
            variant,
            of,
            owner.name,
            "`: `",
            closed,
            "` flattens another type, and its `deny_unknown_fields` refuses ",
            keys_of(other),
            other.name(),
            "`\nhelp: remove `deny_unknown_fields` from `",
            closed,
            "`; the schema is closed without it",
        ])
    } else {
        return;
    };
    refuse_closed(owner, inner_name, what);
}

#[track_caller]
#[inline]
const fn refuse_closed(owner: Owner<'_>, inner_name: &str, what: &str) -> ! {
    let [start, variant, of] = owner.prefix();
    fail(&[
        "serde reads no JSON as ",
        start,
        variant,
        of,
        owner.name,
        "`: `",
        inner_name,
        what,
        ", and `deny_unknown_fields` refuses those properties\n\
         help: remove `deny_unknown_fields` from `",
        owner.name,
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

/// Whether an object, or one of the objects of a flattened enum, has a property of this name.
#[inline]
pub(crate) const fn has_name(link: NodeRef, name: &str, flattened: usize) -> bool {
    if flattened > MANY_FLATTENED {
        return false;
    }
    let (mut found, mut i) = (false, 0);
    match &through_newtypes(link).node().shape {
        Shape::Object(object) => {
            while i < object.properties.len() && !found {
                let property = &object.properties[i];
                found = if property.flatten {
                    has_name(property.value, name, flattened + 1)
                } else {
                    text::same(property.name(), name)
                };
                i += 1;
            }
        }
        Shape::Union(union) => {
            while i < union.branches.len() && !found {
                found = has_name(union.branches[i].value, name, flattened + 1);
                i += 1;
            }
        }
        _ => {}
    }
    found
}
