//! The texts of plain types.

use super::scalar::scalar_type;
use crate::schema::plain;
use crate::schema::text::{Padded, Text};

/// What properties of plain types have after their prefix, by the [index](plain::body). It is empty for
/// [`NOTHING`](plain::NOTHING).
pub(super) type Bodies = [Padded; 2 * plain::END];

/// The bodies for profiles without `minimum` and `maximum`.
///
/// It is a static because a constant in an index expression would be copied as a whole.
pub(super) static WITHOUT_BOUNDS: Bodies = bodies(false);
/// The bodies for profiles with `minimum` and `maximum`.
pub(super) static WITH_BOUNDS: Bodies = bodies(true);

const fn bodies(has_bounds: bool) -> Bodies {
    let mut bodies = [const { Padded::new("") }; 2 * plain::END];
    let mut i = 0;
    while i < plain::SCALARS.len() {
        let (single, kind, range) = plain::SCALARS[i];
        let bounds = match range {
            Some(range) if has_bounds => [range.minimum_member, range.maximum_member],
            _ => ["", ""],
        };
        let list = plain::list(single);
        let item = scalar_type(kind, false, false);
        let mut open = 0;
        while open < 2 {
            let is_open = open == 1;
            bodies[plain::body(single, is_open) as usize] = body("", scalar_type(kind, false, is_open), bounds, "}");
            bodies[plain::body(plain::option(single), is_open) as usize] =
                body("", scalar_type(kind, true, is_open), bounds, "}");
            bodies[plain::body(list, is_open) as usize] = body(list_start(false, is_open), item, bounds, "}}");
            bodies[plain::body(plain::option(list), is_open) as usize] =
                body(list_start(true, is_open), item, bounds, "}}");
            open += 1;
        }
        i += 1;
    }
    bodies
}

/// A body. `scalar` is the `type` member of a scalar with a closing brace, which `end` replaces.
const fn body(before: &str, scalar: &str, bounds: [&str; 2], end: &str) -> Padded {
    let mut bytes = [0; 128];
    let mut text = Text::new(&mut bytes);
    text.push(before);
    text.push_part(scalar, 0, scalar.len() - 1);
    text.push_both(bounds[0], bounds[1]);
    text.push(end);
    let length = text.length();
    Padded::of(&bytes, length)
}

/// What precedes the items of a list, after the quote that closes an open string.
pub(super) const fn list_start(nullable: bool, string: bool) -> &'static str {
    match (nullable, string) {
        (false, false) => "\"type\":\"array\",\"items\":{",
        (false, true) => "\",\"type\":\"array\",\"items\":{",
        (true, false) => "\"type\":[\"array\",\"null\"],\"items\":{",
        (true, true) => "\",\"type\":[\"array\",\"null\"],\"items\":{",
    }
}
