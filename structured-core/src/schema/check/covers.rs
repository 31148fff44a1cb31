//! Whether serde can read everything as one type that the schema of another type admits.

mod object;

use self::object::{Documents, object_covers};
pub(super) use self::object::{Part, knows, knows_all};
use crate::schema::catalog::{MANY_FLATTENED, through_newtypes};
use crate::schema::check::is_rejected;
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::merged::{Members, flattened_union, variant_object};
use crate::schema::node::{Array, Enum, Object, Scalar, ScalarKind, Shape, Union};
use crate::schema::text;

/// Whether serde can read everything as an `a` that the schema of `b` admits. Returns false if this is hard to decide.
#[inline]
pub(super) const fn covers(a: NodeRef, b: NodeRef, depth: usize) -> bool {
    if depth == 0 || is_rejected(a) || is_rejected(b) {
        return false;
    }
    // The same conversion refuses the same values.
    if identity::same(a, b) {
        return true;
    }
    let (Some(a), b) = (read_by_serde(a), through_newtypes(b)) else { return false };
    if is_rejected(a) || is_rejected(b) {
        return false;
    }
    if identity::same(a, b) {
        return true;
    }
    if let Shape::Object(object) = &b.node().shape
        && let Some(union) = flattened_union(object)
    {
        return covers_variants(a, b, object, union, depth);
    }
    match (&a.node().shape, &b.node().shape) {
        (Shape::Nullable(a), Shape::Nullable(b)) => covers(*a, *b, depth - 1),
        (_, Shape::Scalar(Scalar { kind: ScalarKind::Null, .. })) => takes_null(a, depth),
        (Shape::Nullable(inner), Shape::Union(union)) => covers_branches(*inner, union, depth),
        (Shape::Nullable(a), _) => covers(*a, b, depth - 1),
        (_, Shape::Union(union)) => covers_branches(a, union, depth) && (!union.has_null() || takes_null(a, depth)),
        (Shape::Union(union), Shape::Nullable(inner)) if union.has_null() => covers(a, *inner, depth - 1),
        (Shape::Union(a), _) => {
            let mut i = 0;
            while i < a.branches.len() {
                if covers(a.branches[i].value, b, depth - 1) {
                    return true;
                }
                i += 1;
            }
            false
        }
        (Shape::Scalar(a), Shape::Scalar(b)) => scalar_covers(a, b),
        (Shape::Scalar(a), Shape::Enum(b)) => match (a.kind, b.kind) {
            (ScalarKind::String, ScalarKind::String) => a.form.is_none(),
            (ScalarKind::String, ScalarKind::Integer) => a.reads_integers(),
            (ScalarKind::Number, ScalarKind::Integer) => true,
            (ScalarKind::Integer, ScalarKind::Integer) => holds_all(a, b),
            _ => false,
        },
        (Shape::Enum(a), Shape::Enum(b)) => {
            a.open && matches!((a.kind, b.kind), (ScalarKind::String, ScalarKind::String)) || has_all(a, b)
        }
        (Shape::Enum(a), Shape::Scalar(b)) => {
            a.open && matches!((a.kind, b.kind), (ScalarKind::String, ScalarKind::String))
        }
        (Shape::Array(a), Shape::Array(b)) => a.length.is_none() && covers(a.items, b.items, depth - 1),
        (Shape::Object(a), Shape::Object(b)) => object_covers(a, Documents::of(b), depth),
        (Shape::Object(object), Shape::Array(array)) if a.node().definition.is_some() => {
            list_covers(object, array, depth)
        }
        _ => false,
    }
}

/// Whether serde reads every such list as the struct, taking the items as the fields in their order. It does not do so
/// for a struct with a flattened field, or for a variant with named fields that is tried.
#[inline]
const fn list_covers(object: &Object, array: &Array, depth: usize) -> bool {
    let Some(length) = array.length else { return false };
    if object.flattened {
        return false;
    }
    let mut fields = 0;
    let mut i = 0;
    while i < object.properties.len() {
        let property = &object.properties[i];
        if !property.is_unread_tag() {
            let is_read = if fields < length {
                !property.opaque && covers(property.value, array.items, depth - 1)
            } else {
                property.is_default()
            };
            if !is_read {
                return false;
            }
            fields += 1;
        }
        i += 1;
    }
    fields >= length
}

