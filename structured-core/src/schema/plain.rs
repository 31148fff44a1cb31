//! Plain types: scalars, options of one, lists of one, and options of such a list.
//!
//! Each profile has one text for a plain type, and a reference to the type has the number of that text. So the renderer
//! reads no node for a property of a plain type.

#![expect(clippy::unreadable_literal, reason = "the literals are the text of the schema too, which has no separators")]

use crate::schema::node::{Range, Scalar, ScalarKind};

/// The number of what is not plain.
pub(crate) const NOTHING: usize = 0;
/// The number of an integer whose schema has no bounds in any profile.
const UNBOUNDED: usize = 2;

/// The range of an integer type. Its bounds are literals, so that the values and the members of the schema agree.
macro_rules! range {
    ($minimum:literal, $maximum:literal, $plain:literal) => {
        Range {
            minimum: $minimum,
            maximum: $maximum,
            minimum_member: concat!(",\"minimum\":", $minimum),
            maximum_member: concat!(",\"maximum\":", $maximum),
            plain: $plain,
        }
    };
}

pub(crate) const U8: Range = range!(0, 255, 5);
pub(crate) const U16: Range = range!(0, 65535, 6);
pub(crate) const U32: Range = range!(0, 4294967295, 7);
/// The greatest value is not in the schema: see [`Range`].
pub(crate) const U64: Range =
    Range { minimum: 0, maximum: u64::MAX as i128, minimum_member: ",\"minimum\":0", maximum_member: "", plain: 8 };
pub(crate) const I8: Range = range!(-128, 127, 9);
pub(crate) const I16: Range = range!(-32768, 32767, 10);
pub(crate) const I32: Range = range!(-2147483648, 2147483647, 11);
/// Neither value is in the schema.
pub(crate) const I64: Range = Range {
    minimum: i64::MIN as i128,
    maximum: i64::MAX as i128,
    minimum_member: "",
    maximum_member: "",
    plain: UNBOUNDED,
};

/// The plain scalars. The number of each is one more than its index.
pub(crate) const SCALARS: [(ScalarKind, Option<Range>); COUNT] = [
    (ScalarKind::String, None),
    (ScalarKind::Integer, None),
    (ScalarKind::Number, None),
    (ScalarKind::Boolean, None),
    (ScalarKind::Integer, Some(U8)),
    (ScalarKind::Integer, Some(U16)),
    (ScalarKind::Integer, Some(U32)),
    (ScalarKind::Integer, Some(U64)),
    (ScalarKind::Integer, Some(I8)),
    (ScalarKind::Integer, Some(I16)),
    (ScalarKind::Integer, Some(I32)),
];
const COUNT: usize = 11;

/// One more than the greatest number. The numbers of scalars come first, then those of options of one, of lists of one,
/// and of options of such a list, each in the order of the scalars.
pub(crate) const END: usize = 4 * COUNT + 1;

/// The number of a scalar.
pub(crate) const fn scalar(scalar: &Scalar) -> usize {
    match (scalar.kind, &scalar.range, &scalar.form) {
        (_, _, Some(_)) | (ScalarKind::Null, ..) => NOTHING,
        (_, Some(range), _) => range.plain,
        (ScalarKind::String, ..) => 1,
        (ScalarKind::Integer, ..) => UNBOUNDED,
        (ScalarKind::Number, ..) => 3,
        (ScalarKind::Boolean, ..) => 4,
    }
}

/// The number of an option of a type.
pub(crate) const fn option(plain: usize) -> usize {
    if plain == NOTHING { NOTHING } else { plain + COUNT }
}

/// The number of a list of a type.
pub(crate) const fn list(plain: usize) -> usize {
    if plain == NOTHING || plain > COUNT { NOTHING } else { plain + 2 * COUNT }
}

/// What a property has after its prefix is its body. In the index of a body, these bits are twice the number of the type.
pub(crate) const BODY: u64 = 126;
/// In the index of a body, whether a description is open before it.
pub(crate) const DESCRIBED: u8 = 1;
/// The least index of the body of a plain type.
pub(crate) const FIRST_BODY: u8 = 2;

/// The index of a body.
pub(crate) const fn body(plain: usize, described: bool) -> usize {
    2 * plain + described as usize
}

// Fails to compile if a plain scalar has another number, or if the bits of the index are too few.
const _: () = {
    assert!(2 * (END as u64 - 1) <= BODY);
    let mut i = 0;
    while i < SCALARS.len() {
        let (kind, range) = SCALARS[i];
        assert!(scalar(&Scalar { range, ..Scalar::new("", kind) }) == i + 1);
        i += 1;
    }
};
