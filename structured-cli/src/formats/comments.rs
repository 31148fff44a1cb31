//! JSON with comments, which editors and other tools use for settings.

use std::borrow::Cow;

/// `text` with blanks in the place of comments and of commas after the last element. The result is JSON, and every
/// place in it is the same place in `text`.
pub(crate) fn without_comments(text: &str) -> Cow<'_, str> {
    let mut out: Option<Vec<u8>> = None;
    let bytes = text.as_bytes();
    let mut last_comma = None;
    let mut at = 0;
    let mut blank = |from: usize, to: usize| {
        let out = out.get_or_insert_with(|| bytes.to_vec());
        for byte in &mut out[from..to] {
            if !byte.is_ascii_whitespace() {
                *byte = b' ';
            }
        }
    };
    while at < bytes.len() {
        let start = at;
        match (bytes[at], bytes.get(at + 1)) {
            (b'"', _) => {
                at = end_of_string(bytes, at);
                last_comma = None;
            }
            (b'/', Some(b'/')) => {
                at = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length);
                blank(start, at);
            }
            (b'/', Some(b'*')) => {
                // The reader reports a comment that does not end.
                let Some(length) = bytes[at + 2..].windows(2).position(|two| two == b"*/") else { break };
                at += length + 4;
                blank(start, at);
            }
            (b',', _) => {
                last_comma = Some(at);
                at += 1;
            }
            (b']' | b'}', _) => {
                if let Some(comma) = last_comma.take() {
                    blank(comma, comma + 1);
                }
                at += 1;
            }
            (byte, _) => {
                if !byte.is_ascii_whitespace() {
                    last_comma = None;
                }
                at += 1;
            }
        }
    }
    match out.map(String::from_utf8) {
        // A character of several bytes becomes several blanks.
        Some(Ok(text)) => text.into(),
        _ => text.into(),
    }
}

/// The index after the string that starts at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'"' => return at + 1,
            b'\\' => 2,
            _ => 1,
        };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_and_last_commas_become_blanks() {
        let text = "// größe\n{\"a\": \"//,]\", /* x\n, */ \"b\": [1, 2, ], // end\n}";
        let json = without_comments(text);
        assert_eq!(json.len(), text.len());
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value, serde_json::json!({"a": "//,]", "b": [1, 2]}));
        assert_eq!(without_comments("{\"a\": [1, 2]}"), "{\"a\": [1, 2]}");
        assert_eq!(without_comments("{ /* "), "{ /* ");
        assert_eq!(without_comments("[1,,]"), "[1, ]", "only the last comma is removed");
    }
}
