//! Text from files and file names, made safe for a report or a comment: no character of it moves the cursor, starts an
//! escape sequence, ends a line or changes the direction of writing.

use std::borrow::Cow;

/// Whether a character affects the characters around it instead of being visible: a control or a mark of direction.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` with every such character escaped as in Rust.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_unseen(character) {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out.into()
}

/// As [`escaped`], for a text of several lines.
pub(crate) fn escaped_lines(text: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

/// `line` with one picture for each such character, so that columns stay the same; a tab stays a tab.
pub(crate) fn pictured(line: &str) -> String {
    line.chars().map(picture).collect()
}

fn picture(character: char) -> char {
    /// The picture of U+0000; those of the other controls follow it.
    const NULL: u32 = 0x2400;
    const DELETE: char = '\u{2421}';
    match character {
        '\t' => '\t',
        '\0'..='\u{1f}' => char::from_u32(NULL + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => DELETE,
        _ if is_unseen(character) => char::REPLACEMENT_CHARACTER,
        seen => seen,
    }
}
