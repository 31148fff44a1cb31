//! Arrays: all types that serde reads from a JSON array with one type of items.

use alloc::collections::{BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::vec::Vec;

use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::node::{Array, Node, Shape};
use crate::schema::{Schema, SchemaNode};

/// The node of the slice, which all other sequences share.
impl<T: Schema> Schema for [T] {
    const NODE: SchemaNode = match T::NODE {
        Ok(items) => Ok(NodeRef::to_list(const { &StaticNode::new(list(T::NODE, None)) }, items, None)),
        Err(reason) => Err(reason),
    };
}

pub(super) const fn list(items: SchemaNode, length: Option<usize>) -> Node {
    Node::anonymous(Shape::Array(Array { items: crate::schema::check::link(items), length }))
}

impl<T: Schema> Schema for Vec<T> {
    const NODE: SchemaNode = <[T]>::NODE;
}

impl<T: Schema> Schema for VecDeque<T> {
    const NODE: SchemaNode = <[T]>::NODE;
}

impl<T: Schema> Schema for LinkedList<T> {
    const NODE: SchemaNode = <[T]>::NODE;
}

impl<T: Schema> Schema for BinaryHeap<T> {
    const NODE: SchemaNode = <[T]>::NODE;
}

impl<T: Schema> Schema for BTreeSet<T> {
    const NODE: SchemaNode = <[T]>::NODE;
}

#[cfg(feature = "std")]
impl<T: Schema, S> Schema for std::collections::HashSet<T, S> {
    const NODE: SchemaNode = <[T]>::NODE;
}

impl<T: Schema, const N: usize> Schema for [T; N] {
    const NODE: SchemaNode = match T::NODE {
        Ok(items) => Ok(NodeRef::to_list(const { &StaticNode::new(list(T::NODE, Some(N))) }, items, Some(N))),
        Err(reason) => Err(reason),
    };
}
