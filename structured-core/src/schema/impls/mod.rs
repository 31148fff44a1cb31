//! The components of the standard library and of the crates behind features, one family a file.

mod map;
mod number;
mod sequence;
mod text;
mod tuple;
mod wrapper;

#[cfg(feature = "chrono04")]
mod chrono;
#[cfg(feature = "jiff02")]
mod jiff;
#[cfg(feature = "time03")]
mod time;
#[cfg(feature = "url2")]
mod url;
#[cfg(feature = "uuid1")]
mod uuid;

use crate::schema::link::NodeRef;
use crate::schema::node::{Node, Scalar, ScalarKind, Shape, StringFormat};

/// The node of a string that has a form.
const fn formed(name: &'static str, form: StringFormat) -> Node {
    Node::anonymous(Shape::Scalar(Scalar { form: Some(form), ..Scalar::new(name, ScalarKind::String) }))
}

/// The node of a string whose every value is read.
pub(crate) static STRING: Node = Node::anonymous(Shape::Scalar(Scalar::new("String", ScalarKind::String)));

pub(crate) const fn string() -> NodeRef {
    NodeRef::to(&STRING)
}
