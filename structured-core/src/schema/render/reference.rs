//! The texts around the name of a definition.

/// A reference to a definition.
pub(super) const SINGLE: usize = 0;
/// An option of it.
pub(super) const OPTION: usize = 1;
/// A list of it.
pub(super) const LIST: usize = 2;

/// The texts before and after the name, by the form of the reference, and by whether a description is open before it.
///
/// It is a static because a constant in an index expression would be copied as a whole.
pub(super) static REFERENCES: [[(&str, &str); 2]; 3] = [
    [("\"$ref\":\"#/$defs/", "\"}"), ("\",\"anyOf\":[{\"$ref\":\"#/$defs/", "\"}]}")],
    [
        ("\"anyOf\":[{\"$ref\":\"#/$defs/", "\"},{\"type\":\"null\"}]}"),
        ("\",\"anyOf\":[{\"$ref\":\"#/$defs/", "\"},{\"type\":\"null\"}]}"),
    ],
    [
        ("\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/", "\"}}"),
        ("\",\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/", "\"}}"),
    ],
];
