//! The texts of plain types.

use super::scalar::scalar_type;
use crate::schema::plain;
use crate::schema::text::{Padded, Text};

/// The bodies of properties, by the number of the plain type, and by whether a description is open before it. The body
/// for [`NOTHING`](plain::NOTHING) is empty.
pub(super) type Bodies = [[Padded; 2]; plain::END];

/// The bodies for profiles without `minimum` and `maximum`.
///
/// It is a static because a constant in an index expression would be copied as a whole.
pub(super) static WITHOUT_BOUNDS: Bodies = bodies(false);
/// The bodies for profiles with `minimum` and `maximum`.
pub(super) static WITH_BOUNDS: Bodies = bodies(true);

const fn bodies(has_bounds: bool) -> Bodies {
    let mut bodies = [const { [const { Padded::new("") }; 2] }; plain::END];
    let count = plain::SCALARS.len();
    let mut i = 0;
    while i < count {
        let (kind, range) = plain::SCALARS[i];
        let bounds = match range {
            Some(range) if has_bounds => [range.minimum_member, range.maximum_member],
            _ => ["", ""],
        };
        let number = i + 1;
        let mut is_open = 0;
        while is_open < 2 {
            let quote = if is_open == 1 { "\"," } else { "" };
            let list = "\"type\":\"array\",\"items\":{";
            let nullable_list = "\"type\":[\"array\",\"null\"],\"items\":{";
            let single = scalar_type(kind, false, false);
            bodies[number][is_open] = body([quote, ""], single, bounds, "}");
            bodies[number + count][is_open] = body([quote, ""], scalar_type(kind, true, false), bounds, "}");
            bodies[number + 2 * count][is_open] = body([quote, list], single, bounds, "}}");
            bodies[number + 3 * count][is_open] = body([quote, nullable_list], single, bounds, "}}");
            is_open += 1;
        }
        i += 1;
    }
    bodies
}

/// A body. `scalar` is the `type` member of a scalar with a closing brace, which `end` replaces.
const fn body(before: [&str; 2], scalar: &str, bounds: [&str; 2], end: &str) -> Padded {
    let mut bytes = [0; 128];
    let mut text = Text::new(&mut bytes);
    text.push_both(before[0], before[1]);
    text.push_part(scalar, 0, scalar.len() - 1);
    text.push_both(bounds[0], bounds[1]);
    text.push(end);
    let length = text.length();
    Padded::of(&bytes, length)
}
