//! Text escaped for JSON.

use std::fmt::Write as _;

use crate::source::text_literal;

/// `text` escaped for JSON, without quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &FREQUENT, &mut out);
    out
}

/// The escapes that most texts have.
const FREQUENT: [(char, &str); 3] = [('\n', "\\n"), ('"', "\\\""), ('\\', "\\\\")];

/// Splits the text at each of the `separators`, so that only parts with rare escapes are read character by character.
/// Macros run unoptimized, and the search of the standard library does not.
fn push_escaped(text: &str, separators: &[(char, &str)], out: &mut String) {
    // A text that has no escapes in Rust has none in JSON.
    if text_literal(text).len() == text.len() + "\"\"".len() {
        return out.push_str(text);
    }
    let Some(((separator, escape), others)) = separators.split_first() else {
        return text.chars().for_each(|c| push_char(c, out));
    };
    for (i, part) in text.split(*separator).enumerate() {
        if i > 0 {
            out.push_str(escape);
        }
        push_escaped(part, others, out);
    }
}

/// Appends a character that is neither a quote nor a backslash nor a line break.
fn push_char(c: char, out: &mut String) {
    match c {
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        c if c < ' ' => {
            let code = u32::from(c);
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\\u{code:04x}");
        }
        c => out.push(c),
    }
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
