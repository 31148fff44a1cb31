//! The components of the standard library and of other crates, one file per family. Types of other crates need a
//! feature.

/// Implements `Schema` for scalar types, each with its node. It is a macro because a function cannot implement a trait.
macro_rules! scalars {
    ($($ty:ident: $node:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl $crate::schema::Schema for $ty {
            const NODE: $crate::schema::SchemaNode = {
                static NODE: $crate::schema::link::StaticNode = $crate::schema::link::StaticNode::new($node);
                Ok($crate::schema::link::NodeRef::to_scalar(&NODE))
            };
        }
        $crate::schema::instance::schema_inside!($ty);
    )+};
}

mod inside;
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
#[cfg(feature = "rust_decimal1")]
mod rust_decimal;
#[cfg(feature = "time03")]
mod time;
#[cfg(feature = "url2")]
mod url;
#[cfg(feature = "uuid1")]
mod uuid;

use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::node::{Node, Scalar, ScalarKind, Shape, StringFormat};

/// The node of a type that is read from strings of the form that `description` describes.
const fn described(name: &'static str, description: &'static str) -> Node {
    formed(name, StringFormat { format: None, pattern: None, description, reads_integers: false })
}

/// Like [`described`], for strings of a JSON Schema `format`.
const fn formatted(name: &'static str, format: &'static str, description: &'static str) -> Node {
    formed(name, StringFormat { format: Some(format), pattern: None, description, reads_integers: false })
}

const fn formed(name: &'static str, form: StringFormat) -> Node {
    Node::anonymous(Shape::Scalar(Scalar { form: Some(form), ..Scalar::new(name, ScalarKind::String) }))
}

/// The node of a type that accepts every string.
pub(crate) static STRING: StaticNode =
    StaticNode::new(Node::anonymous(Shape::Scalar(Scalar::new("String", ScalarKind::String))));

pub(crate) const fn string() -> NodeRef {
    NodeRef::to_scalar(&STRING)
}
