//! JSON pointers (RFC 6901).

/// One part of a JSON pointer, with `~` and `/` escaped.
///
/// ```
/// assert_eq!(structured_lint::escape_pointer("a/b~c"), "a~1b~0c");
/// ```
#[must_use]
pub fn escape_pointer(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

/// The text of a part of a JSON pointer, without the escapes.
pub(crate) fn unescape_pointer(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}
