//! The numbers of constraint keywords, compared with the range of the type and with other constraints on the same
//! value.

use crate::profile::{Keyword, Profile};
use crate::schema::SchemaNode;
use crate::schema::check::keyword::constrained;
use crate::schema::link::NodeRef;
use crate::schema::node::{Bound, Constraints, Scalar, ScalarKind, Shape};
use crate::schema::text::{fail, same};

/// Checks a keyword of a field against its type. A bound beyond the range of the type would make the schema admit
/// numbers that serde refuses. A newtype inside must not lose a keyword of its own.
#[track_caller]
#[inline]
pub(super) const fn bound(keyword: Keyword, member: &str, bound: Bound, component: SchemaNode) {
    let Ok(link) = component else { return };
    if let Shape::Scalar(scalar) = &constrained(link).node().shape {
        range(keyword, bound, scalar);
    }
    let mut link = link;
    let mut steps = 0;
    while steps < 16 {
        match &link.node().shape {
            Shape::Nullable(inner) => link = *inner,
            Shape::Newtype(newtype) => {
                if let Some(inner) = newtype.constraints {
                    against(keyword, member, bound, inner, link);
                }
                link = newtype.inner;
            }
            _ => return,
        }
        steps += 1;
    }
}

/// Checks that a value of the type lies between two bounds of one field.
#[track_caller]
#[inline]
pub const fn between(profile: &Profile, low: Bound, high: Bound, component: SchemaNode) {
    let Ok(link) = component else { return };
    // A keyword that the profile lacks has been reported.
    if !profile.keywords.contains(Keyword::Minimum) {
        return;
    }
    if let Shape::Scalar(scalar) = &constrained(link).node().shape
        && matches!(scalar.kind, ScalarKind::Integer)
        && low.integer() > high.integer()
        && !is_outside(scalar, low)
    {
        fail(&["no whole number lies between the two bounds\nhelp: leave room between the two"]);
    }
}

/// Whether a bound is outside the range of the type, which another check reports.
#[inline]
const fn is_outside(scalar: &Scalar, bound: Bound) -> bool {
    match scalar.range() {
        Some((least, greatest)) => bound.integer() < least || bound.integer() > greatest,
        None => false,
    }
}

#[track_caller]
#[inline]
const fn range(keyword: Keyword, bound: Bound, scalar: &Scalar) {
    let Some((least, greatest)) = scalar.range() else { return };
    if scalar.excludes_zero() {
        fail(&[
            "`",
            scalar.name,
            "` holds no 0, which its schema says with bounds of its own, and `",
            keyword.name(),
            "` would take their place\nhelp: use the integer itself, or an unsigned `NonZero`",
        ]);
    }
    let value = bound.integer();
    let (beyond, never) = match keyword {
        Keyword::Minimum | Keyword::ExclusiveMinimum => (value < least, value > greatest),
        Keyword::Maximum | Keyword::ExclusiveMaximum => (value > greatest, value < least),
        _ => (false, false),
    };
    if beyond {
        fail(&[
            "`",
            keyword.name(),
            "` lies beyond what `",
            scalar.name,
            "` holds, so serde would refuse numbers that the schema admits\nhelp: use a bound within the type, or a wider type",
        ]);
    }
    if never {
        fail(&[
            "`",
            keyword.name(),
            "` leaves no number that `",
            scalar.name,
            "` holds, so no value satisfies both\nhelp: use a bound within the type, or a wider type",
        ]);
    }
}

/// Checks a keyword against those of an inner newtype.
#[track_caller]
#[inline]
const fn against(keyword: Keyword, member: &str, bound: Bound, inner: &Constraints, link: NodeRef) {
    let mut i = 0;
    while i < inner.members.len() {
        let (other, text) = inner.members[i];
        let other_bound = inner.numbers[i];
        if other as u8 == keyword as u8 {
            if !same(member, text) && !narrows(keyword, bound, other_bound) {
                fail(&[
                    "`",
                    keyword.name(),
                    "` takes the place of that of `",
                    link.node().name(),
                    "`, and admits what that refuses\nhelp: remove it here, or choose one that admits less",
                ]);
            }
        } else if crosses(keyword, bound, other, other_bound) {
            fail(&[
                "`",
                keyword.name(),
                "` leaves no number that `",
                other.name(),
                "` of `",
                link.node().name(),
                "` admits, so no value satisfies both\nhelp: leave room between the two",
            ]);
        }
        i += 1;
    }
}

/// Whether a keyword admits no more than the same keyword with another value.
#[inline]
const fn narrows(keyword: Keyword, bound: Bound, other: Bound) -> bool {
    let bound = bound.number();
    let other = other.number();
    match keyword {
        Keyword::Minimum | Keyword::ExclusiveMinimum | Keyword::MinItems => bound >= other,
        Keyword::Maximum | Keyword::ExclusiveMaximum | Keyword::MaxItems => bound <= other,
        Keyword::MultipleOf => bound % other == 0.0,
        Keyword::Pattern | Keyword::Format => false,
    }
}

/// Whether no number is on the right side of both bounds.
#[inline]
const fn crosses(keyword: Keyword, bound: Bound, other: Keyword, other_bound: Bound) -> bool {
    let bound = bound.number();
    let other_bound = other_bound.number();
    let may_touch = matches!(
        (keyword, other),
        (Keyword::Minimum, Keyword::Maximum)
            | (Keyword::Maximum, Keyword::Minimum)
            | (Keyword::MinItems, Keyword::MaxItems)
            | (Keyword::MaxItems, Keyword::MinItems)
    );
    #[expect(clippy::float_cmp, reason = "two bounds touch only if they are the same number")]
    let touches = bound == other_bound && !may_touch;
    match (keyword, other) {
        (Keyword::Minimum | Keyword::ExclusiveMinimum, Keyword::Maximum | Keyword::ExclusiveMaximum)
        | (Keyword::MinItems, Keyword::MaxItems) => bound > other_bound || touches,
        (Keyword::Maximum | Keyword::ExclusiveMaximum, Keyword::Minimum | Keyword::ExclusiveMinimum)
        | (Keyword::MaxItems, Keyword::MinItems) => bound < other_bound || touches,
        _ => false,
    }
}
