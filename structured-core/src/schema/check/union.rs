//! Branches of a union: none may hide another from serde, and the API wants objects to differ in their first key.

use crate::schema::catalog::{self, flattened_object, through_newtypes};
use crate::schema::check::flatten::has_name;
use crate::schema::check::is_rejected;
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::node::{Branch, Enum, Node, Object, Property, ScalarKind, Shape, Union};
use crate::schema::text::{self, fail};

/// Deeper types are not compared; two that differ only there count as different.
const DEPTH: usize = 6;

/// Refuses a branch that is the union itself: serde would try it again and again, and a schema would refer to itself.
#[track_caller]
pub(super) const fn endless(owner: &'static Node, union: &Union, i: usize) {
    let branch = &union.branches[i];
    if leads_to(branch.value, owner, DEPTH) {
        let name = owner.name();
        fail(&[
            "variant `",
            branch.variant,
            "` of `",
            name,
            "` is `",
            name,
            "` again with nothing around it, so reading it has no end\nhelp: remove the variant, or hold a struct with a field of the type",
        ]);
    }
}

/// Whether a value of `link` can be one of the union `owner`, with nothing around it.
const fn leads_to(link: NodeRef, owner: &'static Node, depth: usize) -> bool {
    let link = through_newtypes(link);
    if depth == 0 {
        return false;
    }
    match &link.node().shape {
        Shape::Enclosing(hash) => matches!(&owner.definition, Some(own) if own.name_hash == *hash),
        Shape::Nullable(inner) => leads_to(*inner, owner, depth - 1),
        Shape::Union(union) => {
            let (mut found, mut i) = (identity::same(link, NodeRef::to(owner)), 0);
            while i < union.branches.len() && !found {
                found = leads_to(union.branches[i].value, owner, depth - 1);
                i += 1;
            }
            found
        }
        _ => false,
    }
}

/// Whether serde would never read branch `later` because it tries `earlier` first, or the API could not tell the two
/// apart.
pub(super) const fn clash(union: &Union, earlier: &Branch, later: &Branch) -> bool {
    is_hidden(union, earlier, later) || same_first_key(earlier.value, later.value)
}

const fn is_hidden(union: &Union, earlier: &Branch, later: &Branch) -> bool {
    let tried = union.untagged || later.untagged && earlier.untagged;
    tried && covers(earlier.value, later.value, DEPTH)
}

/// Refuses branch `i`, which clashes with branch `k`.
#[track_caller]
pub(super) const fn refuse_clash(owner: &str, union: &Union, k: usize, i: usize) -> ! {
    let (earlier, later) = (&union.branches[k], &union.branches[i]);
    if is_hidden(union, earlier, later) {
        let objects = flattened_object(earlier.value).is_some() && flattened_object(later.value).is_some();
        let (start, middle, end) =
            if objects { ("give `", "` a field that `", "` lacks") } else { ("put `", "` behind `", "`") };
        fail(&[
            "variant `",
            later.variant,
            "` of `",
            owner,
            "` is never read: `",
            earlier.variant,
            "` comes first and accepts the same JSON\n\
             help: tell them apart with `#[serde(tag = \"type\")]` on the enum, or ",
            start,
            earlier.variant,
            middle,
            later.variant,
            end,
        ]);
    }
    fail(&[
        "variants `",
        earlier.variant,
        "` and `",
        later.variant,
        "` of `",
        owner,
        "` have the same first key, by which the API tells them apart\n\
         help: tell them apart with `#[serde(tag = \"type\")]` on the enum, or put another field first",
    ])
}

/// Checks that what is flattened behind a tag is an object without the tag.
#[track_caller]
pub(crate) const fn tagged_newtype(owner: &str, branch: &Branch) {
    let Shape::Object(object) = branch.value.node().shape else { return };
    let (Some(tag), Some(content)) = (object.properties.first(), object.properties.last()) else { return };
    if is_rejected(content.value) {
        return;
    }
    let Some(inner) = flattened_object(content.value) else {
        fail(&[
            "variant `",
            branch.variant,
            "` of `",
            owner,
            "` holds no object, so the tag has no place in its JSON\n\
             help: use a variant with named fields, or `#[serde(tag = \"type\", content = \"value\")]` on the enum",
        ])
    };
    if has_name(inner, tag.name(), 0) {
        fail(&[
            "variant `",
            branch.variant,
            "` of `",
            owner,
            "` holds a type with a property `",
            tag.name(),
            "`, which is the name of the tag\nhelp: give the tag another name",
        ]);
    }
}

