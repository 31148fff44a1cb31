//! Numbers and booleans.
//!
//! A fixed-width integer brings its bounds, for profiles with `minimum` and `maximum`. Those of 64 bits bring only what
//! every reader keeps exact: the engines behind the APIs read bounds as 64-bit floats, and refuse `i64`'s.

use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
    NonZeroUsize,
};

use crate::schema::link::NodeRef;
use crate::schema::node::{Node, Range, Scalar, ScalarKind, Shape};
use crate::schema::reason;
use crate::schema::{Schema, SchemaNode};

const fn scalar(name: &'static str, kind: ScalarKind) -> Node {
    Node::anonymous(Shape::Scalar(Scalar::new(name, kind)))
}

const fn integer(name: &'static str, minimum: i128, maximum: i128, keywords: &'static str) -> Node {
    let range = Range { minimum, maximum, keywords };
    Node::anonymous(Shape::Scalar(Scalar { range: Some(range), ..Scalar::new(name, ScalarKind::Integer) }))
}

#[diagnostic::do_not_recommend]
impl Schema for bool {
    const NODE: SchemaNode = {
        static BOOL: Node = scalar("bool", ScalarKind::Boolean);
        Ok(NodeRef::to_plain(&BOOL, ScalarKind::Boolean))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for f32 {
    const NODE: SchemaNode = {
        static F32: Node = scalar("f32", ScalarKind::Number);
        Ok(NodeRef::to_plain(&F32, ScalarKind::Number))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for f64 {
    const NODE: SchemaNode = {
        static F64: Node = scalar("f64", ScalarKind::Number);
        Ok(NodeRef::to_plain(&F64, ScalarKind::Number))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for i8 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("i8", i8::MIN as i128, i8::MAX as i128, ",\"minimum\":-128,\"maximum\":127");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for i16 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("i16", i16::MIN as i128, i16::MAX as i128, ",\"minimum\":-32768,\"maximum\":32767");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for i32 {
    const NODE: SchemaNode = {
        static NODE: Node =
            integer("i32", i32::MIN as i128, i32::MAX as i128, ",\"minimum\":-2147483648,\"maximum\":2147483647");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for i64 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("i64", i64::MIN as i128, i64::MAX as i128, "");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for isize {
    const NODE: SchemaNode = {
        static NODE: Node = integer("isize", isize::MIN as i128, isize::MAX as i128, "");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for u8 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("u8", u8::MIN as i128, u8::MAX as i128, ",\"minimum\":0,\"maximum\":255");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for u16 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("u16", u16::MIN as i128, u16::MAX as i128, ",\"minimum\":0,\"maximum\":65535");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for u32 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("u32", u32::MIN as i128, u32::MAX as i128, ",\"minimum\":0,\"maximum\":4294967295");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for u64 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("u64", u64::MIN as i128, u64::MAX as i128, ",\"minimum\":0");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for usize {
    const NODE: SchemaNode = {
        static NODE: Node = integer("usize", usize::MIN as i128, usize::MAX as i128, ",\"minimum\":0");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroI8 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("NonZeroI8", i8::MIN as i128, i8::MAX as i128, ",\"minimum\":-128,\"maximum\":127");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroI16 {
    const NODE: SchemaNode = {
        static NODE: Node =
            integer("NonZeroI16", i16::MIN as i128, i16::MAX as i128, ",\"minimum\":-32768,\"maximum\":32767");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroI32 {
    const NODE: SchemaNode = {
        static NODE: Node = integer(
            "NonZeroI32",
            i32::MIN as i128,
            i32::MAX as i128,
            ",\"minimum\":-2147483648,\"maximum\":2147483647",
        );
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroI64 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("NonZeroI64", i64::MIN as i128, i64::MAX as i128, "");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroIsize {
    const NODE: SchemaNode = {
        static NODE: Node = integer("NonZeroIsize", isize::MIN as i128, isize::MAX as i128, "");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroU8 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("NonZeroU8", 1, u8::MAX as i128, ",\"minimum\":1,\"maximum\":255");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroU16 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("NonZeroU16", 1, u16::MAX as i128, ",\"minimum\":1,\"maximum\":65535");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroU32 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("NonZeroU32", 1, u32::MAX as i128, ",\"minimum\":1,\"maximum\":4294967295");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroU64 {
    const NODE: SchemaNode = {
        static NODE: Node = integer("NonZeroU64", 1, u64::MAX as i128, ",\"minimum\":1");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NonZeroUsize {
    const NODE: SchemaNode = {
        static NODE: Node = integer("NonZeroUsize", 1, usize::MAX as i128, ",\"minimum\":1");
        Ok(NodeRef::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for u128 {
    const NODE: SchemaNode = Err(reason::U128);
}

#[diagnostic::do_not_recommend]
impl Schema for i128 {
    const NODE: SchemaNode = Err(reason::I128);
}
