//! Numbers and booleans.
//!
//! A fixed-width integer has bounds, for profiles with `minimum` and `maximum`. The 64-bit types have only the bounds
//! that every reader keeps exact: the engines that the APIs use read bounds as 64-bit floats and refuse those of `i64`.

use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
    NonZeroUsize,
};

use crate::schema::node::{Node, Range, Scalar, ScalarKind, Shape};
use crate::schema::plain::{self, I8, I16, I32, I64, U8, U16, U32, U64};
use crate::schema::reason;
use crate::schema::{Schema, SchemaNode};

const fn number(name: &'static str, kind: ScalarKind) -> Node {
    Node::anonymous(Shape::Scalar(Scalar::new(name, kind)))
}

const fn integer(name: &'static str, range: Range) -> Node {
    Node::anonymous(Shape::Scalar(Scalar { range: Some(range), ..Scalar::new(name, ScalarKind::Integer) }))
}

/// The range of a signed type without zero, which the renderer leaves out. Such a type is not plain.
const fn signed_nonzero(range: Range) -> Range {
    Range { plain: plain::NOTHING, ..range }
}

/// The range of an unsigned type without zero.
const fn unsigned_nonzero(range: Range) -> Range {
    Range { minimum: 1, minimum_member: ",\"minimum\":1", plain: plain::NOTHING, ..range }
}

const ISIZE: Range = Range { minimum: isize::MIN as i128, maximum: isize::MAX as i128, ..I64 };
const USIZE: Range = Range { maximum: usize::MAX as i128, ..U64 };

scalars! {
    bool: number("bool", ScalarKind::Boolean);
    f32: number("f32", ScalarKind::Number);
    f64: number("f64", ScalarKind::Number);
    i8: integer("i8", I8);
    i16: integer("i16", I16);
    i32: integer("i32", I32);
    i64: integer("i64", I64);
    isize: integer("isize", ISIZE);
    u8: integer("u8", U8);
    u16: integer("u16", U16);
    u32: integer("u32", U32);
    u64: integer("u64", U64);
    usize: integer("usize", USIZE);
    NonZeroI8: integer("NonZeroI8", signed_nonzero(I8));
    NonZeroI16: integer("NonZeroI16", signed_nonzero(I16));
    NonZeroI32: integer("NonZeroI32", signed_nonzero(I32));
    NonZeroI64: integer("NonZeroI64", signed_nonzero(I64));
    NonZeroIsize: integer("NonZeroIsize", signed_nonzero(ISIZE));
    NonZeroU8: integer("NonZeroU8", unsigned_nonzero(U8));
    NonZeroU16: integer("NonZeroU16", unsigned_nonzero(U16));
    NonZeroU32: integer("NonZeroU32", unsigned_nonzero(U32));
    NonZeroU64: integer("NonZeroU64", unsigned_nonzero(U64));
    NonZeroUsize: integer("NonZeroUsize", unsigned_nonzero(USIZE));
}

#[diagnostic::do_not_recommend]
impl Schema for u128 {
    const NODE: SchemaNode = Err(reason::U128);
}

#[diagnostic::do_not_recommend]
impl Schema for i128 {
    const NODE: SchemaNode = Err(reason::I128);
}
