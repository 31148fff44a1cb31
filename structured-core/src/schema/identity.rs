//! Decides whether two nodes describe the same type.

use crate::schema::link::NodeRef;
use crate::schema::node::{Argument, Definition, Shape};
use crate::schema::text;

/// Whether two references refer to the same type.
#[inline]
pub(crate) const fn same(a: NodeRef, b: NodeRef) -> bool {
    let a = a.node();
    let b = b.node();
    // Not a pair, because the interpreter would build it.
    if let Some(a) = &a.definition {
        return if let Some(b) = &b.definition { same_definition(a, b) } else { false };
    }
    match &b.definition {
        None => match (&a.shape, &b.shape) {
            (Shape::Scalar(a), Shape::Scalar(b)) => text::same(a.name, b.name),
            (Shape::Nullable(a), Shape::Nullable(b)) => same(*a, *b),
            (Shape::Array(a), Shape::Array(b)) => same_length(a.length, b.length) && same(a.items, b.items),
            _ => false,
        },
        Some(_) => false,
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

/// Whether two definitions describe the same type: their name, module, place and generic arguments are equal.
#[inline]
pub(crate) const fn same_definition(a: &Definition, b: &Definition) -> bool {
    a.key == b.key
        && a.name_hash == b.name_hash
        && a.line == b.line
        && a.column == b.column
        && text::same(a.module, b.module)
        && a.is_instance == b.is_instance
        && (!a.is_instance || same_arguments(a.arguments, b.arguments))
}

/// An order of all types: by their place in the source file, then by a hash of what was written there.
///
/// It does not matter which of two types comes first, as long as no type comes before itself.
#[inline]
pub(crate) const fn is_later(a: &Definition, than: &Definition) -> bool {
    if a.line != than.line {
        return a.line > than.line;
    }
    if a.column == than.column { a.key > than.key } else { a.column > than.column }
}

#[inline]
const fn same_arguments(a: &[Argument], b: &[Argument]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        let same = match (a[i], b[i]) {
            (Argument::Type(a), Argument::Type(b)) => same(a, b),
            (Argument::Value(a), Argument::Value(b)) => a == b,
            _ => false,
        };
        if !same {
            return false;
        }
        i += 1;
    }
    true
}
