//! Text escaped for JSON.

use std::fmt::Write as _;

/// `text` escaped for JSON, without quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &mut out);
    out
}

/// Appends `text`, escaped for JSON.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    let mut start = 0;
    loop {
        let end = end_of_plain(text, start);
        out.push_str(text.get(start..end).unwrap_or_default());
        match text.as_bytes().get(end) {
            Some(byte) => push_escape(*byte, out),
            None => return,
        }
        start = end + 1;
    }
}

/// The end of the bytes from `start` on that need no escape in a JSON string.
///
/// Macros run unoptimized, and most bytes need none. So this loop calls nothing.
pub(crate) fn end_of_plain(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() && bytes[at] != b'"' && bytes[at] != b'\\' && bytes[at] >= b' ' {
        at += 1;
    }
    at
}

/// Appends a byte that needs an escape.
fn push_escape(byte: u8, out: &mut String) {
    match byte {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        8 => out.push_str("\\b"),
        12 => out.push_str("\\f"),
        byte => {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\\u{byte:04x}");
        }
    }
}

/// Whether a backslash and `letter` are an escape that [`escaped`] writes.
pub(crate) fn is_short_escape(letter: u8) -> bool {
    matches!(letter, b'"' | b'\\' | b'n' | b'r' | b't' | b'b' | b'f')
}

/// `text` as a JSON string, with quotes.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted("a\"b\\c\nd\u{1}é"), r#""a\"b\\c\nd\u0001é""#);
        assert_eq!(quoted("\r\t\u{8}\u{c}\u{7f}\u{301}\u{202e}"), "\"\\r\\t\\b\\f\u{7f}\u{301}\u{202e}\"");
        assert_eq!(quoted("\\\n\"\""), r#""\\\n\"\"""#);
    }
}
