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
