//! Which Rust type an integer is: the one whose own bounds are those of the schema.

use structured_core::profile::Keyword;

use super::model::Constraint;

/// Integer types that bring bounds, each with its least value and, if that is among the bounds, its greatest.
const TYPES: &[(&str, i128, Option<i128>)] = &[
    ("u8", 0, Some(u8::MAX as i128)),
    ("u16", 0, Some(u16::MAX as i128)),
    ("u32", 0, Some(u32::MAX as i128)),
    ("i8", i8::MIN as i128, Some(i8::MAX as i128)),
    ("i16", i16::MIN as i128, Some(i16::MAX as i128)),
    ("i32", i32::MIN as i128, Some(i32::MAX as i128)),
    // Not every reader of JSON keeps its greatest exact; one that the schema says stays said.
    ("u64", 0, None),
];

/// The type of an integer with these constraints, from which those go that the type brings.
pub(super) fn narrowed(constraints: &mut Vec<Constraint>) -> &'static str {
    let [minimum, maximum] = [Keyword::Minimum, Keyword::Maximum].map(Constraint::key);
    let said = |key: &str| {
        let constraint = constraints.iter().find(|constraint| constraint.key == key)?;
        constraint.value.parse::<i128>().ok()
    };
    let (low, high) = (said(&minimum), said(&maximum));
    let fits = |(_, least, greatest): &&(&str, i128, Option<i128>)| {
        low == Some(*least) && (greatest.is_none() || high == *greatest)
    };
    let Some((name, _, greatest)) = TYPES.iter().find(fits) else { return "i64" };
    constraints.retain(|constraint| constraint.key != minimum && (greatest.is_none() || constraint.key != maximum));
    name
}
