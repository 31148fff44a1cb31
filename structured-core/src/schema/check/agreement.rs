//! `#[structured(as = "…")]` on a field that serde reads as its own type: the two must have the same JSON.

use core::marker::PhantomData;

use crate::profile::Profile;
use crate::schema::catalog::through_newtypes;
use crate::schema::check::covers::covers;
use crate::schema::check::first_key;
use crate::schema::link::NodeRef;
use crate::schema::node::{ScalarKind, Shape};
use crate::schema::text::fail;
use crate::schema::{Schema, SchemaNode};

/// The depth to which nested types are compared.
const DEPTH: usize = 6;

/// The node of a type that may not have a schema. The inherent constant takes precedence over that of
/// [`UnknownSchema`].
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: Schema + ?Sized> Probe<T> {
    /// The description of the type.
    pub const NODE: Option<SchemaNode> = Some(T::NODE);
}

/// The node of a type without a schema.
pub trait UnknownSchema {
    /// There is none.
    const NODE: Option<SchemaNode> = None;
}

impl<T: ?Sized> UnknownSchema for Probe<T> {}

/// Whether both are strings. Their forms are not compared: a feature decides whether a type of another crate has a
/// form, and turning on a feature must not break code that works without it.
#[inline]
const fn are_texts(a: NodeRef, b: NodeRef) -> bool {
    let mut a = through_newtypes(a);
    let mut b = through_newtypes(b);
    if let (Shape::Nullable(inner_a), Shape::Nullable(inner_b)) = (&a.node().shape, &b.node().shape) {
        (a, b) = (through_newtypes(*inner_a), through_newtypes(*inner_b));
    }
    matches!((&a.node().shape, &b.node().shape), (Shape::Scalar(a), Shape::Scalar(b))
        if matches!((a.kind, b.kind), (ScalarKind::String, ScalarKind::String)))
}

/// Checks that serde can read everything as the type of the field that the schema of `as` admits.
#[track_caller]
#[inline]
pub const fn as_agrees(own: Option<SchemaNode>, as_type: SchemaNode, profile: &Profile) {
    let (Some(own), Ok(as_type)) = (own, as_type) else { return };
    let own = match own {
        Ok(own) => own,
        Err(reason) => {
            fail(&["`as` changes the schema alone, and serde reads the field as its own type: ", reason.text()])
        }
    };
    if are_texts(own, as_type) {
        return;
    }
    if !covers(own, as_type, DEPTH) && !first_key::same(own, as_type, profile, DEPTH) {
        fail(&["`as` changes the schema alone, and serde reads the field as its own type, which has another JSON\n\
             help: remove `as`, or say how the field is read: `#[serde(with = \"...\")]`"]);
    }
}
