//! Plain types: scalars, options of one, lists of one, and options of such a list.
//!
//! The schema of a plain type is one of a few texts, and a reference to it has the number of that text. So the renderer
//! reads no node for a property of a plain type.

use crate::schema::impls::number::{I8, I16, I32, U8, U16, U32, U64};
use crate::schema::node::{Range, Scalar, ScalarKind};

/// The number of what is not plain.
pub(crate) const NOTHING: u64 = 0;
/// The number of integers whose schema has no bounds in any profile.
pub(crate) const UNBOUNDED: u64 = 2;

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
pub(crate) const fn scalar(scalar: &Scalar) -> u64 {
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
pub(crate) const fn option(plain: u64) -> u64 {
    if plain == NOTHING { NOTHING } else { plain + COUNT as u64 }
}

/// The number of a list of a type.
pub(crate) const fn list(plain: u64) -> u64 {
    if plain == NOTHING || plain > COUNT as u64 { NOTHING } else { plain + 2 * COUNT as u64 }
}

// Fails to compile if the range of a plain scalar has another number.
const _: () = {
    let mut i = 0;
    while i < SCALARS.len() {
        if let (_, Some(range)) = SCALARS[i] {
            assert!(range.plain == i as u64 + 1);
        }
        i += 1;
    }
};
