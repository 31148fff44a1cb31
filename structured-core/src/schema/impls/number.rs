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
use crate::schema::plain;
use crate::schema::reason;
use crate::schema::{Schema, SchemaNode};

const fn number(name: &'static str, kind: ScalarKind) -> Node {
    Node::anonymous(Shape::Scalar(Scalar::new(name, kind)))
}

const fn integer(name: &'static str, range: Range) -> Node {
    Node::anonymous(Shape::Scalar(Scalar { range: Some(range), ..Scalar::new(name, ScalarKind::Integer) }))
}

const fn range(minimum: i128, maximum: i128, members: [&'static str; 2], plain: u64) -> Range {
    let [minimum_member, maximum_member] = members;
    Range { minimum, maximum, minimum_member, maximum_member, plain }
}

/// The range of an integer type. Its bounds are literals, so that the values and the members of the schema agree.
macro_rules! range {
    ($minimum:literal, $maximum:literal, $plain:expr) => {
        range($minimum, $maximum, [concat!(",\"minimum\":", $minimum), concat!(",\"maximum\":", $maximum)], $plain)
    };
}

pub(in crate::schema) const U8: Range = range!(0, 255, 5);
pub(in crate::schema) const U16: Range = range!(0, 65535, 6);
pub(in crate::schema) const U32: Range = range!(0, 4294967295, 7);
pub(in crate::schema) const U64: Range = range(0, u64::MAX as i128, [",\"minimum\":0", ""], 8);
pub(in crate::schema) const I8: Range = range!(-128, 127, 9);
pub(in crate::schema) const I16: Range = range!(-32768, 32767, 10);
pub(in crate::schema) const I32: Range = range!(-2147483648, 2147483647, 11);
const I64: Range = range(i64::MIN as i128, i64::MAX as i128, ["", ""], plain::UNBOUNDED);

/// The range of a type without zero. It is not plain.
const fn nonzero(range: Range) -> Range {
    Range { plain: plain::NOTHING, ..range }
}

scalars! {
    bool: number("bool", ScalarKind::Boolean);
    f32: number("f32", ScalarKind::Number);
    f64: number("f64", ScalarKind::Number);
    i8: integer("i8", I8);
    i16: integer("i16", I16);
    i32: integer("i32", I32);
    i64: integer("i64", I64);
    isize: integer("isize", Range { minimum: isize::MIN as i128, maximum: isize::MAX as i128, ..I64 });
    u8: integer("u8", U8);
    u16: integer("u16", U16);
    u32: integer("u32", U32);
    u64: integer("u64", U64);
    usize: integer("usize", Range { maximum: usize::MAX as i128, ..U64 });
    NonZeroI8: integer("NonZeroI8", nonzero(I8));
    NonZeroI16: integer("NonZeroI16", nonzero(I16));
    NonZeroI32: integer("NonZeroI32", nonzero(I32));
    NonZeroI64: integer("NonZeroI64", nonzero(I64));
    NonZeroIsize: integer(
        "NonZeroIsize",
        nonzero(Range { minimum: isize::MIN as i128, maximum: isize::MAX as i128, ..I64 })
    );
    NonZeroU8: integer("NonZeroU8", range!(1, 255, plain::NOTHING));
    NonZeroU16: integer("NonZeroU16", range!(1, 65535, plain::NOTHING));
    NonZeroU32: integer("NonZeroU32", range!(1, 4294967295, plain::NOTHING));
    NonZeroU64: integer("NonZeroU64", range(1, u64::MAX as i128, [",\"minimum\":1", ""], plain::NOTHING));
    NonZeroUsize: integer("NonZeroUsize", range(1, usize::MAX as i128, [",\"minimum\":1", ""], plain::NOTHING));
}

#[diagnostic::do_not_recommend]
impl Schema for u128 {
    const NODE: SchemaNode = Err(reason::U128);
}

#[diagnostic::do_not_recommend]
impl Schema for i128 {
    const NODE: SchemaNode = Err(reason::I128);
}
