//! `#[serde(flatten)]`: only objects have properties to give, and none may come twice.

use crate::schema::catalog::{MANY_FLATTENED, flattened_object, through_newtypes};
use crate::schema::check::is_rejected;
use crate::schema::node::{Object, Property, Shape};
use crate::schema::text::{self, fail};

/// The type whose fields are flattened, and in an enum the variant.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) name: &'a str,
    pub(crate) variant: Option<&'a str>,
}

impl Owner<'_> {
    /// What comes before the name of the type in a message.
    const fn prefix(&self) -> [&str; 3] {
        match self.variant {
            Some(variant) => ["variant `", variant, "` of `"],
            None => ["`", "", ""],
        }
    }
}

/// Checks all that is flattened into an object, and into those that it holds without a definition of their own.
#[track_caller]
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

/// Checks property `i` of an object of `owner`, which is flattened.
#[track_caller]
pub(crate) const fn property(owner: Owner<'_>, object: &'static Object, i: usize) {
    let property = &object.properties[i];
    if is_rejected(property.value) {
        return;
    }
    let Some(inner) = flattened_object(property.value) else { refuse(property) };
    never_read(owner, object, property, inner);
    let mut k = 0;
    while k < object.properties.len() {
        let other = &object.properties[k];
        // Of two flattened fields, the later one is to blame.
        if k != i && (!other.flatten || k < i) {
            no_shared_name(owner.name, property, inner, other);
        }
        k += 1;
    }
}

#[track_caller]
const fn refuse(property: &Property) -> ! {
    let what = match through_newtypes(property.value).node().shape {
        Shape::Nullable(_) => "is an `Option`: its properties would be there together or not at all",
        Shape::Union(_) | Shape::Enum(_) => "is an enum: strict schemas have no `anyOf` beside properties",
        Shape::Enclosing(_) => "contains the type that it is flattened into",
        _ => "is no object, and only an object has properties to flatten",
    };
    fail(&[
        "the flattened field `",
        property.name(),
        "` ",
        what,
        "\nhelp: remove `flatten`, so that it becomes a property",
    ])
}

/// Refuses what serde reads no JSON for: told to deny unknown fields, it counts those of a flattened type as known only
/// if they are the fields of that type itself.
#[track_caller]
const fn never_read(owner: Owner<'_>, object: &Object, property: &Property, inner: &'static Object) {
    let inner_name = through_newtypes(property.value).node().name();
    let what = if object.closed && inner.flattened {
        "` flattens a type of its own"
    } else if object.closed && has_unread_tag(inner) {
        "` has a tag that serde does not read"
    } else if inner.closed && inner.flattened && object.properties.len() > 1 {
        let [start, variant, of] = owner.prefix();
        fail(&[
            "serde reads no JSON as ",
            start,
            variant,
            of,
            owner.name,
            "`: `",
            inner_name,
            "` is flattened into it and flattens another type, and its `deny_unknown_fields` refuses all other properties\n\
             help: remove `deny_unknown_fields` from `",
            inner_name,
            "`; the schema is closed without it",
        ])
    } else {
        return;
    };
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

#[track_caller]
const fn no_shared_name(owner: &str, property: &Property, inner: &'static Object, other: &Property) {
    if !other.flatten {
        if has_name(inner, other.name(), 0) {
            let inner_name = through_newtypes(property.value).node().name();
            fail(&[
                "property `",
                other.name(),
                "` of `",
                owner,
                "` comes twice: from a field of its own and, flattened, from `",
                inner_name,
                "`\nhelp: rename one of them with `#[serde(rename = \"...\")]`",
            ]);
        }
        return;
    }
    let Some(other_object) = flattened_object(other.value) else { return };
    let mut i = 0;
    while i < other_object.properties.len() {
        let name = other_object.properties[i].name();
        if !other_object.properties[i].flatten && has_name(inner, name, 0) {
            fail(&[
                "property `",
                name,
                "` of `",
                owner,
                "` comes twice: flattened from `",
                through_newtypes(other.value).node().name(),
                "` and from `",
                through_newtypes(property.value).node().name(),
                "`\nhelp: rename one of them with `#[serde(rename = \"...\")]`",
            ]);
        }
        i += 1;
    }
}

/// Whether an object has a property of this name.
pub(crate) const fn has_name(object: &'static Object, name: &str, flattened: usize) -> bool {
    let mut i = 0;
    while i < object.properties.len() {
        let property = &object.properties[i];
        let found = if property.flatten {
            match flattened_object(property.value) {
                Some(inner) if flattened < MANY_FLATTENED => has_name(inner, name, flattened + 1),
                _ => false,
            }
        } else {
            text::same(property.name(), name)
        };
        if found {
            return true;
        }
        i += 1;
    }
    false
}
