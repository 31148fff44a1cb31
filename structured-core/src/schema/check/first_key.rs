//! Whether two branches of a union begin with the same key and value, by which the API distinguishes them.
//!
//! The values are compared by their schemas under a profile, not by what serde reads. `i64` and `u32` are both
//! `integer` if no keyword expresses their bounds. The linter compares in the same way.

use crate::profile::{Keyword, Profile};
use crate::schema::catalog::{flattened_object, through_newtypes};
use crate::schema::check::is_rejected;
use crate::schema::check::union::first_property;
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::node::{Constraints, Enum, Object, Property, Scalar, ScalarKind, Shape};
use crate::schema::text::{self, fingerprint, mix};

/// The depth to which types are compared. Two types that differ only below it count as different.
const DEPTH: usize = 6;

#[inline]
pub(super) const fn same_first_key(a: NodeRef, b: NodeRef, profile: &Profile) -> bool {
    let (Some(a), Some(b)) = (flattened_object(a), flattened_object(b)) else { return false };
    let (Some(a), Some(b)) = (first_property(a), first_property(b)) else { return false };
    text::same(a.name(), b.name()) && same_property(a, b, profile, DEPTH)
}

/// A key that two properties share if they have the same name and the same schema for their values.
#[inline]
pub(super) const fn key(property: &Property) -> u64 {
    mix(fingerprint(property.name()), outline(property.value, DEPTH))
}

/// A hash of the kind of a type, as far as it does not depend on the profile.
#[inline]
const fn outline(link: NodeRef, depth: usize) -> u64 {
    let node = through_newtypes(link).node();
    if depth == 0 {
        return 0;
    }
    match &node.shape {
        Shape::Scalar(scalar) => scalar.kind as u64,
        Shape::Nullable(inner) => mix(10, outline(*inner, depth - 1)),
        Shape::Array(array) => mix(11, outline(array.items, depth - 1)),
        Shape::Enum(values) => mix(12, sum_of_values(values)),
        Shape::Object(object) if object.flattened => 13,
        Shape::Object(object) => match object.properties.first() {
            Some(first) => mix(14, fingerprint(first.name())),
            None => 15,
        },
        Shape::Union(union) => mix(16, union.branches.len() as u64),
        Shape::Enclosing | Shape::Newtype(_) | Shape::Rejected => 17,
    }
}

/// A hash of the values of an enum, independent of their order.
#[inline]
const fn sum_of_values(values: &Enum) -> u64 {
    let mut sum = 0_u64;
    let mut i = 0;
    while i < values.values.len() {
        sum = sum.wrapping_add(fingerprint(values.values[i]));
        i += 1;
    }
    sum
}

#[inline]
const fn same_property(a: &Property, b: &Property, profile: &Profile, depth: usize) -> bool {
    same_constraints(a.constraints, b.constraints) && same(a.value, b.value, profile, depth)
}

#[inline]
const fn same_constraints(a: Option<&Constraints>, b: Option<&Constraints>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => text::same(a.text, b.text),
        _ => false,
    }
}

/// Whether two types have the same schema, except for annotations.
#[inline]
pub(super) const fn same(a: NodeRef, b: NodeRef, profile: &Profile, depth: usize) -> bool {
    if depth == 0 || is_rejected(a) || is_rejected(b) {
        return false;
    }
    if identity::same(a, b) {
        return true;
    }
    match (&a.node().shape, &b.node().shape) {
        (Shape::Newtype(a), Shape::Newtype(b)) if a.constraints.is_some() || b.constraints.is_some() => {
            same_constraints(a.constraints, b.constraints) && same(a.inner, b.inner, profile, depth - 1)
        }
        (Shape::Newtype(a), _) => a.constraints.is_none() && same(a.inner, b, profile, depth - 1),
        (_, Shape::Newtype(b)) => b.constraints.is_none() && same(a, b.inner, profile, depth - 1),
        (Shape::Scalar(a), Shape::Scalar(b)) => same_scalar(a, b, profile),
        (Shape::Nullable(a), Shape::Nullable(b)) => same(*a, *b, profile, depth - 1),
        (Shape::Array(a), Shape::Array(b)) => {
            let says_length = profile.keywords.contains(Keyword::MinItems);
            (!says_length || same_length(a.length, b.length)) && same(a.items, b.items, profile, depth - 1)
        }
        (Shape::Enum(a), Shape::Enum(b)) => {
            a.values.len() == b.values.len() && kind(a.kind) == kind(b.kind) && sum_of_values(a) == sum_of_values(b)
        }
        (Shape::Object(a), Shape::Object(b)) => same_object(a, b, profile, depth),
        (Shape::Union(a), Shape::Union(b)) => {
            let mut alike = a.branches.len() == b.branches.len() && a.has_null() == b.has_null();
            let mut i = 0;
            while alike && i < a.branches.len() {
                alike = same(a.branches[i].value, b.branches[i].value, profile, depth - 1);
                i += 1;
            }
            alike
        }
        _ => false,
    }
}

#[inline]
const fn same_object(a: &Object, b: &Object, profile: &Profile, depth: usize) -> bool {
    if a.properties.len() != b.properties.len() {
        return false;
    }
    let mut i = 0;
    while i < a.properties.len() {
        let a = &a.properties[i];
        let b = &b.properties[i];
        // The names of flattened fields are not in the schema, so they are not compared.
        let names = a.flatten && b.flatten || !a.flatten && !b.flatten && text::same(a.name(), b.name());
        if !names || !same_property(a, b, profile, depth - 1) {
            return false;
        }
        i += 1;
    }
    true
}

#[inline]
const fn same_scalar(a: &Scalar, b: &Scalar, profile: &Profile) -> bool {
    if kind(a.kind) != kind(b.kind) {
        return false;
    }
    let same_bounds = match (&a.range, &b.range) {
        (Some(a), Some(b)) => {
            text::same(a.minimum_member, b.minimum_member) && text::same(a.maximum_member, b.maximum_member)
        }
        (None, None) => true,
        _ => false,
    };
    let has_bounds = profile.keywords.contains(Keyword::Minimum);
    (!has_bounds || same_bounds)
        && same_text(format(a, profile), format(b, profile))
        && same_text(pattern(a, profile), pattern(b, profile))
}

/// The `pattern` that the type adds to the schema.
#[inline]
const fn pattern(scalar: &Scalar, profile: &Profile) -> Option<&'static str> {
    match scalar.form {
        Some(form) if profile.keywords.contains(Keyword::Pattern) => form.pattern,
        _ => None,
    }
}

/// The `format` that the schema has.
#[inline]
const fn format(scalar: &Scalar, profile: &Profile) -> Option<&'static str> {
    match scalar.form {
        Some(form) => match form.format {
            Some(format) if profile.keywords.contains(Keyword::Format) && profile.has_format(format) => Some(format),
            _ => None,
        },
        None => None,
    }
}

#[inline]
const fn same_text(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => text::same(a, b),
        (None, None) => true,
        _ => false,
    }
}

#[inline]
const fn same_length(a: Option<usize>, b: Option<usize>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => false,
    }
}

#[inline]
const fn kind(kind: ScalarKind) -> u8 {
    kind as u8
}
