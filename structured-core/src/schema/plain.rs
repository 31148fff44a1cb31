//! Plain types: scalars, options of one, lists of one, and options of such a list.
//!
//! Each profile has one text for a plain type, and a reference to the type has the number of that text. So the renderer
//! reads no node for a property of a plain type.

#![expect(clippy::cast_possible_truncation, reason = "the numbers and indices have at most seven bits")]
#![expect(clippy::unreadable_literal, reason = "the literals are the text of the schema too, which has no separators")]

use crate::schema::node::{Range, Scalar, ScalarKind};

/// The number of what is not plain.
pub(crate) const NOTHING: usize = 0;
/// The number of an integer whose schema has no bounds in any profile.
const UNBOUNDED: usize = 4;
/// The bits of the number of a scalar.
const SCALAR: usize = 15;
/// The bit of a scalar that has bounds in some profiles.
const BOUNDED: usize = 8;
/// The bit of a list.
const LIST: usize = 16;
/// The bit of an option.
const OPTION: usize = 32;
/// One more than the greatest number.
pub(crate) const END: usize = 64;

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

pub(crate) const U8: Range = range!(0, 255, 9);
pub(crate) const U16: Range = range!(0, 65535, 10);
pub(crate) const U32: Range = range!(0, 4294967295, 11);
/// The greatest value is not in the schema: see [`Range`].
pub(crate) const U64: Range =
    Range { minimum: 0, maximum: u64::MAX as i128, minimum_member: ",\"minimum\":0", maximum_member: "", plain: 12 };
pub(crate) const I8: Range = range!(-128, 127, 13);
pub(crate) const I16: Range = range!(-32768, 32767, 14);
pub(crate) const I32: Range = range!(-2147483648, 2147483647, 15);
/// Neither value is in the schema.
pub(crate) const I64: Range = Range {
    minimum: i64::MIN as i128,
    maximum: i64::MAX as i128,
    minimum_member: "",
    maximum_member: "",
    plain: UNBOUNDED,
};

/// The plain scalars with their numbers.
pub(crate) const SCALARS: [(usize, ScalarKind, Option<Range>); 11] = [
    (1, ScalarKind::String, None),
    (2, ScalarKind::Number, None),
    (3, ScalarKind::Boolean, None),
    (UNBOUNDED, ScalarKind::Integer, None),
    (U8.plain, ScalarKind::Integer, Some(U8)),
    (U16.plain, ScalarKind::Integer, Some(U16)),
    (U32.plain, ScalarKind::Integer, Some(U32)),
    (U64.plain, ScalarKind::Integer, Some(U64)),
    (I8.plain, ScalarKind::Integer, Some(I8)),
    (I16.plain, ScalarKind::Integer, Some(I16)),
    (I32.plain, ScalarKind::Integer, Some(I32)),
];

/// The number of a scalar.
pub(crate) const fn scalar(scalar: &Scalar) -> usize {
    match (&scalar.range, &scalar.form) {
        (_, Some(_)) => NOTHING,
        (Some(range), None) => range.plain,
        (None, None) => without_bounds(scalar.kind),
    }
}

/// The number of a scalar of this kind that has neither bounds nor a form.
pub(crate) const fn without_bounds(kind: ScalarKind) -> usize {
    match kind {
        ScalarKind::Null => NOTHING,
        ScalarKind::String => 1,
        ScalarKind::Number => 2,
        ScalarKind::Boolean => 3,
        ScalarKind::Integer => UNBOUNDED,
    }
}

/// The number of an option of a type.
pub(crate) const fn option(plain: usize) -> usize {
    if plain == NOTHING { NOTHING } else { plain | OPTION }
}

/// The number of a list of a type.
pub(crate) const fn list(plain: usize) -> usize {
    if plain == NOTHING || plain > SCALAR { NOTHING } else { plain | LIST }
}

/// The bit in the index of a body of an option.
pub(crate) const OPTION_BODY: u8 = (2 * OPTION) as u8;
/// The bit in the index of a body that has bounds in some profiles.
pub(crate) const BOUNDED_BODY: u8 = (2 * BOUNDED) as u8;

/// The index of the body of an integer without the bounds that it has in some profiles.
pub(crate) const fn unbounded(body: u8) -> u8 {
    body & !((2 * SCALAR) as u8) | (2 * UNBOUNDED) as u8
}

/// What a property has after its prefix is its body. In the index of a body, these bits are twice the number of the type.
pub(crate) const BODY: u64 = 126;
/// In the index of a body, whether a description is open before it.
pub(crate) const DESCRIBED: u8 = 1;
/// The least index of the body of a plain type.
pub(crate) const FIRST_BODY: u8 = 2;

/// The index of a body.
pub(crate) const fn body(plain: usize, described: bool) -> u8 {
    (2 * plain + described as usize) as u8
}

// Fails to compile if a plain scalar has another number, or if the bits of the index are too few.
const _: () = {
    assert!(2 * (END as u64 - 1) <= BODY);
    let mut i = 0;
    while i < SCALARS.len() {
        let (number, kind, range) = SCALARS[i];
        assert!(scalar(&Scalar { range, ..Scalar::new("", kind) }) == number);
        assert!(number <= SCALAR && (number >= BOUNDED) == range.is_some());
        i += 1;
    }
};