/// Whether serde can read everything as an `a` that the branches of `union` admit, except for `null`.
#[inline]
const fn covers_branches(a: NodeRef, union: &Union, depth: usize) -> bool {
    let mut i = 0;
    while i < union.branches.len() {
        if !covers(a, union.branches[i].value, depth - 1) {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether serde can read everything as an `a` that `b` admits, which is an object with an enum flattened into it.
#[inline]
const fn covers_variants(a: NodeRef, b: NodeRef, object: &'static Object, union: &Union, depth: usize) -> bool {
    let mut i = 0;
    while i < union.branches.len() {
        let members = Members { object, variant: variant_object(&union.branches[i]) };
        if !covers_documents(a, b, Documents { members, part: None }, depth) {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether serde can read every object as an `a` that `b` admits, which is `object`, with this part of a property.
#[inline]
pub(super) const fn covers_part(a: NodeRef, b: NodeRef, object: &'static Object, part: Part, depth: usize) -> bool {
    !is_rejected(a)
        && !is_rejected(b)
        && covers_documents(a, b, Documents { part: Some(part), ..Documents::of(object) }, depth)
}

/// Whether serde can read each of these documents as an `a`. They are some of those that `b` admits.
#[inline]
const fn covers_documents(a: NodeRef, b: NodeRef, documents: Documents, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    if identity::same(a, b) {
        return true;
    }
    let Some(a) = read_by_serde(a) else { return false };
    match &a.node().shape {
        Shape::Nullable(inner) => covers_documents(*inner, b, documents, depth - 1),
        Shape::Union(union) => {
            let mut i = 0;
            while i < union.branches.len() {
                if covers_documents(union.branches[i].value, b, documents, depth - 1) {
                    return true;
                }
                i += 1;
            }
            false
        }
        Shape::Object(object) => object_covers(object, documents, depth),
        _ => false,
    }
}

/// Whether serde reads `null` as the type.
#[inline]
pub(super) const fn takes_null(link: NodeRef, depth: usize) -> bool {
    let Some(link) = read_by_serde(link) else { return false };
    match &link.node().shape {
        Shape::Nullable(_) => true,
        Shape::Scalar(scalar) => matches!(scalar.kind, ScalarKind::Null),
        Shape::Union(union) if depth > 0 => {
            let mut takes = union.has_null();
            let mut i = 0;
            while i < union.branches.len() && !takes {
                takes = takes_null(union.branches[i].value, depth - 1);
                i += 1;
            }
            takes
        }
        _ => false,
    }
}

/// The type that a chain of newtypes wraps, unless a conversion in between may refuse a value.
#[inline]
const fn read_by_serde(link: NodeRef) -> Option<NodeRef> {
    let mut link = link;
    let mut steps = 0;
    while steps < MANY_FLATTENED {
        match link.node().shape {
            Shape::Newtype(newtype) if newtype.opaque => return None,
            Shape::Newtype(newtype) => link = newtype.inner,
            _ => break,
        }
        steps += 1;
    }
    Some(link)
}

/// The enum that a type is, with or without `null`, unless a conversion may refuse a value.
#[inline]
pub(super) const fn read_enum(link: NodeRef) -> Option<&'static Enum> {
    let Some(link) = read_by_serde(link) else { return None };
    match &link.node().shape {
        Shape::Enum(values) => Some(values),
        Shape::Nullable(inner) => match read_by_serde(*inner) {
            Some(inner) => match &inner.node().shape {
                Shape::Enum(values) => Some(values),
                _ => None,
            },
            None => None,
        },
        _ => None,
    }
}

#[inline]
const fn scalar_covers(a: &Scalar, b: &Scalar) -> bool {
    match (a.kind, b.kind) {
        (ScalarKind::String, ScalarKind::String) => a.form.is_none(),
        (ScalarKind::String, ScalarKind::Integer) => a.reads_integers(),
        (ScalarKind::Integer, ScalarKind::Integer) => match (a.range(), b.range()) {
            (Some(a_range), Some(b_range)) => {
                let holds_zero = b_range.0 <= 0 && b_range.1 >= 0;
                a_range.0 <= b_range.0 && a_range.1 >= b_range.1 && !(a.excludes_zero() && holds_zero)
            }
            _ => !a.excludes_zero(),
        },
        (ScalarKind::Number, ScalarKind::Integer | ScalarKind::Number) | (ScalarKind::Boolean, ScalarKind::Boolean) => {
            true
        }
        _ => false,
    }
}

#[inline]
const fn holds_all(scalar: &Scalar, numbers: &Enum) -> bool {
    let Some((minimum, maximum)) = scalar.range() else { return true };
    let mut i = 0;
    while i < numbers.values.len() {
        let number = text::integer(numbers.values[i]);
        if number < minimum || number > maximum || number == 0 && scalar.excludes_zero() {
            return false;
        }
        i += 1;
    }
    true
}

#[inline]
const fn has_all(a: &Enum, b: &Enum) -> bool {
    let mut i = 0;
    while i < b.values.len() {
        if !has(a, b.values[i]) {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether the enum has this value, in JSON notation.
#[inline]
pub(super) const fn has(values: &Enum, value: &str) -> bool {
    let mut i = 0;
    while i < values.values.len() {
        if text::same(values.values[i], value) {
            return true;
        }
        i += 1;
    }
    false
}
