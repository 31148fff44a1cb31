//! `#[serde(flatten)]`: only objects and enums with a tag can be flattened, and no property may occur twice.

mod closed;

use self::closed::{never_read, never_read_variants, read_with_others};
use crate::schema::catalog::{MANY_FLATTENED, flattened_object, through_newtypes};
use crate::schema::check::shared_name::no_shared_name;
use crate::schema::check::{branch_object, is_rejected};
use crate::schema::link::NodeRef;
use crate::schema::merged::{flattened_union, has_tag, tagged_union};
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

/// Whether an object, or one of the objects of a flattened enum, has a property of this name.
#[inline]
pub(crate) const fn has_name(link: NodeRef, name: &str, flattened: usize) -> bool {
    if flattened > MANY_FLATTENED {
        return false;
    }
    let mut found = false;
    let mut i = 0;
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
