//! Descriptions whose text the macro does not know. The constants are joined, and escaped for JSON, in const code.
//!
//! The const interpreter charges by the step, so a text is searched sixteen bytes at a time and copied in runs.

use crate::schema::text::{Buffer, Text};

/// A piece of a description.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    text: &'static str,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    /// The text is copied.
    Raw,
    /// White space around the text is removed, and its line ends become `\n`.
    Plain,
    /// Like [`Form::Plain`], escaped for JSON.
    Escaped,
    /// Like [`Form::Escaped`], with all lines but the first indented by two spaces.
    Indented,
}

impl Piece {
    /// A text that is copied.
    #[must_use]
    #[inline]
    pub const fn raw(text: &'static str) -> Self {
        Self { text, form: Form::Raw }
    }

    /// A text without white space around it and with `\n` as line ends, so that the text of a file does not depend on
    /// the system that checked it out.
    #[must_use]
    #[inline]
    pub const fn plain(text: &'static str) -> Self {
        Self { text, form: Form::Plain }
    }

    /// Like [`plain`](Self::plain), escaped for JSON.
    #[must_use]
    #[inline]
    pub const fn escaped(text: &'static str) -> Self {
        Self { text, form: Form::Escaped }
    }

    /// Like [`escaped`](Self::escaped), for an item of a list: all lines but the first are indented.
    #[must_use]
    #[inline]
    pub const fn indented(text: &'static str) -> Self {
        Self { text, form: Form::Indented }
    }
}

/// A joined text of `N` bytes.
#[derive(Debug)]
pub struct Joined<const N: usize>(Buffer<N>);

impl<const N: usize> Joined<N> {
    /// Joins `pieces`. `N` must be their [`joined_length`].
    #[must_use]
    #[inline]
    pub const fn of(pieces: &[Piece]) -> Self {
        let mut bytes = [0; N];
        let mut text = Text::new(&mut bytes);
        push_all(&mut text, pieces);
        let length = text.written();
        Self(Buffer::of(bytes, length))
    }

    /// The text.
    #[must_use]
    #[inline]
    pub const fn text(&self) -> &str {
        self.0.as_str()
    }
}

/// The length of the joined pieces in bytes.
#[must_use]
#[inline]
pub const fn joined_length(pieces: &[Piece]) -> usize {
    let mut length = 0;
    let mut i = 0;
    while i < pieces.len() {
        length += match pieces[i].form {
            Form::Raw => pieces[i].text.len(),
            form => length_of(without_margin(pieces[i].text), form),
        };
        i += 1;
    }
    length
}

/// The number of bytes that [`push`] writes.
#[inline]
const fn length_of(content: &str, form: Form) -> usize {
    let bytes = content.as_bytes();
    let (chunks, _) = bytes.as_chunks::<16>();
    let mut length = bytes.len();
    let mut i = 0;
    while i <= chunks.len() {
        let chunk = if i < chunks.len() { u128::from_le_bytes(chunks[i]) } else { last_chunk(bytes) };
        let found = specials(chunk);
        if found != 0 {
            if !is_plain(form) {
                length += found.count_ones() as usize;
            }
            length = with_controls(length, bytes, 16 * i, found & !escaped_by_a_backslash(chunk), form);
            if matches!(form, Form::Indented) {
                length += 2 * equal_to(chunk, b'\n').count_ones() as usize;
            }
        }
        i += 1;
    }
    length
}

/// Corrects `length` for the control characters that are not escaped as a backslash and one character.
#[inline]
const fn with_controls(mut length: usize, bytes: &[u8], start: usize, mut found: u128, form: Form) -> usize {
    while found != 0 {
        let at = start + found.trailing_zeros() as usize / 8;
        found &= found - 1;
        match bytes[at] {
            b'\r' if at + 1 < bytes.len() && bytes[at + 1] == b'\n' => length -= if is_plain(form) { 1 } else { 2 },
            b'\r' | b'\t' | 8 | 12 => {}
            _ if is_plain(form) => {}
            _ => length += 4,
        }
    }
    length
}

#[inline]
const fn push_all(text: &mut Text<'_>, pieces: &[Piece]) {
    let mut i = 0;
    while i < pieces.len() {
        match pieces[i].form {
            Form::Raw => text.push(pieces[i].text),
            form => push(text, without_margin(pieces[i].text), form),
        }
        i += 1;
    }
}

/// The text without white space around it, and without a byte order mark at its beginning.
#[inline]
const fn without_margin(text: &str) -> &str {
    let text = text.trim_ascii();
    match text.as_bytes() {
        [0xef, 0xbb, 0xbf, ..] => text.split_at(3).1.trim_ascii_start(),
        _ => text,
    }
}

/// Writes one text.
#[inline]
const fn push(text: &mut Text<'_>, content: &str, form: Form) {
    let bytes = content.as_bytes();
    let (chunks, _) = bytes.as_chunks::<16>();
    let mut start = 0;
    let mut i = 0;
    while i <= chunks.len() {
        let mut found = specials(if i < chunks.len() { u128::from_le_bytes(chunks[i]) } else { last_chunk(bytes) });
        while found != 0 {
            let at = 16 * i + found.trailing_zeros() as usize / 8;
            found &= found - 1;
            text.push_part(content, start, at);
            start = at + 1;
            let is_line_end = bytes[at] == b'\r' && start < bytes.len() && bytes[start] == b'\n';
            if !is_line_end {
                push_special(text, bytes[at], form);
            }
        }
        i += 1;
    }
    text.push_part(content, start, bytes.len());
}

