//! JSON texts.

use serde::Serialize;

/// The JSON text of `value`. Types of this crate always have one.
pub(crate) fn text<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// `text` as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    self::text(text)
}

/// The longest beginning of `text` with at most `bytes` bytes and complete characters.
pub(crate) fn up_to(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}
