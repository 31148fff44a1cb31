//! Types whose JSON is that of the inner type: pointers, cells, `Option`.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::sync::Arc;
use core::cell::{Cell, RefCell};
use core::num::Wrapping;

use crate::schema::check::link;
use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::node::{Node, Shape};
use crate::schema::reason;
use crate::schema::{Schema, SchemaNode, StructuredOutput};

impl<T: Schema> Schema for Option<T> {
    const NODE: SchemaNode = option(T::NODE, const { &StaticNode::new(option_node(T::NODE)) });
}

/// The description of an `Option`. `node` is its node.
pub(super) const fn option(inner: SchemaNode, node: &'static StaticNode) -> SchemaNode {
    match inner {
        Ok(inner) if inner.is_nullable() => Err(reason::NESTED_OPTION),
        Ok(inner) => Ok(NodeRef::to_nullable(node, inner)),
        Err(reason) => Err(reason),
    }
}

pub(super) const fn option_node(inner: SchemaNode) -> Node {
    Node::anonymous(Shape::Nullable(link(inner)))
}

impl<T: Schema + ?Sized> Schema for &T {
    const NODE: SchemaNode = T::NODE;
}

impl<T: Schema + ?Sized> Schema for Box<T> {
    const NODE: SchemaNode = T::NODE;
}

#[diagnostic::do_not_recommend]
impl<T: StructuredOutput + ?Sized> StructuredOutput for Box<T> {
    const NAME: &'static str = T::NAME;
    const DESCRIPTION: Option<&'static str> = T::DESCRIPTION;
    const JSON_SCHEMA: &'static str = T::JSON_SCHEMA;
}

impl<T: Schema + ?Sized> Schema for Rc<T> {
    const NODE: SchemaNode = T::NODE;
}

impl<T: Schema + ?Sized> Schema for Arc<T> {
    const NODE: SchemaNode = T::NODE;
}

impl<T: Schema + ToOwned + ?Sized> Schema for Cow<'_, T> {
    const NODE: SchemaNode = T::NODE;
}

impl<T: Schema> Schema for Cell<T> {
    const NODE: SchemaNode = T::NODE;
}

impl<T: Schema> Schema for RefCell<T> {
    const NODE: SchemaNode = T::NODE;
}

impl<T: Schema> Schema for Wrapping<T> {
    const NODE: SchemaNode = T::NODE;
}

#[cfg(feature = "std")]
impl<T: Schema> Schema for std::sync::Mutex<T> {
    const NODE: SchemaNode = T::NODE;
}

#[cfg(feature = "std")]
impl<T: Schema> Schema for std::sync::RwLock<T> {
    const NODE: SchemaNode = T::NODE;
}
