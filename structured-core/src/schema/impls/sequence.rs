//! Arrays: everything that serde reads from a JSON array of one type of items.

use alloc::collections::{BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::vec::Vec;

use crate::schema::link::NodeRef;
use crate::schema::node::{Array, Node, Shape};
use crate::schema::{Schema, SchemaNode};

/// The slice's node, which is every other sequence's too.
impl<T: Schema> Schema for [T] {
    const NODE: SchemaNode = match T::NODE {
        Ok(items) => Ok(NodeRef::to_list(const { &list(T::NODE, None) }, items)),
        Err(reason) => Err(reason),
    };
}

const fn list(items: SchemaNode, length: Option<usize>) -> Node {
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
        Ok(items) => Ok(NodeRef::to_list(const { &list(T::NODE, Some(N)) }, items)),
        Err(reason) => Err(reason),
    };
}
