//! The texts around the name of a definition.

use crate::schema::text::Padded;

/// A reference to a definition.
pub(super) const SINGLE: usize = 0;
/// An option of it.
pub(super) const OPTION: usize = 1;
/// A list of it.
pub(super) const LIST: usize = 2;

/// What is written around the name of a definition.
pub(super) struct Around {
    pub(super) before: Padded,
    pub(super) after: Padded,
}

impl Around {
    const fn new(before: &str, after: &str) -> Self {
        Self { before: Padded::new(before), after: Padded::new(after) }
    }
}

/// The texts by the form of the reference, and by whether a description is open before it.
///
/// It is a static because a constant in an index expression would be copied as a whole.
pub(super) static REFERENCES: [[Around; 2]; 3] = [
    [Around::new("\"$ref\":\"#/$defs/", "\"}"), Around::new("\",\"anyOf\":[{\"$ref\":\"#/$defs/", "\"}]}")],
    [
        Around::new("\"anyOf\":[{\"$ref\":\"#/$defs/", "\"},{\"type\":\"null\"}]}"),
        Around::new("\",\"anyOf\":[{\"$ref\":\"#/$defs/", "\"},{\"type\":\"null\"}]}"),
    ],
    [
        Around::new("\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/", "\"}}"),
        Around::new("\",\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/", "\"}}"),
    ],
];
