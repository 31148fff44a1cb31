//! The values of constraint keywords: that each is one, and that a value can satisfy all of them.

use super::checker::Checker;
use crate::json::{JsonValue, Member};
use crate::violation::Rule;
use structured_core::profile::{LOOKAROUND, looks_around};

/// A lower and an upper bound, and whether a value can be both at once.
const PAIRS: &[(&str, &str, bool)] = &[
    ("minimum", "maximum", true),
    ("minItems", "maxItems", true),
    ("minLength", "maxLength", true),
    ("minimum", "exclusiveMaximum", false),
    ("exclusiveMinimum", "maximum", false),
    ("exclusiveMinimum", "exclusiveMaximum", false),
];

/// Checks the keywords of `node` that have texts and numbers.
pub(super) fn check<'a>(checker: &mut Checker<'a, '_, '_>, node: &'a JsonValue) {
    if !checker.is_strict() {
        return;
    }
    for member in node.members().unwrap_or_default() {
        value(checker, member);
    }
    for (low, high, may_be_equal) in crossed(node) {
        let (is, help) =
            if may_be_equal { ("above", "swap the two") } else { ("not below", "leave room between the two") };
        let message = format!("`{}` is {is} `{}`, so no value satisfies both", low.name, high.name);
        checker.error(Rule::Unsatisfiable, low.name_span, message, help);
    }
}

/// The bounds of `node` of which no value satisfies both, and whether a value could if they were equal.
pub(crate) fn crossed(node: &JsonValue) -> impl Iterator<Item = (&Member, &Member, bool)> {
    PAIRS.iter().filter_map(|(low, high, may_be_equal)| {
        let (low, high) = (node.member(low)?, node.member(high)?);
        let (bottom, top) = (low.value.as_number()?, high.value.as_number()?);
        let leaves_room = bottom < top || *may_be_equal && bottom <= top;
        (!leaves_room).then_some((low, high, *may_be_equal))
    })
}

fn value(checker: &mut Checker<'_, '_, '_>, member: &Member) {
    let number = member.value.as_number();
    let (is_fine, help) = match &*member.name {
        "pattern" | "format" | "title" | "description" => (member.value.as_str().is_some(), "write a string"),
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => (number.is_some(), "write a number"),
        "multipleOf" => (number.is_some_and(|step| step > 0.0), "write a number above zero"),
        "minItems" | "maxItems" | "minLength" | "maxLength" => {
            (number.is_some_and(|count| count >= 0.0 && count.fract() == 0.0), "write a whole number from zero")
        }
        _ => return,
    };
    if !is_fine {
        checker.not_a_schema(member.value.span, help);
    }
    let pattern = member.value.as_str().filter(|_| &*member.name == "pattern");
    if let Some((message, help)) = LOOKAROUND.split_once("\nhelp: ").filter(|_| pattern.is_some_and(looks_around)) {
        checker.error(Rule::Pattern, member.value.span, message.into(), help);
    }
}
