//! The known differences between the schema and serde, with the reason for each.
//!
//! Each exception names the types that it applies to, and describes the value or serde's answer, so that it hides
//! nothing else.

use serde_json::Value;
use structured_tests::types::Accepted;

/// The promise that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The schema admits a value that serde does not read.
    Read,
    /// serde writes a value that the schema does not admit.
    Written,
}

/// A value on which the schema and serde disagree.
#[derive(Debug)]
pub(crate) struct Problem<'a> {
    pub(crate) side: Side,
    pub(crate) value: &'a Value,
    pub(crate) schema: &'static str,
    /// serde's error, or the text that it writes.
    pub(crate) serde: String,
}

/// An accepted difference.
#[derive(Debug)]
pub(crate) struct Exception {
    pub(crate) reason: &'static str,
    side: Side,
    /// Each is `family::Type`. An empty list stands for all types.
    types: &'static [&'static str],
    /// The condition on the value or on serde's answer.
    applies: fn(&Problem<'_>) -> bool,
}

/// The exception that covers a problem.
pub(crate) fn of(accepted: &Accepted, problem: &Problem<'_>) -> Option<&'static Exception> {
    let name = format!("{}::{}", accepted.family, accepted.name);
    ALL.iter().find(|exception| {
        exception.side == problem.side
            && (exception.types.is_empty() || exception.types.contains(&name.as_str()))
            && (exception.applies)(problem)
    })
}

pub(crate) const ALL: &[Exception] = &[
    Exception {
        reason: "`integer` has no bounds in the default profile, but Rust's types have",
        side: Side::Read,
        types: &[],
        applies: |problem| {
            problem.serde.starts_with("invalid value: integer `") && !problem.schema.contains("\"minimum\":")
        },
    },
    Exception {
        reason: "no profile has bounds beyond 2^53, which `i64` has",
        side: Side::Read,
        types: &["profile::Integers", "profile::SaidTwice", "profile::NotZero"],
        applies: |problem| {
            problem.serde.starts_with("invalid value: integer `")
                && ["expected i64", "expected a nonzero i64"].iter().any(|own| problem.serde.contains(own))
        },
    },
    Exception {
        reason: "to JSON Schema `1.0` and `1e300` are integers; engines write integers without point and exponent",
        side: Side::Read,
        types: &[],
        applies: |problem| problem.serde.starts_with("invalid type: floating point `"),
    },
    Exception {
        reason: "both of the above, where serde tries variants and does not say why none fits",
        side: Side::Read,
        types: &[
            "recursion::Entry",
            "recursion::Folder",
            "repr::InFields",
            "profile::Bounded",
            "profile::Lax",
            "repr::Mixed",
            "untagged::InFields",
            "untagged::InternalLastUntagged",
            "untagged::LastUntagged",
            "untagged::Mixed",
        ],
        applies: |problem| {
            problem.serde.starts_with("data did not match any variant of untagged enum")
                && has(problem.value, &|value| is_unusual_integer(value))
        },
    },
    Exception {
        reason: "a JSON number can be beyond `f32`",
        side: Side::Read,
        types: &["scalar::Floats"],
        applies: |problem| problem.serde.starts_with("number out of range"),
    },
    Exception {
        reason: "the default profile says the length of `[T; N]` in words only",
        side: Side::Read,
        types: &["sequence::FixedLength", "generic::OwnLength"],
        applies: |problem| {
            problem.serde.starts_with("invalid length ") || problem.serde.starts_with("trailing characters")
        },
    },
    Exception {
        reason: "no keyword of the default profile says that a string is one character",
        side: Side::Read,
        types: &["scalar::Character"],
        applies: |problem| {
            problem.serde.starts_with("invalid value: string") && problem.serde.contains("expected a character")
        },
    },
    Exception {
        reason: "the form of an address is said in words, or with `format`, which validators need not check",
        side: Side::Read,
        types: &["scalar::Addresses", "profile::Addresses", "profile::SaidTwice"],
        applies: |problem| problem.serde.starts_with("invalid IP"),
    },
    Exception {
        reason: "no keyword says that the keys of a map are all different",
        side: Side::Read,
        types: &["with::Maps", "with::Folder", "with::Keyed<String, u8>", "generic_recursion::Folder<i64>"],
        applies: |problem| problem.serde.contains(" comes twice at line"),
    },
    Exception {
        reason: "`try_from` refuses what it likes, with its own error",
        side: Side::Read,
        types: &["attribute::Percent", "attribute::Converted", "attribute::Ordered"],
        applies: |problem| [" is above 100 percent", "low is above high"].iter().any(|own| problem.serde.contains(own)),
    },
    Exception {
        reason: "serde does not check constraint keywords, so it reads and writes values beyond them",
        side: Side::Written,
        types: &[
            "profile::Constrained",
            "profile::Rating",
            "profile::SaidTwice",
            "profile::Stars",
            "profile::Measure",
            "profile::Bounded",
        ],
        applies: |_| true,
    },
    Exception {
        reason: "an answer is only read: `skip_deserializing`, `skip_serializing` and `skip_serializing_if` write another shape",
        side: Side::Written,
        types: &["attribute::SkippedOneWay"],
        applies: |problem| problem.serde.contains("only_written"),
    },
    Exception {
        reason: "an answer is only read: `rename_all(serialize = ...)` writes other names",
        side: Side::Written,
        types: &["attribute::RenamedForReading"],
        applies: |problem| problem.serde.contains("first_name"),
    },
];

/// Whether `such` holds for a value or for one inside it.
fn has(value: &Value, such: &dyn Fn(&Value) -> bool) -> bool {
    such(value)
        || match value {
            Value::Array(items) => items.iter().any(|item| has(item, such)),
            Value::Object(members) => members.values().any(|member| has(member, such)),
            _ => false,
        }
}

/// Whether a value is an integer in JSON Schema that some integer types do not hold.
fn is_unusual_integer(value: &Value) -> bool {
    let is_small = value.as_u64().is_some_and(|number| number <= 127);
    value.as_f64().is_some_and(|number| number.fract() == 0.0) && !is_small
}
