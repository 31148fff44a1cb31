//! Numbers and booleans.
//!
//! A fixed-width integer has bounds, for profiles with `minimum` and `maximum`. The 64-bit types have only the bounds
//! that every reader keeps exact: the engines that the APIs use read bounds as 64-bit floats and refuse those of `i64`.

#![expect(clippy::unreadable_literal, reason = "the literals are the text of the schema too, which has no separators")]

use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
    NonZeroUsize,
};

use crate::schema::node::{Node, Range, Scalar, ScalarKind, Shape};
use crate::schema::reason;
use crate::schema::{Schema, SchemaNode};

const fn number(name: &'static str, kind: ScalarKind) -> Node {
    Node::anonymous(Shape::Scalar(Scalar::new(name, kind)))
}

const fn integer(name: &'static str, minimum: i128, maximum: i128, members: [&'static str; 2]) -> Node {
    let [minimum_member, maximum_member] = members;
    let range = Range { minimum, maximum, minimum_member, maximum_member };
    Node::anonymous(Shape::Scalar(Scalar { range: Some(range), ..Scalar::new(name, ScalarKind::Integer) }))
}

/// The node of an integer type. Its bounds are literals, so that the values and the members of the schema agree.
macro_rules! integer {
    ($name:literal, $minimum:literal, $maximum:literal) => {
        integer($name, $minimum, $maximum, [concat!(",\"minimum\":", $minimum), concat!(",\"maximum\":", $maximum)])
    };
}

scalars! {
    bool: number("bool", ScalarKind::Boolean);
    f32: number("f32", ScalarKind::Number);
    f64: number("f64", ScalarKind::Number);
    i8: integer!("i8", -128, 127);
    i16: integer!("i16", -32768, 32767);
    i32: integer!("i32", -2147483648, 2147483647);
    i64: integer("i64", i64::MIN as i128, i64::MAX as i128, ["", ""]);
    isize: integer("isize", isize::MIN as i128, isize::MAX as i128, ["", ""]);
    u8: integer!("u8", 0, 255);
    u16: integer!("u16", 0, 65535);
    u32: integer!("u32", 0, 4294967295);
    u64: integer("u64", 0, u64::MAX as i128, [",\"minimum\":0", ""]);
    usize: integer("usize", 0, usize::MAX as i128, [",\"minimum\":0", ""]);
    NonZeroI8: integer!("NonZeroI8", -128, 127);
    NonZeroI16: integer!("NonZeroI16", -32768, 32767);
    NonZeroI32: integer!("NonZeroI32", -2147483648, 2147483647);
    NonZeroI64: integer("NonZeroI64", i64::MIN as i128, i64::MAX as i128, ["", ""]);
    NonZeroIsize: integer("NonZeroIsize", isize::MIN as i128, isize::MAX as i128, ["", ""]);
    NonZeroU8: integer!("NonZeroU8", 1, 255);
    NonZeroU16: integer!("NonZeroU16", 1, 65535);
    NonZeroU32: integer!("NonZeroU32", 1, 4294967295);
    NonZeroU64: integer("NonZeroU64", 1, u64::MAX as i128, [",\"minimum\":1", ""]);
    NonZeroUsize: integer("NonZeroUsize", 1, usize::MAX as i128, [",\"minimum\":1", ""]);
}

#[diagnostic::do_not_recommend]
impl Schema for u128 {
    const NODE: SchemaNode = Err(reason::U128);
}

#[diagnostic::do_not_recommend]
impl Schema for i128 {
    const NODE: SchemaNode = Err(reason::I128);
}