/// The first property of an object, also where it comes from a flattened one.
pub(super) const fn first_property(object: &'static Object) -> Option<&'static Property> {
    let (mut object, mut steps) = (object, 0);
    while steps < catalog::MANY_FLATTENED {
        match object.properties.first() {
            Some(property) if property.flatten => match flattened_object(property.value) {
                Some(inner) => object = inner,
                None => return None,
            },
            first => return first,
        }
        steps += 1;
    }
    None
}

const fn same_first_key(a: NodeRef, b: NodeRef) -> bool {
    let (Some(a), Some(b)) = (flattened_object(a), flattened_object(b)) else { return false };
    let (Some(a), Some(b)) = (first_property(a), first_property(b)) else { return false };
    text::same(a.name(), b.name()) && covers(a.value, b.value, 1) && covers(b.value, a.value, 1)
}

/// Whether serde reads as `a` whatever the schema of `b` admits. Where it is hard to say, it is not.
const fn covers(a: NodeRef, b: NodeRef, depth: usize) -> bool {
    let (a, b) = (through_newtypes(a), through_newtypes(b));
    if depth == 0 || is_rejected(a) || is_rejected(b) {
        return false;
    }
    if !matches!(a.node().shape, Shape::Enclosing(_)) && identity::same(a, b) {
        return true;
    }
    match (&a.node().shape, &b.node().shape) {
        (Shape::Nullable(a), Shape::Nullable(b)) => covers(*a, *b, depth - 1),
        (Shape::Nullable(a), _) => covers(*a, b, depth - 1),
        (_, Shape::Union(b)) => {
            let mut i = 0;
            while i < b.branches.len() {
                if !covers(a, b.branches[i].value, depth - 1) {
                    return false;
                }
                i += 1;
            }
            true
        }
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
        (Shape::Scalar(a), Shape::Scalar(b)) => match (a.kind, b.kind) {
            (ScalarKind::String, ScalarKind::String) => a.form.is_none(),
            (ScalarKind::Integer, ScalarKind::Integer) => wider(a.range(), b.range()),
            (ScalarKind::Number, ScalarKind::Integer | ScalarKind::Number)
            | (ScalarKind::Boolean, ScalarKind::Boolean) => true,
            _ => false,
        },
        (Shape::Scalar(a), Shape::Enum(b)) => match (a.kind, b.kind) {
            (ScalarKind::String, ScalarKind::String) => a.form.is_none(),
            (ScalarKind::Number, ScalarKind::Integer) => true,
            (ScalarKind::Integer, ScalarKind::Integer) => holds_all(a.range(), *b),
            _ => false,
        },
        (Shape::Enum(a), Shape::Enum(b)) => has_all(*a, *b),
        (Shape::Array(a), Shape::Array(b)) => a.length.is_none() && covers(a.items, b.items, depth - 1),
        (Shape::Object(a), Shape::Object(b)) => object_covers(a, b, depth),
        _ => false,
    }
}

const fn wider(a: Option<(i128, i128)>, b: Option<(i128, i128)>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.0 <= b.0 && a.1 >= b.1,
        _ => true,
    }
}

const fn holds_all(range: Option<(i128, i128)>, numbers: Enum) -> bool {
    let Some((minimum, maximum)) = range else { return true };
    let mut i = 0;
    while i < numbers.values.len() {
        let number = text::integer(numbers.values[i]);
        if number < minimum || number > maximum {
            return false;
        }
        i += 1;
    }
    true
}

const fn has_all(a: Enum, b: Enum) -> bool {
    let mut i = 0;
    while i < b.values.len() {
        let (mut found, mut k) = (false, 0);
        while k < a.values.len() && !found {
            found = text::same(a.values[k], b.values[i]);
            k += 1;
        }
        if !found {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether serde reads every `b` as an `a`: it ignores keys that it does not know, unless told to deny them, and a
/// field that may be missing is no obstacle.
const fn object_covers(a: &'static Object, b: &'static Object, depth: usize) -> bool {
    if a.flattened || b.flattened {
        return false;
    }
    let mut i = 0;
    while i < a.properties.len() {
        let property = &a.properties[i];
        let covered = match property_named(b, property.name()) {
            Some(_) if property.is_unread_tag() => true,
            Some(other) => covers(property.value, other.value, depth - 1),
            None => property.default || matches!(property.value.node().shape, Shape::Nullable(_)),
        };
        if !covered {
            return false;
        }
        i += 1;
    }
    let mut i = 0;
    while a.closed && i < b.properties.len() {
        if property_named(a, b.properties[i].name()).is_none() {
            return false;
        }
        i += 1;
    }
    true
}

const fn property_named(object: &'static Object, name: &str) -> Option<&'static Property> {
    let mut i = 0;
    while i < object.properties.len() {
        if text::same(object.properties[i].name(), name) {
            return Some(&object.properties[i]);
        }
        i += 1;
    }
    None
}