/// Writes one of the characters that JSON escapes.
#[inline]
const fn push_special(text: &mut Text<'_>, byte: u8, form: Form) {
    match byte {
        b'\n' => text.push(match form {
            Form::Raw | Form::Plain => "\n",
            Form::Escaped => "\\n",
            Form::Indented => "\\n  ",
        }),
        b'"' if is_plain(form) => text.push("\""),
        b'"' => text.push("\\\""),
        b'\\' if is_plain(form) => text.push("\\"),
        b'\\' => text.push("\\\\"),
        _ if is_plain(form) => text.push_part(CONTROLS, byte as usize, byte as usize + 1),
        b'\r' => text.push("\\r"),
        b'\t' => text.push("\\t"),
        8 => text.push("\\b"),
        12 => text.push("\\f"),
        _ => {
            text.push(if byte < 16 { "\\u000" } else { "\\u001" });
            let digit = (byte % 16) as usize;
            text.push_part("0123456789abcdef", digit, digit + 1);
        }
    }
}

#[inline]
const fn is_plain(form: Form) -> bool {
    matches!(form, Form::Raw | Form::Plain)
}

/// The characters below the space, in their order.
const CONTROLS: &str = "\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\
                        \x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";

/// The bytes after the last whole chunk. Missing bytes are filled with bytes that JSON does not escape.
#[inline]
const fn last_chunk(bytes: &[u8]) -> u128 {
    let rest = bytes.len() % 16;
    if rest == 0 {
        return u128::MAX;
    }
    let missing = u128::MAX << (8 * rest);
    if let Some(end) = bytes.last_chunk::<16>() {
        return u128::from_le_bytes(*end) >> (8 * (16 - rest)) | missing;
    }
    let mut chunk = [0; 16];
    let mut i = 0;
    while i < rest {
        chunk[i] = bytes[i];
        i += 1;
    }
    u128::from_le_bytes(chunk) | missing
}

/// The highest bit of each byte that is a quote, a backslash or a line feed.
#[inline]
const fn escaped_by_a_backslash(bytes: u128) -> u128 {
    equal_to(bytes, b'"') | equal_to(bytes, b'\\') | equal_to(bytes, b'\n')
}

/// The highest bit of each byte that is `byte`.
#[inline]
const fn equal_to(bytes: u128, byte: u8) -> u128 {
    let seven = bytes & !HIGH;
    !(((seven ^ (byte as u128 * LOW)) + !HIGH) | bytes) & HIGH
}

const LOW: u128 = u128::from_ne_bytes([0x01; 16]);
const HIGH: u128 = u128::from_ne_bytes([0x80; 16]);
const QUOTES: u128 = b'"' as u128 * LOW;
const BACKSLASHES: u128 = b'\\' as u128 * LOW;

/// The highest bit of each byte that JSON escapes.
#[inline]
const fn specials(bytes: u128) -> u128 {
    // With its highest bit cleared, a byte has room for a carry, so a carry never reaches the next byte.
    let seven = bytes & !HIGH;
    let controls = seven + (0x80 - 0x20) * LOW;
    let quotes = (seven ^ QUOTES) + !HIGH;
    let backslashes = (seven ^ BACKSLASHES) + !HIGH;
    !((controls & quotes & backslashes) | bytes) & HIGH
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::*;

    fn joined(pieces: &[Piece]) -> String {
        let joined = Joined::<4096>::of(pieces);
        assert_eq!(joined.text().len(), joined_length(pieces));
        joined.text().into()
    }

    #[test]
    fn every_character_is_escaped_as_serde_json_does_it_at_every_place_of_a_chunk() {
        let specials = ('\0'..' ').chain(['"', '\\', '\u{7f}', 'é', '日', '😀', '!', '#', '[', ']']);
        for special in specials {
            for place in 0..33 {
                let text = format!("a{}{special}{}z", "x".repeat(place), "y".repeat(40 - place));
                let leaked: &'static str = String::leak(text.clone());
                let written = joined(&[Piece::raw("\""), Piece::escaped(leaked), Piece::raw("\"")]);
                assert_eq!(written, serde_json::to_string(&text).unwrap(), "{special:?} at {place}");
            }
        }
    }

    #[test]
    fn line_ends_and_margins_do_not_depend_on_the_system() {
        for text in ["one\n\"two\"", "\n  one\r\n\"two\"\r\n", "\u{feff}one\r\n\"two\"\n"] {
            assert_eq!(joined(&[Piece::plain(text)]), "one\n\"two\"");
            assert_eq!(joined(&[Piece::escaped(text)]), r#"one\n\"two\""#);
            assert_eq!(joined(&[Piece::raw("- "), Piece::indented(text)]), r#"- one\n  \"two\""#);
        }
        for c in '\0'..='\u{7f}' {
            let text: &'static str = String::leak(format!("a{c}b\r{c}c\r\n{c}\u{1}d"));
            let unix = text.replace("\r\n", "\n");
            assert_eq!(joined(&[Piece::plain(text)]), unix);
            let escaped = serde_json::to_string(&unix).unwrap();
            assert_eq!(joined(&[Piece::raw("\""), Piece::escaped(text), Piece::raw("\"")]), escaped);
            let indented = serde_json::to_string(&unix.replace('\n', "\n  ")).unwrap();
            assert_eq!(joined(&[Piece::raw("\""), Piece::indented(text), Piece::raw("\"")]), indented);
        }
    }

    #[test]
    fn texts_of_every_length_are_copied_whole() {
        for length in 0..70 {
            let text: String = ('a'..='z').cycle().take(length).collect();
            let pieces: Vec<Piece> = [Piece::escaped(String::leak(text.clone()))].into();
            assert_eq!(joined(&pieces), text);
        }
    }
}
