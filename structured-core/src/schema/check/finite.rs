//! Whether a finite document exists, and whether a schema can express a recursion.

use crate::profile::NO_FINITE_DOCUMENT;
use crate::schema::catalog::{self, Catalog};
use crate::schema::check::path::path;
use crate::schema::link::NodeRef;
use crate::schema::node::{Newtype, Node, Object, Shape, Union};
use crate::schema::text::{self, fail};

/// Refuses a generic type inside an instance of itself with another argument, if the two arguments have the same
/// fingerprint: see [`instance`](crate::schema::instance).
#[track_caller]
pub(crate) const fn dangling<const N: usize>(catalog: &Catalog<N>) {
    if let Some(entry) = catalog.dangling {
        let path = path(catalog, entry);
        fail(&[
            "`",
            path.as_str(),
            "` contains a generic type inside an instance of itself, and their arguments are two types that are written alike\n\
             help: give one of the two types another name, or a doc comment",
        ]);
    }
}

/// Whether a finite document of the root exists.
pub(crate) const fn is_finite<const N: usize>(catalog: &Catalog<N>) -> bool {
    !catalog.cyclic || with_finite_document(catalog)[0]
}

/// The definitions that have a finite document. They are found bottom-up: first those without references, then those
/// that need only these, until no definition is added.
const fn with_finite_document<const N: usize>(catalog: &Catalog<N>) -> [bool; N] {
    let mut known = [false; N];
    let mut added = true;
    while added {
        added = false;
        let mut i = catalog.length;
        while i > 0 {
            i -= 1;
            if !known[i] && definition_ends(catalog, &known, i) {
                known[i] = true;
                added = true;
            }
        }
    }
    known
}

/// Refuses an inline type that reaches itself, because its schema would be infinite.
#[track_caller]
pub(crate) const fn endless<const N: usize>(catalog: &Catalog<N>) {
    if catalog.is_endless {
        fail(&[
            "`",
            catalog.entries[0].node().name(),
            "` contains itself, so it cannot be written out wherever it is used\n\
             help: remove `inline` from one of the types of the recursion; that type then has an entry in `$defs`",
        ]);
    }
}

/// Refuses a type whose values would always have to contain another value of it, without end.
#[track_caller]
pub(crate) const fn finite<const N: usize>(catalog: &Catalog<N>) {
    let known = with_finite_document(catalog);
    let mut i = 0;
    while i < catalog.length {
        if !known[i] {
            if reported(catalog, &known) {
                return;
            }
            let path = path(catalog, first_inside(catalog, &known, i));
            fail(&[
                "every value of `",
                path.as_str(),
                "`",
                NO_FINITE_DOCUMENT,
                "\nhelp: make a field of the recursion an `Option` or a `Vec`",
            ]);
        }
        i += 1;
    }
}

/// Whether an inner type reports this error itself. In a cycle of types, the first one in the source file does.
const fn reported<const N: usize>(catalog: &Catalog<N>, known: &[bool; N]) -> bool {
    let root = &catalog.entries[0];
    // A newtype in a cycle is not an entry for the others, so one of them reports the error.
    let on_circle = !known[0] && root.uses > 0 && !matches!(root.node().shape, Shape::Newtype(_));
    let mut i = 1;
    while i < catalog.length {
        let entry = &catalog.entries[i];
        if !known[i] && entry.reports_itself() && (!on_circle || stands_before(entry.node(), root.node())) {
            return true;
        }
        i += 1;
    }
    false
}

/// An order of types that is the same from every type of a cycle.
#[inline]
const fn stands_before(a: &Node, b: &Node) -> bool {
    let (Some(a), Some(b)) = (&a.definition, &b.definition) else { return false };
    text::same(a.module, b.module) && (a.line < b.line || a.line == b.line && a.column < b.column)
}

/// The last entry without a finite document on the way from `i`, which is nearest to the cycle.
const fn first_inside<const N: usize>(catalog: &Catalog<N>, known: &[bool; N], i: usize) -> usize {
    let mut at = i;
    let mut child = i + 1;
    while child < catalog.length {
        if !known[child] && catalog.entries[child].site.entry == at && catalog.entries[child].uses > 1 {
            at = child;
        }
        child += 1;
    }
    at
}

const fn definition_ends<const N: usize>(catalog: &Catalog<N>, known: &[bool; N], i: usize) -> bool {
    let node = catalog.entries[i].node();
    match &node.shape {
        Shape::Object(object) => object_ends(catalog, known, object, 0),
        Shape::Union(union) => union_ends(catalog, known, union),
        Shape::Newtype(newtype) => ends(catalog, known, items_or(newtype)),
        Shape::Array(array) => !array_needs_items(array.length()) || ends(catalog, known, array.items),
        _ => true,
    }
}

const fn union_ends<const N: usize>(catalog: &Catalog<N>, known: &[bool; N], union: &Union) -> bool {
    let mut has_end = union.has_null();
    let mut i = 0;
    while i < union.branches.len() && !has_end {
        has_end = ends(catalog, known, union.branches[i].value);
        i += 1;
    }
    has_end
}

/// The type that a value of a newtype needs: its inner type, or the items of a list that must not be empty.
#[inline]
const fn items_or(newtype: &Newtype) -> NodeRef {
    match (&newtype.inner.node().shape, newtype.constraints) {
        (Shape::Array(array), Some(constraints)) if constraints.needs_items => array.items,
        _ => newtype.inner,
    }
}

#[inline]
const fn array_needs_items(length: Option<usize>) -> bool {
    matches!(length, Some(1..))
}

const fn object_ends<const N: usize>(
    catalog: &Catalog<N>,
    known: &[bool; N],
    object: &'static Object,
    flattened: usize,
) -> bool {
    let mut i = 0;
    while i < object.properties.len() {
        let property = &object.properties[i];
        let ends = match (property.flatten, catalog::flattened_object(property.value)) {
            (true, Some(inner)) => {
                flattened < catalog::MANY_FLATTENED && object_ends(catalog, known, inner, flattened + 1)
            }
            _ => match (&property.value.node().shape, property.constraints) {
                (Shape::Array(array), Some(constraints)) if constraints.needs_items => {
                    ends(catalog, known, array.items)
                }
                _ => ends(catalog, known, property.value),
            },
        };
        if !ends {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether a finite document exists for `link`, given the definitions for which one is known.
const fn ends<const N: usize>(catalog: &Catalog<N>, known: &[bool; N], link: NodeRef) -> bool {
    let mut link = link;
    loop {
        let node = link.node();
        match &node.shape {
            Shape::Scalar(_) | Shape::Nullable(_) | Shape::Enum(_) | Shape::Rejected => return true,
            Shape::Array(array) => {
                if !array_needs_items(array.length()) {
                    return true;
                }
                link = array.items;
            }
            Shape::Enclosing => return matches!(catalog.find(link), Some(i) if known[i]),
            Shape::Newtype(newtype) => match catalog.find(link) {
                Some(i) => return known[i],
                None => link = items_or(newtype),
            },
            Shape::Object(object) => {
                return match catalog.find(link) {
                    Some(i) => known[i],
                    None => object_ends(catalog, known, object, 0),
                };
            }
            Shape::Union(union) => {
                return match catalog.find(link) {
                    Some(i) => known[i],
                    None => union_ends(catalog, known, union),
                };
            }
        }
    }
}
