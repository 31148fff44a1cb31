//! `()`, which is `null`, and tuples, which have no schema, with the reason.

use crate::schema::instance::schema_inside;
use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::node::{Node, Scalar, ScalarKind, Shape};
use crate::schema::reason;
use crate::schema::{Schema, SchemaNode};

// The name is used for `()` in `$defs`: `Page_Unit` for `Page<()>`.
static NULL: StaticNode = StaticNode::new(Node::anonymous(Shape::Scalar(Scalar::new("Unit", ScalarKind::Null))));

#[diagnostic::do_not_recommend]
impl Schema for () {
    const NODE: SchemaNode = Ok(NodeRef::to_null(&NULL));
}

schema_inside!(());

#[diagnostic::do_not_recommend]
impl<A> Schema for (A,) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B> Schema for (A, B) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C> Schema for (A, B, C) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D> Schema for (A, B, C, D) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D, E> Schema for (A, B, C, D, E) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D, E, F> Schema for (A, B, C, D, E, F) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D, E, F, G> Schema for (A, B, C, D, E, F, G) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D, E, F, G, H> Schema for (A, B, C, D, E, F, G, H) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D, E, F, G, H, I> Schema for (A, B, C, D, E, F, G, H, I) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D, E, F, G, H, I, J> Schema for (A, B, C, D, E, F, G, H, I, J) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D, E, F, G, H, I, J, K> Schema for (A, B, C, D, E, F, G, H, I, J, K) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}

#[diagnostic::do_not_recommend]
impl<A, B, C, D, E, F, G, H, I, J, K, L> Schema for (A, B, C, D, E, F, G, H, I, J, K, L) {
    const NODE: SchemaNode = Err(reason::TUPLE);
}
