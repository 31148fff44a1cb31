//! Bounds: some value must satisfy all of them.

use super::checker::Checker;
use crate::json::{JsonValue, Member};
use crate::rule::Rule;

/// A lower and an upper bound, and whether a value may equal both.
const PAIRS: &[(&str, &str, bool)] = &[
    ("minimum", "maximum", true),
    ("minItems", "maxItems", true),
    ("minLength", "maxLength", true),
    ("minimum", "exclusiveMaximum", false),
    ("exclusiveMinimum", "maximum", false),
    ("exclusiveMinimum", "exclusiveMaximum", false),
];

/// Checks the bounds of `node`.
pub(super) fn check<'a>(checker: &mut Checker<'a, '_, '_>, node: &'a JsonValue) {
    if !checker.is_strict() {
        return;
    }
    for (low, high, may_be_equal) in crossed(node) {
        let (is, help) =
            if may_be_equal { ("above", "swap the two") } else { ("not below", "leave room between the two") };
        let message = format!("`{}` is {is} `{}`, so no value satisfies both", low.name, high.name);
        checker.error(Rule::Unsatisfiable, low.name_span, message, help);
    }
}

/// The bounds of `node` that no value satisfies together, and whether one could if they were equal.
pub(crate) fn crossed(node: &JsonValue) -> impl Iterator<Item = (&Member, &Member, bool)> {
    PAIRS.iter().filter_map(|(low, high, may_be_equal)| {
        let (low, high) = (node.member(low)?, node.member(high)?);
        let (bottom, top) = (low.value.as_number()?, high.value.as_number()?);
        let leaves_room = bottom < top || *may_be_equal && bottom <= top;
        (!leaves_room).then_some((low, high, *may_be_equal))
    })
}
